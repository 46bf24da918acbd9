"""Compare decks of your own: `python -m tests.parity DECK.md ...` in the checkout."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from slidegen.browser import launch

from .build import Builder
from .compare import compare
from .entry import Entry
from .oracle import oracle


def main(paths: list[str]) -> int:
    """Print what differs, deck by deck; 0 where nothing does."""
    slides = good = 0
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        builder = Builder(Path(folder))
        with oracle(browser) as plugin:
            for number, name in enumerate(paths):
                text = Path(name).read_bytes().decode("utf-8", "replace")
                entry = Entry(f"deck-{number}", text, front_matter=True)
                report = compare(plugin.reference(entry), plugin.candidate(builder.page(entry)))
                slides, good = slides + report.slides, good + report.good
                print(f"{name}: {report.good}/{report.slides}", *report.differences, sep="\n  ")
        browser.close()
    print(f"{good}/{slides} slides, {100 * good / max(1, slides):.2f} %")
    return 0 if good == slides else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
