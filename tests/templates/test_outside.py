"""Other people's pages: shown where that works, never blank where it does not, and without power over the deck."""

from __future__ import annotations

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
