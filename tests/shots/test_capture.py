import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slidegen.errors import Location
from slidegen.shots.pixels import decode

pytestmark = pytest.mark.browser
PNG = io.BytesIO()
Image.new("RGB", (40, 30), "orange").save(PNG, "PNG")


# What a slide may ask of another server; `{}` is its host.
OUTSIDE = {
    "img": '><img src="http://{}/a.png" alt="">',
    "iframe": '><iframe src="http://{}/frame"></iframe>',
    "script": '><script src="http://{}/x.js"></script>',
    "style": '><link rel="stylesheet" href="http://{}/x.css">',
    "import": '><style>@import "http://{}/y.css";</style>',
    "font": "><style>@font-face {{ font-family: f; src: url(http://{}/f.woff2) }} b {{ font: 9px f }}</style><b>b</b>",
    "background": '><b style="background: url(http://{}/bg.png)">b</b>',
    "prefetch": '><link rel="prefetch" href="http://{}/p">',
    "fetch": "data-run=\"fetch('http://{}/data').catch(() => 0)\">1",
    "beacon": "data-run=\"navigator.sendBeacon('http://{}/beacon', 'x')\">1",
    "module": "data-run=\"import('http://{}/m.mjs').catch(() => 0)\">1",
    "worker": "data-run=\"new Worker(URL.createObjectURL(new Blob([`fetch('http://{}/w').catch(() => 0)`]))), "
    'new Promise(r => setTimeout(r, 300))">1',
    "socket": "data-run=\"new WebSocket('ws://{}/s'), new Promise(r => setTimeout(r, 100))\">1",
    "events": "data-run=\"new EventSource('http://{}/e').onerror = function () {{ this.close() }}\">1",
    "preconnect": "data-run=\"new Promise(r => setTimeout(r, 100))\"><link rel='preconnect' href='http://{0}/'>"
    "<img src='http://{0}/a.png' alt=''>",
    "video": '><video src="http://{}/v.mp4"></video>',
}


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """Somebody else's server on this machine: its address, and every connection and request it ever saw."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            seen.append("connection")
            super().setup()

        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<script>console.error('a stranger'); throw new Error('a stranger')</script>")

        do_POST = do_OPTIONS = do_HEAD = do_GET

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", seen
        server.shutdown()
        thread.join()


def test_a_slide_is_seen_whole(make_site, shoot):
    shots = shoot(make_site({"one": "><h2>One <em>idea</em></h2><p>Text</p>", "two": "><h2>Two</h2>"}))
    assert list(shots) == ["one", "two"]
    one = shots["one"]
    assert decode(one.png).shape == (720, 1280, 3)
    assert [(block.tag, block.text) for block in one.blocks] == [("h2", "One idea"), ("p", "Text")]
    assert one.where == Location(Path("decks/hand.md"), 3)
    assert (one.title, one.failures, one.outside, one.overflow, one.demos) == ("One", (), (), (0, 0), ())


def test_three_rounds_give_the_same_pixels(make_site, shoot):
    site = make_site({"one": "><h2>One</h2><p>神经网络 text 123</p>", "two": "><h2>Two</h2>"})
    rounds = [shoot(site) for _ in range(3)]
    for name in ("one", "two"):
        assert len({decode(shots[name].png).tobytes() for shots in rounds}) == 1


def test_an_animation_does_not_make_pictures_differ(make_site, shoot):
    head = "<style>@keyframes turn { to { rotate: 360deg } } h2 { animation: turn 1s infinite }</style>"
    site = make_site({"one": "><h2>One</h2>"}, head=head)
    assert np.array_equal(decode(shoot(site)["one"].png), decode(shoot(site)["one"].png))


def test_only_the_slides_asked_for(make_site, shoot):
    assert list(shoot(make_site({"one": ">1", "two": ">2"}), only=("two",))) == ["two"]


def test_the_window_and_the_theme_can_be_others(make_site, shoot):
    site = make_site({"one": ">1"}, script='document.title = ""; all()[0].textContent = location.search;')
    shot = shoot(site, width=390, height=844, scale=2, theme="light")["one"]
    assert decode(shot.png).shape == (1688, 780, 3)
    assert shot.blocks[0].text == "?mode=shot&theme=light"


def test_overflow_is_measured(make_site, shoot):
    shots = shoot(
        make_site(
            {"tall": "><div style='height:1000px'>x</div>", "wide": "><div style='width:2000px'>x</div>"}
        )
    )
    assert shots["tall"].overflow[0] == 0
    assert shots["tall"].overflow[1] > 200
    assert shots["wide"].overflow[0] > 700
    assert not shots["tall"].failures


def test_hidden_text_notes_and_scripts_are_no_blocks(make_site, shoot):
    body = """><p>seen</p><p style="display:none">a</p><p style="visibility:hidden">b</p><p style="opacity:0">c</p>
        <aside class="notes">d</aside><script>"e"</script><style>f {}</style>"""
    assert [block.text for block in shoot(make_site({"one": body}))["one"].blocks] == ["seen"]


def test_media_are_blocks_with_their_names(make_site, shoot):
    body = """><p>before</p><img src="a.png" alt="a plot"><svg aria-label="a net"><text>inner</text></svg>
        <canvas title="a map"></canvas><p>after</p>"""
    shot = shoot(make_site({"one": body}, files={"hand/a.png": PNG.getvalue()}))["one"]
    assert [(block.tag, block.text) for block in shot.blocks] == [
        ("p", "before"),
        ("img", "a plot"),
        ("svg", "a net"),
        ("canvas", "a map"),
        ("p", "after"),
    ]
    assert shot.blocks[1].box[2:] == (40, 30)


def test_settled_demos_are_noted(make_site, shoot):
    script = """window.slidegenDemos = { settle: async section => [...section.querySelectorAll("b")].map(
        b => ({ instance: b.textContent, step: 400, hash: "abc" })) };"""
    shots = shoot(make_site({"one": "><b>one-1</b>", "two": ">plain"}, script=script))
    assert shots["one"].demos == ({"instance": "one-1", "step": 400, "hash": "abc"},)
    assert shots["two"].demos == ()


class TestFailures:
    """A slide fails on what is wrong with our own pages."""

    @pytest.mark.parametrize(
        ("run", "words"),
        [
            ("console.error('out of', 3, 'weights')", "console error: out of 3 weights"),
            (
                "setTimeout(() => { throw new Error('no such layer') }); new Promise(r => setTimeout(r, 20))",
                "page error: ",
            ),
            (
                "Promise.reject(new Error('unhandled')), new Promise(r => setTimeout(r, 20))",
                "page error: unhandled",
            ),
            ("fetch('missing.json')", "hand/missing.json: status 404"),
            (
                "new Worker('missing.mjs'), new Promise(r => setTimeout(r, 200))",
                "hand/missing.mjs: status 404",
            ),
        ],
    )
    def test_of_the_slide_where_it_happens(self, make_site, shoot, run, words):
        shots = shoot(make_site({"one": ">1", "bad": f'data-run="{run}">2', "three": ">3"}))
        assert shots["bad"].failures[0].startswith(words)
        assert "\n" not in shots["bad"].failures[0]
        assert shots["bad"].png is not None
        assert (shots["one"].failures, shots["three"].failures) == ((), ())

    def test_of_the_slide_that_names_the_missing_file(self, make_site, shoot):
        """All slides are in one page: the browser asks for the picture while the first is shown."""
        shots = shoot(make_site({"one": ">1", "two": ">2", "bad": '><img src="gone.png" alt="">'}))
        assert shots["bad"].failures == ("hand/gone.png: status 404",)
        assert (shots["one"].failures, shots["two"].failures) == ((), ())

    def test_warnings_and_aborted_requests_are_none(self, make_site, shoot):
        run = """console.warn('slow'); const c = new AbortController();
            fetch('hand.json', {signal: c.signal}).catch(() => 0); c.abort()"""
        assert (
            shoot(make_site({"one": f'data-run="{run}">1'}, files={"hand/hand.json": b"{}"}))["one"].failures
            == ()
        )

    def test_what_happens_while_the_page_loads_is_told_once(self, make_site, shoot):
        """No slide is shown yet, and the page is opened anew after a slide has failed."""
        site = make_site(
            {"one": ">1", "bad": 'data-fail="no">2', "three": ">3"}, script="console.error('early')"
        )
        shots = shoot(site)
        assert shots["one"].failures == ("while the page loads: console error: early",)
        assert shots["bad"].failures == ("the slide cannot be shown: no",)
        assert shots["three"].failures == ()

    def test_a_refusal_of_the_page_is_told(self, make_site, shoot):
        shots = shoot(make_site({"bad": 'data-fail="the worker could not start">1', "two": ">2"}))
        assert shots["bad"].failures == ("the slide cannot be shown: the worker could not start",)
        assert shots["bad"].png is None
        assert shots["two"].png is not None

    @pytest.mark.parametrize(
        "run", ["new Promise(() => 0)", "(() => { for (;;); })()"], ids=["waits", "hangs"]
    )
    def test_a_slide_that_never_settles_stops_no_other(self, make_site, shoot, run):
        shots = shoot(make_site({"one": ">1", "bad": f'data-run="{run}">2', "three": ">3"}), limit_s=3)
        assert shots["bad"].failures == ("not settled after 3 s",)
        assert shots["bad"].png is None
        assert (shots["one"].failures, shots["three"].failures) == ((), ())
        assert shots["three"].png is not None

    def test_a_page_that_does_not_come_up_fails_every_slide_at_once(self, make_site, shoot):
        site = make_site(
            {"one": ">1", "two": ">2"}, runtime="<!doctype html><title>no script</title>%SLIDES%"
        )
        shots = shoot(site, limit_s=1)
        assert all(shot.failures[0].startswith("the deck's page does not come up") for shot in shots.values())
        assert sum(shot.seconds for shot in shots.values()) < 1


class TestOutside:
    """Requests to other origins are counted and never made."""

    @pytest.mark.parametrize("kind", OUTSIDE)
    def test_no_request_is_made(self, make_site, shoot, stranger, kind):
        host, seen = stranger
        shot = shoot(make_site({"one": OUTSIDE[kind].format(host)}))["one"]
        assert seen == []
        assert [address.split("/")[2] for address in shot.outside] == [host]
        assert shot.failures == ()
        assert shot.png is not None

    def test_the_stranger_would_have_been_heard(self, chromium, make_site, stranger):
        """The test above proves something: without our rules the same page does reach the other server."""
        host, seen = stranger
        page = chromium.new_page()
        page.set_content(OUTSIDE["iframe"].format(host)[1:])
        page.wait_for_timeout(300)
        page.close()
        assert "/frame" in seen

    def test_a_script_error_of_a_stranger_is_no_failure(self, make_site, shoot, stranger):
        """What the page itself replaced by a placeholder is counted with what was refused."""
        host, seen = stranger
        body = f'data-outside="http://{host}/card"><iframe src="http://{host}/frame"></iframe>'
        shot = shoot(make_site({"one": body, "two": ">2"}))["one"]
        assert shot.outside == (f"http://{host}/card", f"http://{host}/frame")
        assert shot.failures == ()
        assert seen == []

    def test_a_request_is_counted_for_the_slide_that_names_it(self, make_site, shoot, stranger):
        host, _ = stranger
        shots = shoot(make_site({"one": ">1", "two": f'><img src="http://{host}/a.png" alt="">'}))
        assert (shots["one"].outside, shots["two"].outside) == ((), (f"http://{host}/a.png",))
