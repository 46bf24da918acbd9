"""Below 600 CSS px a deck is one flowing column; nothing is scaled, everything can be reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from slidegen.model import Site
from tests.templates.conftest import current

pytestmark = pytest.mark.browser
LONG = "https://example.org/" + "a-very-long-address/" * 12
DECK = f"""# Start

---

## Words

<{LONG}>

- one
  - two
    - three <small>small</small>

| a | b | c | d | e | f |
|---|---|---|---|---|---|
| {"wide " * 4} | wide wide | wide wide | wide wide | wide wide | wide wide |

----

## Code

```
{"x" * 150}
```

---

<!-- .slide: style="font-size:10px" -->

## Small by the author

<p style="font-size:8px">tiny</p>

---

<!-- .slide: id="framed" data-background-iframe="https://example.org/page" data-background-interactive -->

---

## End
"""
TEXT = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".slides"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest("aside.notes, svg, script")) continue;
    if (!element.checkVisibility()) continue;
    found.push([parseFloat(getComputedStyle(element).fontSize), walker.currentNode.textContent.trim().slice(0, 30)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def site(make_site) -> Site:
    return make_site(phone=DECK)


@pytest.fixture
def phone(site: Site, open_deck) -> Page:
    return open_deck(site, "phone", width=390, height=844, has_touch=True, is_mobile=True)


def test_nothing_is_scaled(phone: Page) -> None:
    transform = "s => getComputedStyle(document.querySelector(s)).transform"
    assert phone.evaluate(transform, ".slides") == "none"
    assert phone.evaluate(transform, "#words") == "none"
    assert phone.evaluate("visualViewport.scale") == 1
    assert phone.evaluate("Reveal.getSlidesElement().getBoundingClientRect().width") == 390


def test_text_is_16_px_and_up(phone: Page) -> None:
    assert [one for one in phone.evaluate(TEXT) if one[0] < 16] == []


@pytest.mark.parametrize("width", [320, 390, 599])
def test_nothing_is_wider_than_the_screen(site: Site, open_deck, width: int) -> None:
    page = open_deck(site, "phone", width=width, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("scrollTo(100, 0)")
    assert page.evaluate("scrollX") == 0


def test_scrolling_goes_through_all_slides(phone: Page) -> None:
    seen = [current(phone)]
    for _ in range(80):
        phone.evaluate("scrollBy(0, 120)")
        phone.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if current(phone) != seen[-1]:
            seen.append(current(phone))
    assert seen == phone.evaluate("slidegen.ids")


def test_slides_are_open_to_readers(phone: Page) -> None:
    phone.evaluate("scrollTo(0, 1200)")
    phone.wait_for_timeout(200)
    assert phone.locator(".slides section:is([inert], [hidden], [aria-hidden])").count() == 0


@pytest.mark.parametrize("name", ["code", "end"])
def test_a_link_to_a_slide_scrolls_there(site: Site, open_deck, name: str) -> None:
    page = open_deck(site, "phone", f"#/{name}", width=390, height=844)
    page.wait_for_timeout(300)
    assert current(page) == name
    box = page.locator(f"#{name}").bounding_box()
    assert -1 <= box["y"] < 844
    page.evaluate("location.hash = '#/words'")
    page.wait_for_function("Reveal.getCurrentSlide().id === 'words'")
    assert abs(page.locator("#words").bounding_box()["y"]) < 2


def test_a_background_frame_gets_a_window_of_its_own(phone: Page) -> None:
    phone.evaluate("location.hash = '#/framed'")
    phone.locator("#framed .sg-card", has_text="cannot be reached").wait_for()
    section, card = phone.locator("#framed").bounding_box(), phone.locator("#framed .sg-card").bounding_box()
    assert section["height"] > 0.6 * 844
    assert section["y"] <= card["y"]
    assert card["y"] + card["height"] <= section["y"] + section["height"] + 1


def test_turning_the_phone_keeps_the_slide(site: Site, open_deck) -> None:
    page = open_deck(site, "phone", "#/code", width=390, height=844)
    page.set_viewport_size({"width": 844, "height": 390})
    page.wait_for_function("!document.documentElement.classList.contains('sg-flow')")
    assert current(page) == "code"
    assert page.locator("#end").is_hidden()
    assert page.evaluate("Reveal.getScale()") == pytest.approx(390 / 720, abs=0.02)
    page.keyboard.press("ArrowRight")
    assert current(page) == "small-by-the-author"
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(
        "document.documentElement.classList.contains('sg-flow') && Reveal.getConfig().disableLayout"
    )
    assert current(page) == "small-by-the-author"
    assert abs(page.locator("#small-by-the-author").bounding_box()["y"]) < 2
    assert page.seen["errors"] == []


def test_without_scripts_the_deck_is_a_readable_document(site: Site, contexts) -> None:
    from slidegen.serve.server import SiteServer

    with SiteServer(site) as server:
        page = contexts(1280, 720, java_script_enabled=False).new_page()
        page.goto(f"{server.url}phone/index.html")
        for name in ("start", "code", "end"):
            assert page.locator(f"#{name} :is(h1, h2)").is_visible()
