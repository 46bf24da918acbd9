"""How long `slidegen shots` takes a slide. Figures, never a verdict: `python tests/benchmarks/shots.py [DECK ...]`.

Without a deck it makes one of fifteen plain slides. The pictures go to a temporary folder, never beside the deck.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from slidegen import pipeline
from slidegen.browser import launch
from slidegen.project import load
from slidegen.serve.server import SiteServer
from slidegen.shots.capture import photograph
from slidegen.shots.compare import compare
from slidegen.shots.context import Settings
from slidegen.shots.environment import look_around
from slidegen.shots.pixels import decode, encode

ROUNDS = 3
SLIDE = """## Slide {0} says one thing

A neuron takes the weighted sum of its inputs and bends it; number {0} of fifteen.

- weights say how much each input counts
- a bias moves the line

```python
y_{0} = np.tanh(W @ x + b)
```
"""


def main(arguments: list[str]) -> None:
    """Measure the decks named, or one made for it."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "fifteen.md"
        own.write_text("\n---\n\n".join(SLIDE.format(number) for number in range(1, 16)), "utf-8")
        measure([Path(name) for name in arguments] or [own])


def measure(decks: list[Path]) -> None:
    """Print one line a figure."""
    built, site = timed(lambda: pipeline.build(load(decks[0]), decks))
    print(f"build {built:.2f} s")
    with sync_playwright() as playwright, SiteServer(site) as server:
        started, browser = timed(lambda: launch(playwright))
        probed, _ = timed(lambda: look_around(browser, Settings()))
        print(f"start of Chromium {started:.2f} s, probe of the environment {probed:.2f} s")
        for page in site.decks:
            for _ in range(ROUNDS):
                took, shots = timed(lambda page=page: photograph(browser, server.url, page, Settings()))
                slow = sorted(shot.seconds for shot in shots)
                print(
                    f"{page.path}: {len(shots)} slides in {took:.2f} s, {took / len(shots):.3f} s a slide; "
                    f"alone: median {statistics.median(slow):.3f}, slowest {slow[-1]:.3f}"
                )
            pictures = [shot.png for shot in shots if shot.png]
            compared(pictures)
        browser.close()


def compared(pictures: list[bytes]) -> None:
    """What decoding, comparing and storing a picture costs, and how large it is."""
    decoding, pixels = timed(lambda: [decode(data) for data in pictures])
    same, _ = timed(lambda: [compare(each, each.copy()) for each in pixels])
    differing, _ = timed(lambda: [compare(each, np.roll(each, 1, axis=1)) for each in pixels])
    encoding, stored = timed(lambda: [encode(each) for each in pixels])
    count = len(pictures)
    print(
        f"  a picture: decode {1000 * decoding / count:.0f} ms, compare {1000 * same / count:.0f} ms if equal, "
        f"{1000 * differing / count:.0f} ms if shifted, encode {1000 * encoding / count:.0f} ms; "
        f"{sum(map(len, stored)) / count / 1000:.1f} kB stored, largest {max(map(len, stored)) / 1000:.1f} kB"
    )


def timed[Result](work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds, and what was made."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    main(sys.argv[1:])
