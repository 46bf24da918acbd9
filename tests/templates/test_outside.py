"""Other people's pages: shown where that works, never blank where it does not, and without power over the deck."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page

from slidegen.model import Site
from slidegen.serve.server import SiteServer
from slidegen.write import write
from tests.templates.conftest import current, visit

pytestmark = pytest.mark.browser
FRAMES = """# Start

---

<!-- .slide: id="frame" data-background-iframe="https://example.org/page" data-background-interactive -->

---

<!-- .slide: id="slashes" data-background-iframe="//example.org/two" -->

---

<!-- .slide: id="plain" data-background-iframe="http://example.org/three" -->

---

# End
"""
HOSTILE = """<body><input id="field">hostile<script>
const tries = [{method: "next"}, {method: "slide", args: [4]}, {namespace: "reveal-notes", type: "heartbeat"},
  {namespace: "reveal-notes", type: "call", methodName: "next", arguments: [], callId: 1}];
const all = () => tries.forEach(one => { parent.postMessage(JSON.stringify(one), "*"); parent.postMessage(one, "*"); });
all(); setInterval(all, 100);
window.heard = []; addEventListener("message", event => heard.push(event.data));
</script></body>"""

# Each button tries another way of leading the deck to the address in `to`; `active` says that its click counted.
LEADERS = """<body><script>
const ways = {
  location: () => { top.location = to; },
  replace: () => { top.location.replace(to); },
  window: () => { open(to, "_top"); },
  link: () => { const a = document.createElement("a"); a.href = to; a.target = "_top"; a.click(); },
  form: () => {
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: to, target: "_top"});
    document.body.append(form);
    form.submit();
  },
};
for (const [name, way] of Object.entries(ways)) {
  const button = document.createElement("button");
  button.textContent = name;
  button.onclick = () => { window.active = navigator.userActivation.isActive; way(); };
  document.body.append(button);
}
</script></body>"""
WAYS = ("location", "replace", "window", "link", "form")
LED = """# Start

---

## Two

---

## Three

---

<!-- .slide: id="behind" data-background-iframe="https://example.org/behind" data-background-interactive -->

---

## Inside

<iframe src="https://example.org/inside" width="600" height="300"></iframe>

---

# End
"""


@pytest.fixture(scope="module")
def site(make_site) -> Site:
    return make_site(frames=FRAMES)


def answer(context: BrowserContext, body: str = HOSTILE) -> None:
    """Let example.org answer, on any scheme."""
    context.route("**://example.org/**", lambda r: r.fulfill(body=body, content_type="text/html"))


@pytest.fixture
def live(site: Site, contexts):
    """A page of the deck whose outside frames answer."""
    with SiteServer(site) as server:
        context = contexts()
        answer(context)
        yield visit(context, f"{server.url}frames/index.html#/frame")


def test_a_stranger_turns_no_slide_and_hears_nothing(live: Page) -> None:
    live.wait_for_function("document.querySelector('.slide-background.present iframe')?.src")
    live.wait_for_timeout(800)
    assert current(live) == "frame"
    stranger = next(frame for frame in live.frames if "example.org/page" in frame.url)
    assert set(stranger.evaluate("heard")) <= {
        "slide:start",
        "slide:stop",
    }  # what reveal.js tells every frame


def click_into(page: Page) -> None:
    """Give the frame the keyboard; in a frame's first second reveal.js takes it back by itself."""
    field = page.frame_locator(".slide-background.present iframe").locator("#field")
    field.wait_for()
    page.wait_for_timeout(1300)
    field.click()


def test_the_keyboard_comes_back_from_a_frame(live: Page) -> None:
    click_into(live)
    live.keyboard.press("ArrowRight")
    assert current(live) == "frame"
    live.get_by_role("button", name="Back to the slides").click()
    live.keyboard.press("ArrowRight")
    assert current(live) == "slashes"


def test_tab_leaves_a_frame(live: Page) -> None:
    click_into(live)
    for _ in range(4):
        live.keyboard.press("Tab")
        if live.evaluate("document.activeElement.tagName") != "IFRAME":
            break
    live.keyboard.press("ArrowRight")
    assert current(live) == "slashes"


def test_an_open_link_stands_beside_a_frame_only(live: Page) -> None:
    link = live.get_by_role("link", name="Open example.org")
    assert link.get_attribute("href") == "https://example.org/page"
    live.keyboard.press("End")
    assert not link.is_visible()


class Leader(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(LEADERS.encode())

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def leader():
    """The address of a page that tries to lead the deck elsewhere; a port of its own makes it another origin.

    A real server: Playwright's routes miss the second of two fetches of one frame.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), Leader)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def led(make_site, contexts, leader):
    """Opens, at a slide, a deck whose frames, in a background and on a slide, try to lead it elsewhere."""
    with SiteServer(make_site(led=LED.replace("https://example.org/", leader))) as server:
        yield lambda slide: visit(contexts(), f"{server.url}led/index.html#/{slide}")


@pytest.mark.parametrize(
    ("slide", "first"),
    [("behind", "behind"), ("behind", "start"), ("inside", "inside"), ("inside", "start")],
)
def test_a_click_into_a_frame_leads_the_deck_nowhere(led, leader: str, slide: str, first: str) -> None:
    """A click gives a frame the right to set the address of the whole window, to another slide's too."""
    page = led(first)
    page.evaluate("id => Reveal.slide(Reveal.getIndices(document.getElementById(id)).h)", slide)
    frame = page.wait_for_selector(f"iframe[src='{leader}{slide}']")
    stranger = frame.content_frame()
    stranger.get_by_role("button", name="form").wait_for()
    page.wait_for_timeout(1200)  # before that reveal.js takes the focus back
    before = page.url
    for to in (before.split("#")[0] + "#/end", f"{leader}elsewhere"):
        stranger.evaluate("to => { window.to = to; }", to)
        for way in WAYS:
            stranger.evaluate("window.active = false")
            stranger.get_by_role("button", name=way).click()
            assert stranger.evaluate("window.active"), "the click counts"
            page.wait_for_timeout(80)
            assert (page.url, current(page)) == (before, slide), way


def test_frames_of_others_alone_are_confined(make_site, contexts) -> None:
    """Demos and pages of the deck's own site have no sandbox; an author's own stays."""
    text = """# Start

![Demo](demo:playground)

<iframe src="https://example.org/own" sandbox="allow-scripts"></iframe>
<iframe src="https://example.org/other"></iframe>
<iframe src="./index.html?page"></iframe>

---

<!-- .slide: data-background-iframe="demo:playground" -->
"""
    with SiteServer(make_site(both=text)) as server:
        context = contexts()
        answer(context, "a page")
        context.route("**/pyodide/**", lambda route: route.abort())
        page = visit(context, f"{server.url}both/index.html")
        page.wait_for_function("document.querySelectorAll('iframe[src]').length === 5")
        found = page.evaluate(
            "[...document.querySelectorAll('iframe')].map(f => [f.src, f.getAttribute('sandbox')])"
        )
    boxes = {address.removeprefix(server.url): box for address, box in found}
    ours = [name for name in boxes if "example.org" not in name]
    assert len(ours) >= 2
    assert [boxes[name] for name in ours] == [None] * len(ours)
    assert boxes["https://example.org/own"] == "allow-scripts"
    assert "allow-scripts allow-same-origin" in boxes["https://example.org/other"]
    assert "top-navigation" not in boxes["https://example.org/other"]


def test_a_page_that_cannot_be_reached_is_a_card(site: Site, open_deck) -> None:
    page = open_deck(site, "frames", "#/frame")  # the context reaches this machine only
    card = page.locator("#frame .sg-card")
    card.get_by_text("cannot be reached").wait_for(state="visible")
    assert card.get_by_role("link").get_attribute("href") == "https://example.org/page"
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.slide-background.present iframe')).visibility"
        )
        == "hidden"
    )


def test_http_in_https_is_a_card_and_slashes_are_not(site: Site, contexts) -> None:
    context = contexts()
    answer(context)

    def serve(route) -> None:
        name = route.request.url.split("deck.test/")[1].split("?")[0]
        found = site.files[name]
        body = found if isinstance(found, bytes) else found.read_bytes()
        kind = {"html": "text/html", "css": "text/css", "js": "text/javascript"}.get(
            name.rsplit(".")[-1], "font/woff2"
        )
        route.fulfill(body=body, content_type=kind)

    context.route("https://deck.test/**", serve)
    page = visit(context, "https://deck.test/frames/index.html#/plain")
    assert page.locator("#plain .sg-card", has_text="will not show an http page").is_visible()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "document.querySelector('.slide-background.present iframe')?.src === 'https://example.org/two'"
    )
    assert not page.locator("#slashes .sg-card").is_visible()


def test_slashes_become_https_in_a_file(site: Site, contexts, tmp_path) -> None:
    write(site, tmp_path / "site")
    context = contexts()
    answer(context)
    page = visit(context, (tmp_path / "site/frames/index.html").as_uri() + "#/slashes")
    page.wait_for_function(
        "document.querySelector('.slide-background.present iframe')?.src === 'https://example.org/two'"
    )


def test_frames_in_the_text_wait_for_their_slide(make_site, contexts) -> None:
    text = '# Start\n\n---\n\n## Two\n\n---\n\n## Frame\n\n<iframe src="https://example.org/in"></iframe>'
    with SiteServer(make_site(inside=text)) as server:
        context = contexts()
        answer(context)
        page = visit(context, f"{server.url}inside/index.html")
        assert page.locator("#frame iframe").get_attribute("src") is None
        page.keyboard.press("End")
        page.wait_for_function("document.querySelector('#frame iframe').src === 'https://example.org/in'")


def test_an_address_that_is_none_does_not_stop_the_deck(make_site, open_deck) -> None:
    text = '# Start\n\n---\n\n<!-- .slide: data-background-iframe="http://[" -->\n\n---\n\n<iframe src="http://["></iframe>\n'
    page = open_deck(make_site(broken=text), "broken")
    page.keyboard.press("End")
    assert page.evaluate("Reveal.isLastSlide()")
    assert not [error for error in page.seen["errors"] if "Failed to construct 'URL'" in error]
