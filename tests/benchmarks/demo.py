"""Figures of a live demo in headless Chromium: `python tests/benchmarks/demo.py`.

Prints the milliseconds from a frame's `hello` to its first live picture (cold: Pyodide starts; again: the worker
runs already), pictures and training steps a second while it plays, and the time until XOR is solved.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from slidegen.browser import launch
from slidegen.pipeline import build
from slidegen.project import load
from slidegen.serve.server import SiteServer

DECK = """# Start

---

# Xor

![One](demo:playground?data=xor){ui=min}

---

# Between

---

# Between too

---

# Spiral

![Two](demo:playground?data=spiral&layers=16-16&learning_rate=0.3){ui=min}
"""
# When each frame said hello and drew its first picture, by the clock that all windows share.
WATCH = """(() => {
  const clock = () => performance.timeOrigin + performance.now();
  const times = (window.times = { hello: clock(), drawn: 0, solved: 0, pictures: 0 });
  addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    times.drawn ||= clock();
    times.pictures += 1;
    if (document.querySelector(".sg-number").textContent === "100 %") times.solved ||= clock();
  }).observe(document.documentElement, { attributeFilter: ["data-step"] }));
})()"""
WINDOW_MS = 3000


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "decks").mkdir()
        (Path(folder) / "decks" / "talk.md").write_text(DECK, encoding="utf-8")
        browser = launch(playwright)
        with SiteServer(build(load(Path(folder)))) as server:
            measure(browser, f"{server.url}talk/index.html")
        browser.close()


def measure(browser: Browser, address: str) -> None:
    """One visit: the first demo cold, then the second on the running worker."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.add_init_script(WATCH)
    page.goto(f"{address}#/xor")
    print(f"hello to first live picture, cold:  {first_picture(page, 'xor'):6.0f} ms")
    speed(page, "xor")
    page.wait_for_function(f"{frame('xor')}.times.solved", timeout=60_000)
    solved = page.evaluate(f"({frame('xor')}.times.solved - {frame('xor')}.times.drawn) / 1000")
    print(f"xor, 3 tanh units: all right after  {solved:6.1f} s of training")
    page.evaluate("Reveal.slide(4)")  # far enough not to have been loaded ahead
    print(f"hello to first live picture, again: {first_picture(page, 'spiral'):6.0f} ms")
    speed(page, "spiral")


def frame(slide: str) -> str:
    """JavaScript for a slide's frame's window."""
    return f"document.querySelector('#{slide} iframe').contentWindow"


def first_picture(page: Page, slide: str) -> float:
    """Milliseconds."""
    page.wait_for_function(f"{frame(slide)}.times?.drawn", timeout=60_000)
    return float(page.evaluate(f"{frame(slide)}.times.drawn - {frame(slide)}.times.hello"))


def speed(page: Page, slide: str) -> None:
    """Print pictures and steps a second while it trains."""
    now = f"[{frame(slide)}.times.pictures, Number({frame(slide)}.document.documentElement.dataset.step)]"
    before = page.evaluate(now)
    page.wait_for_timeout(WINDOW_MS)
    after = page.evaluate(now)
    pictures, steps = ((after[i] - before[i]) * 1000 / WINDOW_MS for i in (0, 1))
    print(f"{slide}: {pictures:.0f} pictures and {steps:.0f} training steps a second")


if __name__ == "__main__":
    main()
