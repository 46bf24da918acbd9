"""Every slide of our own decks, drawn in a browser: it fits, it is legible, it is quiet."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page

from slidegen.model import Site
from tests.templates.test_phone import TEXT

pytestmark = pytest.mark.browser
FLOOR, CAPTION = 24, 20
SMALL = """() => {
  const section = Reveal.getCurrentSlide(), found = [];
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest("aside.notes, title")) continue;
    if (!element.checkVisibility()) continue;
    const caption = element.closest(".source, .figcaption, figcaption, .caption, .sg-card, .sg-demo-line") !== null;
    const svg = element.closest("svg"), box = svg && svg.viewBox.baseVal;
    const scale = svg && box.width ? svg.getBoundingClientRect().width / box.width : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    found.push([size, caption, walker.currentNode.textContent.trim()]);
  }
  return found;
}"""


@pytest.fixture
def page(our_site: Site, open_deck) -> Page:
    """Our deck without its demos' Python: only the slide around them is looked at here."""
    page = open_deck(our_site, "neuron", "?mode=shot")
    page.evaluate("slidegenDemos.settle = async () => []")
    return page


def test_every_slide_fits_and_is_legible(page: Page) -> None:
    for name in page.evaluate("slidegen.ids"):
        page.evaluate("id => slidegen.show(id)", name)
        assert page.evaluate("slidegen.overflow()") == {"x": 0, "y": 0}, name
        for size, caption, text in page.evaluate(SMALL):
            assert size >= (CAPTION if caption else FLOOR) - 0.5, (name, size, text)
    assert page.seen["errors"] == []


def test_nothing_covers_the_source_line(page: Page) -> None:
    for name in page.evaluate("slidegen.ids"):
        page.evaluate("id => slidegen.show(id)", name)
        gap = page.evaluate("""() => {
          const section = Reveal.getCurrentSlide(), source = section.querySelector(":scope > .source");
          if (!source) return 99;
          const others = [...section.children].filter(e => e !== source && e.checkVisibility());
          return source.getBoundingClientRect().top - Math.max(...others.map(e => e.getBoundingClientRect().bottom));
        }""")
        assert gap > 0, name


def test_titles_stand_at_one_place(page: Page) -> None:
    places = set()
    for name in page.evaluate("slidegen.ids")[1:]:
        page.evaluate("id => slidegen.show(id)", name)
        heading = page.locator(f"[id='{name}'] > h2")
        if heading.count():
            box = heading.bounding_box()
            places.add((round(box["x"]), round(box["y"])))
    assert len(places) == 1


def test_on_a_phone(our_site: Site, open_deck) -> None:
    page = open_deck(our_site, "neuron", "?mode=shot", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [one for one in page.evaluate(TEXT) if one[0] < 16] == []
    widths = page.evaluate(
        "[...document.querySelectorAll('.sg-demo')].map(e => e.getBoundingClientRect().width)"
    )
    assert set(widths) == {390}


def test_motion_is_short_and_off_when_asked(our_site: Site, open_deck) -> None:
    durations = """() => [...document.querySelectorAll(".slides section, .slide-background")]
      .flatMap(e => getComputedStyle(e).transitionDuration.split(",").map(parseFloat))"""
    page = open_deck(our_site, "neuron")
    assert max(page.evaluate(durations)) < 0.2
    calm = open_deck(our_site, "neuron", reduced_motion="reduce")
    assert max(calm.evaluate(durations)) == 0


@pytest.mark.parametrize(("theme", "paper"), [("dark", (15, 20, 25)), ("light", (251, 250, 247))])
def test_every_slide_lies_on_its_paper(our_site: Site, open_deck, theme: str, paper: tuple[int, ...]) -> None:
    """Backgrounds of neighbouring slides, frames among them, must not show through."""
    page = open_deck(our_site, "neuron", f"?mode=shot&theme={theme}")
    page.evaluate("slidegenDemos.settle = async () => []")
    for name in page.evaluate("slidegen.ids"):
        if name == "spiral":  # a demo is its background
            continue
        page.evaluate("id => slidegen.show(id)", name)
        with Image.open(io.BytesIO(page.screenshot())) as picture:
            assert picture.convert("RGB").getpixel((4, 300)) == paper, name


@pytest.mark.parametrize("rest", ["", "?print-pdf"])
def test_paper_has_one_sheet_a_slide(our_site: Site, open_deck, rest: str) -> None:
    page = open_deck(our_site, "neuron", rest)
    count = page.evaluate("slidegen.ids.length")
    if rest:
        page.wait_for_function(f"document.querySelectorAll('.pdf-page').length === {count}", timeout=60_000)
        assert page.evaluate("window.slidegenDemos.active") == []  # paper starts no Python
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == count
    assert "print-pdf" not in page.evaluate("document.documentElement.className")
