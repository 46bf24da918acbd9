"""A page that is no demo of ours gets no port and turns no slide, whatever it says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Frame, Page

from .helpers import show, slide_of

pytestmark = pytest.mark.browser

# Says everything a demo may say, in every shape, and everything reveal.js listens to; keeps what it is answered.
HOSTILE = """<!doctype html><meta charset="utf-8"><script>
const got = [];
addEventListener("message", (event) => {
  const asked = event.data !== "slide:start" && event.data !== "slide:stop"; // reveal.js greets every frame
  if (asked || event.ports.length) got.push(JSON.stringify(event.data));
});
const said = [
  {type: "hello", demo: "playground", instance: "xor-1"},
  {type: "ready", backend: "wasm"},
  {type: "params", params: {data: "moons"}, playing: true},
  {type: "metrics", step: 1, metrics: {}},
  {type: "resize", height: 9000},
  {type: "settled", step: 1, hash: "0".repeat(64)},
  {type: "error", message: "x", where: "", hint: ""},
  {type: "start"}, {type: "stop"}, {type: "open"}, {type: "connect"},
  ...["ArrowRight", "ArrowLeft", "PageDown", "End", "Home", " ", "n", "b", "Escape", "o"].map(
    (key) => ({type: "key", key})),
];
const reveal = ["next", "right", "down", "slide", "togglePause", "triggerKey"].map(
  (method) => JSON.stringify({method, args: [5], namespace: "reveal"}));
window.attack = () => {
  for (const target of [parent, top]) {
    for (const one of said) {
      target.postMessage({slidegen: 1, ...one}, "*");
      target.postMessage(JSON.stringify({slidegen: 1, ...one}), "*");
      const {port1} = new MessageChannel();
      target.postMessage({slidegen: 1, ...one}, "*", [port1]);
    }
    for (const one of reveal) target.postMessage(one, "*");
  }
};
attack();
</script><p>A stranger's page"""


class Stranger(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(HOSTILE.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """The address of a page of another origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["another origin", "our origin", "a blob", "sandboxed"])
def frame(request: pytest.FixtureRequest, deck: Page, stranger: str) -> Iterator[Frame]:
    """A hostile frame on the slide of a demo, or a harmless-looking page of our own origin that is no demo."""
    show(deck, "xor")
    deck.evaluate(
        """([kind, stranger, text]) => {
             const frame = document.createElement("iframe");
             frame.id = "stranger";
             const blob = () => URL.createObjectURL(new Blob([text], {type: "text/html"}));
             if (kind === "sandboxed") frame.sandbox = "allow-scripts";
             if (kind === "another origin") frame.src = stranger;
             else if (kind === "a blob") frame.src = blob();
             else frame.srcdoc = text;
             document.getElementById("xor").append(frame);
           }""",
        [request.param, stranger, HOSTILE],
    )
    handle = deck.wait_for_selector("#stranger", state="attached")
    assert handle is not None
    found = handle.content_frame()
    assert found is not None
    found.wait_for_function(
        "Boolean(window.attack)", polling=50
    )  # no animation frames: it may be off the screen
    yield found
    deck.evaluate("document.getElementById('stranger').remove()")


def test_a_stranger_gets_nothing_and_turns_nothing(deck: Page, on_xor: Frame, frame: Frame) -> None:
    state = """JSON.stringify([slidegenDemos.active, Reveal.isPaused(), Reveal.isOverview(), recorded.workers,
                 document.querySelector('#xor figure').style.cssText.replace(/--demo-height-phone:[^;]*;?/, '')])"""
    before = deck.evaluate(state)
    opened = count_open(deck)
    frame.evaluate("attack()")
    deck.wait_for_timeout(400)
    assert slide_of(deck) == "xor"
    assert frame.evaluate("got") == []
    assert deck.evaluate(state) == before
    height = "document.querySelector('#xor figure').style.getPropertyValue('--demo-height-phone')"
    assert deck.evaluate(height) != "9000px"
    assert count_open(deck) == opened, "no port was made"


def test_a_strangers_messages_to_a_demo_are_ignored(deck: Page, on_xor: Frame, frame: Frame) -> None:
    """A frame beside a demo can post to it directly; only its own deck is heard."""
    on_xor.get_by_role("button", name="Pause").or_(on_xor.get_by_role("button", name="Play")).wait_for()
    frame.evaluate(
        """() => {
             for (let i = 0; i < parent.length; i++) {
               const {port1} = new MessageChannel();
               parent[i].postMessage({slidegen: 1, type: "command", command: "reset"}, "*");
               parent[i].postMessage({slidegen: 1, type: "theme", theme: "light"}, "*");
               parent[i].postMessage({slidegen: 1, type: "connect", instance: "x", theme: "light", lang: "en",
                                      reducedMotion: false, mode: "test"}, "*", [port1]);
             }
           }"""
    )
    deck.wait_for_timeout(300)
    assert on_xor.evaluate("document.documentElement.dataset.theme") == "dark"


def count_open(deck: Page) -> int:
    return int(
        deck.evaluate(
            "recorded.messages.filter(m => m.type === 'open' && m.direction === 'deck-worker').length"
        )
    )
