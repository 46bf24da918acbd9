"""Counts read from the built HTML: of a deck with the traps of real notes, and of those where they are at hand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from justhtml import JustHTML
from playwright.sync_api import Browser

from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import load
from slidegen.serve.server import SiteServer

NOTES = Path(__file__).parents[2] / "shared" / "source-notes"
TRAPS = """# Title

---

### With notes

note:

- https://example.org/one

***

<!-- .slide: data-background-iframe="//example.org/a" data-background-interactive -->
***

<!-- .slide: style="font-size:28px" -->

- [a](https://example.org/b)
  - https://example.org/c
    - deeper
- b

***

<!-- .slide: data-background-iframe="https://example.org/d" -->

<!-- .slide: data-background-iframe="https://example.org/e" -->

---

<!-- .slide: data-background-video="http://example.org/v.mp4" -->

***

<!-- #####.slide: data-background-iframe="//example.org/f" -->
"""


@dataclass(frozen=True)
class Counts:
    stacks: tuple[int, ...]
    notes: int
    frames: int
    videos: int
    styles: int
    links: int
    nested: int
    warnings: tuple[tuple[str, int], ...]  # rule and line


OURS = Counts(
    (1, 4, 2), 1, 2, 1, 1, 2, 2,
    (("glued-separator", 13), ("protocol-relative", 13), ("slide-twice", 27),
     ("insecure-frame", 31), ("empty-slide", 35)),
)  # fmt: skip
THEIRS = Counts(
    (1, 13, 9, 31, 4, 5, 3, 5, 15, 6, 2), 3, 58, 2, 16, 102, 23,
    (("slide-twice", 65), ("glued-separator", 244), ("empty-slide", 562)),
)  # fmt: skip


def descendants(node: Any, name: str) -> list[Any]:
    found = []
    for child in node.children or []:
        found += ([child] if child.name == name else []) + descendants(child, name)
    return found


def counts(site: Site) -> Counts:
    (page,) = site.decks
    (slides,) = JustHTML(page.html, sanitize=False).query(".slides")
    tops = [node for node in slides.children or [] if node.name == "section"]
    stacks = tuple(max(1, len(descendants(top, "section"))) for top in tops)
    leaves = [leaf for leaf in descendants(slides, "section") if not descendants(leaf, "section")]
    asides = descendants(slides, "aside")
    in_notes = sum(len(descendants(aside, "a")) for aside in asides)
    items = {id(inner) for item in descendants(slides, "li") for inner in descendants(item, "li")}
    return Counts(
        stacks,
        len(asides),
        sum("data-background-iframe" in leaf.attrs for leaf in leaves),
        sum("data-background-video" in leaf.attrs for leaf in leaves),
        sum("style" in leaf.attrs for leaf in leaves),
        len(descendants(slides, "a")) - in_notes,
        len(items),
        tuple((one.rule, one.where.line or 0) for one in site.findings if one.severity == "warning"),
    )


def test_counts(tmp_path: Path) -> None:
    ours = tmp_path / "traps.md"
    ours.write_text(TRAPS)
    assert counts(build(load(tmp_path), [ours])) == OURS
    theirs = NOTES / "deck.md"
    if theirs.exists():
        found = counts(build(load(tmp_path), [theirs]))
        assert set(THEIRS.warnings) <= set(found.warnings)
        assert Counts(**{**found.__dict__, "warnings": THEIRS.warnings}) == THEIRS


@pytest.mark.browser
def test_pages_open_without_an_error_of_ours(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "traps.md").write_text(TRAPS)
    site = build(load(tmp_path), [tmp_path / "traps.md", *([NOTES] if NOTES.exists() else [])])
    errors: list[str] = []
    seen = 0
    with SiteServer(site) as server:
        context = chromium.new_context()
        context.route(lambda url: not url.startswith(server.url), lambda route: route.abort())
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 else None)
        for one in site.decks:
            page.goto(server.url + one.path)
            page.wait_for_function("window.slidegen && window.slidegen.ready")
            page.evaluate("() => window.slidegen.ready")
            last = page.evaluate("() => window.slidegen.ids.at(-1)")
            for _ in range(200):
                page.keyboard.press("Space")
                seen += 1
                if page.evaluate("() => Reveal.isLastSlide()"):
                    break
            assert page.evaluate("() => Reveal.getCurrentSlide().id") == last
        context.close()
    assert errors == []
    assert seen >= sum(len(one.deck.slides) - 1 for one in site.decks if one.deck)
