"""Diagrams as a visitor sees them: mermaid's kinds, sizes, themes, mistakes; on paper, on a phone, without scripts."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from playwright.sync_api import Page

from slidegen.model import Site

pytestmark = pytest.mark.browser
KINDS = {
    "flow": "flowchart LR\n  A[Input x] --> B{Large?}\n  B -->|yes| C[Split]\n  B -->|no| D((Done))",
    "sequence": "sequenceDiagram\n  accTitle: Two talk\n  A->>B: Hello\n  B-->>A: Great",
    "class": "classDiagram\n  Animal <|-- Duck\n  Animal : +int age",
    "state": "stateDiagram-v2\n  [*] --> Still\n  Still --> Moving: push",
    "er": "erDiagram\n  CUSTOMER ||--o{ ORDER : places",
    "gantt": "gantt\n  title Plan\n  dateFormat YYYY-MM-DD\n  section A\n  One :a1, 2024-01-01, 30d",
    "pie": 'pie title Pets\n  "Dogs" : 386\n  "Cats" : 85',
    "git": "gitGraph\n  commit\n  branch dev\n  commit",
    "mindmap": "mindmap\n  root((Deep))\n    CNN\n    RNN",
    "timeline": "timeline\n  title History\n  1958 : Perceptron\n  1986 : Backprop",
}
TALL = "flowchart TD\n" + "\n".join(f"  N{n}[Step {n}] --> N{n + 1}[Step {n + 1}]" for n in range(5))
DECK = "# First\n\n---\n\n" + "\n\n---\n\n".join(
    f"## {name}\n\n```mermaid\n{source}\n```" for name, source in (KINDS | {"tall": TALL}).items()
)


@pytest.fixture(scope="module")
def site(make_site: Any) -> Site:
    built: Site = make_site(
        kinds=DECK,
        broken="## Broken\n\n```mermaid\nflowchart LR\n  A --> --> B[\n```",
        none="# None\n\n```python\nx\n```",
    )
    assert built.findings == ()
    return built


def drawn(page: Page, name: str) -> dict[str, Any]:
    """The diagram of a slide: its label, its smallest words in px on the slide, and what leaves it."""
    page.evaluate("id => slidegen.show(id)", name)
    return dict(
        page.evaluate("""() => {
      const slide = Reveal.getCurrentSlide(), svg = slide.querySelector("figure > svg");
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const words = Array.from(svg.querySelectorAll("text")).filter(t => t.textContent.trim());
      const boxes = words.map(t => t.getBoundingClientRect()), all = svg.getBoundingClientRect();
      return {label: svg.getAttribute("aria-label"), role: svg.getAttribute("role"), overflow: slidegen.overflow(),
        words: Math.min(...words.map(t => scale * parseFloat(getComputedStyle(t).fontSize))),
        cut: boxes.filter(b => b.left < all.left - 2 || b.right > all.right + 2 || b.bottom > all.bottom + 2).length,
        bottom: all.bottom, foreign: svg.querySelectorAll("foreignObject").length}; }""")
    )


def test_every_kind_is_drawn_and_legible(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "kinds", "?mode=shot")
    for name in [*KINDS, "tall"]:
        seen = drawn(page, name)
        assert seen["role"] == "img", name
        assert seen["label"], name
        assert seen["words"] >= 19.5, name
        assert seen["overflow"] == {"x": 0, "y": 0}, name
        assert (seen["cut"], seen["foreign"]) == (0, 0), name
        assert seen["bottom"] <= 720, name
    assert drawn(page, "sequence")["label"] == "Two talk"
    assert drawn(page, "pie")["label"] == "Pets"
    assert drawn(page, "flow")["label"].startswith("flowchart LR: ")
    assert page.seen["errors"] == []


def test_only_decks_with_a_diagram_get_it_and_only_when_it_is_near(site: Site, open_deck: Any) -> None:
    assert site.files["_slidegen/mermaid/mermaid.min.js"]
    page = open_deck(site, "none")
    assert not [one for one in page.seen["requests"] if "mermaid" in one]
    shot = open_deck(site, "kinds", "?mode=shot")
    assert not [one for one in shot.seen["requests"] if "mermaid.min" in one]


def test_the_theme_is_followed(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "kinds", "?theme=dark#/flow")
    ink = "getComputedStyle(document.querySelector('#flow svg .nodeLabel, #flow svg .label text')).fill"
    page.wait_for_selector("#flow [data-state='drawn'], #flow[data-state='drawn'], #flow figure svg")
    dark = page.evaluate(ink)
    page.keyboard.press("t")
    page.wait_for_function(f"document.querySelector('#flow svg') && {ink} !== {dark!r}")
    assert page.evaluate(ink) == "rgb(29, 39, 51)"


def test_a_mistake_is_on_the_slide_and_in_the_console(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "broken", "?mode=shot")
    page.evaluate("slidegen.show('broken')")
    assert page.locator(".sg-diagram-error").inner_text().startswith("mermaid: Parse error on line 2")
    assert "A --> --> B[" in page.locator(".sg-diagram pre").inner_text()
    assert [one for one in page.seen["errors"] if "diagram of the slide broken: Parse error" in one]


def test_the_same_picture_each_time(site: Site, open_deck: Any) -> None:
    texts = "Array.from(document.querySelectorAll('#git svg text'), t => t.textContent).join()"
    seen = set()
    for _ in range(2):
        page = open_deck(site, "kinds", "?mode=shot")
        page.evaluate("slidegen.show('git')")
        seen.add(page.evaluate(texts))
    assert len(seen) == 1


def test_sheets_have_all_diagrams(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "kinds", "?print-pdf")
    page.wait_for_selector(".pdf-page")
    assert page.locator("figure[data-state='drawn'] > svg").count() == len(KINDS) + 1


def test_a_phone_and_a_page_without_scripts(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "kinds", "#/flow", width=390, height=844)
    page.wait_for_selector("#flow figure > svg")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    scale = "(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width)(document.querySelector('#flow svg'))"
    assert page.evaluate(scale) * 24 >= 13.9
    plain = open_deck(site, "kinds", "", java_script_enabled=False)
    assert plain.locator("#flow pre").is_visible()
    assert "A[Input x]" in plain.locator("#flow pre").inner_text()


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz's dot")
def test_graphs_follow_the_theme_and_stay_on_the_slide(make_site: Any, open_deck: Any) -> None:
    built = make_site(
        graph='## Net\n\n```dot\ndigraph { x -> h1 -> y; x -> h2 -> y [label="w"] }\n```\n\nA line.'
    )
    assert built.findings == ()
    page = open_deck(built, "graph", "?mode=shot&theme=light")
    page.evaluate("slidegen.show('net')")
    assert page.evaluate("slidegen.overflow()") == {"x": 0, "y": 0}
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#net svg text')).fill") == "rgb(29, 39, 51)"
    )
    width = page.evaluate("document.querySelector('#net svg').getBoundingClientRect().width")
    assert 100 < width <= 1104
