"""reveal.js's own Markdown plugin in Chromium: the tree of slides it makes, and trees of candidates' HTML."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Route

from .entry import HERE, Entry

Tree = dict[str, Any]
Slide = dict[str, Any]
ORIGIN = "http://127.0.0.1:9/"  # never contacted: every request is answered or refused here
PLUGIN = HERE / "vendor" / "reveal-markdown.js"


class Oracle:
    """Asks the plugin, in a page without any network."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.route("**/*", _answer)
        page.goto(ORIGIN)
        for script in (PLUGIN, HERE / "canon.js", HERE / "reference.js"):
            page.add_script_tag(content=script.read_text("utf-8"))

    def reference(self, entry: Entry) -> Tree:
        """The plugin's slides; `variants` of a slide are further trees that allowlist.json may accept.

        A variant is kept only where it differs from the plugin's own slide.
        """
        got = self._page.evaluate("o => parityReference(o)", entry.plugin_options())
        tree: Tree = got["official"]
        official = [slide for _, slide in slides_of(tree)]
        for name, variant in got["variants"].items():
            others = [slide for _, slide in slides_of(variant)]
            if len(others) == len(official):
                for slide, other in zip(official, others, strict=True):
                    _keep(slide, name, other)
        return tree

    def candidate(self, html: str) -> Tree:
        """The slides of a page; nothing in it runs or loads."""
        tree: Tree = self._page.evaluate("h => parityCandidate(h)", html)
        return tree


@contextmanager
def oracle(browser: Browser) -> Iterator[Oracle]:
    """An oracle in a context of its own."""
    context = browser.new_context()
    try:
        yield Oracle(context.new_page())
    finally:
        context.close()


def slides_of(tree: Tree) -> list[tuple[str, Slide]]:
    """Each slide with its place: `2`, or `2.1` in a stack of several."""
    return [
        (f"{h}.{v}" if len(stack["slides"]) > 1 else str(h), slide)
        for h, stack in enumerate(tree["stacks"], 1)
        for v, slide in enumerate(stack["slides"], 1)
    ]


def _keep(slide: Slide, name: str, other: Slide) -> None:
    seen = [
        {key: value for key, value in slide.items() if key != "variants"},
        *slide.get("variants", {}).values(),
    ]
    if other not in seen:
        slide.setdefault("variants", {})[name] = other


def _answer(route: Route) -> None:
    if route.request.url == ORIGIN:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body="<!doctype html>")
    else:
        route.abort()
