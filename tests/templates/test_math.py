"""Formulas as a visitor sees them: in our font, on the slide, on a phone, copied as TeX."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from slidegen.model import Site

pytestmark = pytest.mark.browser

LONG = " + ".join(f"a_{{{n}}} x_{{{n}}}" for n in range(15))
DECK = rf"""# On $\alpha$

Text $x^2$ and more.

$$\frac{{a}}{{b}} = \sum_{{i=1}}^n \left( \underbrace{{a+b+c}}_n \right)$$

---

## Long

$$ {LONG} $$

\begin{{align}} a &= b \label{{x}} \\ c &= d \end{{align}}

---

## Letters

$\mathcal{{L}}$
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    return make_site(m=DECK, plain="# No formula\n\ntext")


def test_formulas_stand_on_their_slide_in_our_font(site: Site, open_deck: Callable) -> None:
    page = open_deck(site, "m", "?mode=shot")
    page.evaluate("slidegen.show('on-α')")
    assert page.evaluate("document.fonts.check('20px \"Slidegen Math\"')")
    assert page.evaluate("document.title").startswith("On α")
    fraction, line = page.evaluate(
        "[...document.querySelectorAll('.present mfrac, .present p > math')].map(e => e.getBoundingClientRect().height)"
    )[:2]
    assert max(fraction, line) > 1.6 * min(fraction, line)  # a display formula has room for its fraction


def test_long_formulas_shrink_in_the_hall(site: Site, open_deck: Callable) -> None:
    page = open_deck(site, "m", "?mode=shot")
    page.evaluate("slidegen.show('long')")
    assert page.evaluate("slidegen.overflow()") == {"x": 0, "y": 0}
    boxes = "[...document.querySelectorAll('.present [data-math]')]"
    sizes = page.evaluate(f"{boxes}.map(e => parseFloat(getComputedStyle(e).fontSize))")
    assert 16 < sizes[0] < 30 < sizes[1]


def test_a_phone_does_not_scroll_sideways(site: Site, open_deck: Callable) -> None:
    page = open_deck(site, "m", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("#long [data-math]").first.evaluate(
        "e => [e.scrollWidth, e.clientWidth, parseFloat(getComputedStyle(e).fontSize)]"
    )
    assert box[0] > box[1]  # it scrolls in its own box
    assert box[2] >= 16


def test_the_second_font_file_is_fetched_only_where_it_is_needed(site: Site, open_deck: Callable) -> None:
    page = open_deck(site, "m", "?mode=shot")
    page.evaluate("slidegen.show('letters')")
    page.wait_for_function("document.fonts.check('20px \"Slidegen Math Letters\"', 'ℒ')")
    assert any("slidegen-math-letters" in one for one in page.seen["requests"])
    plain = open_deck(site, "plain", "?mode=shot")
    plain.evaluate("slidegen.show('no-formula')")
    assert not any("/math/" in one for one in plain.seen["requests"])


def test_copying_gives_tex(site: Site, open_deck: Callable) -> None:
    page = open_deck(site, "m", "?mode=shot")
    page.evaluate("slidegen.show('on-α')")
    copied = page.evaluate(
        """(() => { const all = document.getSelection(); all.selectAllChildren(document.querySelector('.present p'));
        const data = new DataTransfer();
        document.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, cancelable: true}));
        return data.getData('text/plain'); })()"""
    )
    assert copied.strip() == "Text $x^2$ and more."


def test_without_scripts_the_formulas_are_there(site: Site, open_deck: Callable) -> None:
    page = open_deck(site, "m", java_script_enabled=False)
    assert page.locator("math").count() == 6
    assert page.locator("mfrac").first.bounding_box()["height"] > 30  # type: ignore[index]
    assert "$" not in page.locator(".slides").inner_text()
