"""A demo in a slide's background: it settles in picture mode, and from a file its picture says why it stands still."""

from __future__ import annotations

import pytest

from slidegen.write import write
from tests.templates.conftest import visit

pytestmark = pytest.mark.browser
DECK = """# Start

---

<!-- .slide: id="behind" data-background-iframe="demo:playground?step=20" data-background-interactive -->

---

## On the slide

![What to see](demo:playground)
"""


def test_a_deck_whose_only_demo_is_a_background_settles(make_site, open_deck) -> None:
    alone = DECK.rpartition("---")[0].rstrip().removesuffix("---")
    page = open_deck(make_site(talk=alone), "talk", "?mode=shot")
    page.set_default_timeout(60_000)
    page.evaluate("slidegen.show('behind')")
    assert page.evaluate("slidegenDemos.active") == ["behind-1"]


def test_from_a_file_a_line_says_why_nothing_moves(make_site, contexts, tmp_path) -> None:
    write(make_site(talk=DECK), tmp_path / "site")
    page = visit(contexts(), (tmp_path / "site" / "talk" / "index.html").as_uri())
    for slide in ("behind", "on-the-slide"):
        page.evaluate(
            f"Reveal.slide(...Object.values(Reveal.getIndices(document.getElementById('{slide}'))))"
        )
        line = page.locator(f"#{slide} .sg-demo-line")
        assert "slidegen serve" in line.inner_text()
        page.locator(f"#{slide}").evaluate(
            "section => section.style.pointerEvents = 'auto'"
        )  # else it is not found
        page.wait_for_function(f"getComputedStyle(document.getElementById('{slide}')).opacity === '1'")
        on_top = line.evaluate(
            """line => {
                const box = line.getBoundingClientRect();
                const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return line.contains(found);
            }"""
        )
        assert on_top, slide
    assert page.seen["errors"] == []


def test_narrow_frames_of_the_speaker_window_are_slides(make_site, open_deck) -> None:
    page = open_deck(make_site(talk=DECK), "talk", "?receiver#/behind", width=428, height=300)
    assert page.evaluate("document.documentElement.classList.contains('sg-flow')") is False
    page.set_viewport_size({"width": 700, "height": 400})
    page.set_viewport_size({"width": 400, "height": 300})
    assert page.evaluate("document.documentElement.classList.contains('sg-flow')") is False
    page.evaluate("Reveal.next()")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "on-the-slide"
