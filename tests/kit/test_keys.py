"""Keys pressed inside a demo turn slides, unless a control of the demo needs them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame, Page

from slidegen import resources

from .helpers import demo_frame, first_picture, show, slide_of

pytestmark = pytest.mark.browser

LEAVING = [
    ("ArrowRight", "moons"),
    ("PageDown", "moons"),
    ("Space", "moons"),
    ("n", "moons"),
    ("ArrowLeft", "start"),
    ("PageUp", "start"),
    ("Shift+Space", "start"),
    ("p", "start"),
    ("Home", "start"),
    ("End", "end"),
]


@pytest.fixture(autouse=True)
def _focus_stays(deck: Page) -> None:
    """For a second after a slide is shown reveal.js takes the focus from its frames; tests are quicker."""
    deck.evaluate("Reveal.configure({preventIframeAutoFocus: false})")


def focus_frame(deck: Page, frame: Frame) -> None:
    """What a click beside the controls does."""
    frame.locator(".sg-notice").click()
    assert deck.evaluate("document.activeElement.tagName") == "IFRAME"


@pytest.mark.parametrize(("key", "slide"), LEAVING)
def test_keys_turn_slides_from_inside(deck: Page, on_xor: Frame, key: str, slide: str) -> None:
    focus_frame(deck, on_xor)
    deck.keyboard.press(key)
    deck.wait_for_function("id => Reveal.getCurrentSlide().id === id", arg=slide)
    assert deck.evaluate("document.activeElement.tagName") != "IFRAME", "the hidden frame keeps no keys"


def test_black_screen_and_overview_from_inside(deck: Page, on_xor: Frame) -> None:
    focus_frame(deck, on_xor)
    deck.keyboard.press("b")
    deck.wait_for_function("Reveal.isPaused()")
    deck.keyboard.press("b")
    deck.wait_for_function("!Reveal.isPaused()")
    deck.keyboard.press("Escape")
    deck.wait_for_function("Reveal.isOverview()")
    deck.keyboard.press("Escape")
    deck.wait_for_function("!Reveal.isOverview()")


def test_dark_or_light_from_inside(deck: Page, on_xor: Frame) -> None:
    themes = "() => document.documentElement.dataset.theme"
    focus_frame(deck, on_xor)
    for expected in ("light", "dark"):
        deck.keyboard.press("t")
        deck.wait_for_function("one => document.documentElement.dataset.theme === one", arg=expected)
        on_xor.wait_for_function("one => document.documentElement.dataset.theme === one", arg=expected)
    assert (deck.evaluate(themes), slide_of(deck)) == ("dark", "xor")


def test_the_deck_knows_exactly_the_keys_that_demos_hand_back(deck: Page, on_xor: Frame) -> None:
    host = (resources.templates() / "js" / "demo-host.js").read_text("utf-8")
    codes = re.search(r"var KEY_CODES = (\{.*?\});", host, re.S)
    assert codes
    known = deck.evaluate(f"Object.keys({codes[1]})")
    handed = on_xor.evaluate("import(new URL('../_kit/keys.mjs', location.href)).then(m => m.DECK_KEYS)")
    assert sorted(handed) == sorted([*known, "?"]), "the help is no key of reveal.js: press() shows it"


@pytest.mark.parametrize("key", ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"])
def test_slider_keeps_its_keys(deck: Page, on_xor: Frame, key: str) -> None:
    slider = on_xor.locator("#sg-learning_rate")
    slider.fill("100")
    slider.press(key)
    assert slider.input_value() != "100"
    assert stays_on(deck, "xor")


@pytest.mark.parametrize("selector", ["#sg-learning_rate", "#sg-layers"])
@pytest.mark.parametrize(("key", "slide"), [("PageDown", "moons"), ("PageUp", "start")])
def test_presenters_remote_works_even_in_a_control(
    deck: Page, on_xor: Frame, selector: str, key: str, slide: str
) -> None:
    on_xor.locator(selector).focus()
    deck.keyboard.press(key)
    deck.wait_for_function("id => Reveal.getCurrentSlide().id === id", arg=slide)


def test_number_keeps_its_keys(deck: Page, on_xor: Frame) -> None:
    units = on_xor.locator("#sg-layers")
    units.press("ArrowUp")
    on_xor.wait_for_function("document.querySelector('#sg-layers').value === '4'")
    units.press("ArrowDown")
    on_xor.wait_for_function("document.querySelector('#sg-layers').value === '3'")
    units.press("ArrowLeft")
    assert stays_on(deck, "xor")


def test_select_keeps_its_keys(deck: Page) -> None:
    show(deck, "full")
    frame = demo_frame(deck, "full")
    first_picture(frame)
    frame.locator("#sg-activation").focus()
    deck.keyboard.press("ArrowDown")
    deck.keyboard.press("ArrowRight")
    assert stays_on(deck, "full")


def test_button_keeps_space_but_not_the_arrows(deck: Page, on_xor: Frame) -> None:
    on_xor.get_by_role("button", name="Step", exact=True).focus()
    deck.keyboard.press("Space")
    assert stays_on(deck, "xor")
    deck.keyboard.press("ArrowRight")
    deck.wait_for_function("Reveal.getCurrentSlide().id === 'moons'")


def test_map_cursor_keeps_the_arrows_and_a_click_does_not(deck: Page, on_xor: Frame) -> None:
    plane = on_xor.locator(".sg-map canvas")
    plane.focus()
    deck.keyboard.press("ArrowRight")
    assert stays_on(deck, "xor")
    deck.keyboard.press("Escape")
    assert on_xor.evaluate("document.activeElement === document.body")
    plane.click(position={"x": 30, "y": 30})
    deck.keyboard.press("ArrowRight")
    deck.wait_for_function("Reveal.getCurrentSlide().id === 'moons'")


def stays_on(deck: Page, slide: str) -> bool:
    deck.wait_for_timeout(150)
    return slide_of(deck) == slide
