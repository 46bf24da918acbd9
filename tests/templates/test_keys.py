"""A deck is presented from the keyboard alone: served, and opened as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from slidegen.model import Site
from slidegen.write import write
from tests.templates.conftest import current, visit

pytestmark = pytest.mark.browser
DECK = """# Start

---

## Middle *emphasis*

Note:

Say this.

----

## Below

A rare word: zygote

---

## End

[link](https://example.org)
"""


@pytest.fixture(scope="module")
def site(make_site) -> Site:
    return make_site(keys=DECK)


@pytest.fixture(params=["served", "file"])
def page(request: pytest.FixtureRequest, site: Site, open_deck, contexts, tmp_path: Path) -> Page:
    if request.param == "served":
        return open_deck(site, "keys")
    write(site, tmp_path / "site")
    return visit(contexts(), (tmp_path / "site" / "keys" / "index.html").as_uri())


def test_arrows_turn_slides_and_the_address_follows(page: Page) -> None:
    for key, wanted in [
        ("ArrowRight", "middle-emphasis"),
        ("ArrowDown", "below"),
        ("Space", "end"),
        ("Home", "start"),
    ]:
        page.keyboard.press(key)
        assert current(page) == wanted
    page.keyboard.press("End")
    page.wait_for_url("**#/end")
    assert page.title() == "End · Start"
    assert page.seen["errors"] == []


def test_a_link_to_a_slide_opens_it(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "#/below")
    page.reload()
    page.evaluate("slidegen.ready")
    assert current(page) == "below"


def test_help_opens_and_closes(page: Page) -> None:
    page.keyboard.press("Shift+?")
    help_text = page.locator(".r-overlay-help").inner_text()
    for words in ("Speaker notes", "Dark or light", "Search", "Zoom", "Slide overview"):
        assert words in help_text
    page.keyboard.press("Escape")
    assert page.locator(".r-overlay-help").count() == 0


def test_overview(page: Page) -> None:
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Escape")
    assert not page.evaluate("Reveal.isOverview()")


def test_search_finds_a_word_and_keeps_the_emphasis(page: Page) -> None:
    page.keyboard.press("Control+Shift+F")
    page.locator(".searchinput").wait_for(state="visible")
    page.keyboard.type("zygote")
    page.keyboard.press("Enter")
    page.wait_for_function("Reveal.getCurrentSlide().id === 'below'")
    page.keyboard.press("Escape")
    assert not page.locator(".searchinput").is_visible()
    assert page.locator("#middle-emphasis :is(em, i)").count() == 1
    page.keyboard.press("ArrowRight")
    assert current(page) == "end"
    assert page.seen["errors"] == []


def test_speaker_window_shows_notes_and_leads(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    speaker.get_by_text("Say this.").wait_for()
    speaker.wait_for_timeout(600)  # the window takes keys once its own slides are there
    speaker.keyboard.press("ArrowRight")
    page.wait_for_function("Reveal.getCurrentSlide().id === 'end'")
    assert page.seen["errors"] == []


def test_theme_key_is_remembered_but_not_in_pictures(page: Page) -> None:
    heard = "document.addEventListener('slidegen:theme', event => { window.heard = event.detail.theme; })"
    page.evaluate(heard)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("t")
    assert page.evaluate("window.heard") == "light"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.goto(page.url.split("#")[0].split("?")[0] + "?mode=shot")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_click_with_the_zoom_key_zooms_and_escape_goes_back(page: Page) -> None:
    key = {"alt": "Alt", "ctrl": "Control"}[page.evaluate("Reveal.getConfig().zoomKey")]
    page.locator("#start h1").click(modifiers=[key])
    page.wait_for_function("document.body.style.transform.includes('scale')")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.body.style.transform.includes('scale')")
    assert not page.evaluate("Reveal.isOverview()")
    assert page.seen["errors"] == []


def test_links_are_reached_and_seen(page: Page) -> None:
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    focused = "[document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"
    assert page.evaluate(focused) == ["link", "solid"]


def test_the_page_asks_nobody_else(page: Page) -> None:
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    assert [
        url for url in page.seen["requests"] if not url.startswith(("file:", "http://127.0.0.1", "data:"))
    ] == []
