"""`?mode=shot` and `window.slidegen`, as docs/architecture.md promises them to the picture command."""

from __future__ import annotations

import hashlib

import pytest
from playwright.sync_api import Error, Page

from slidegen.model import Site

pytestmark = pytest.mark.browser
ONE = "# One\n\nSome text"
TWO = "## Two\n\n- point\n- point"
WIDE = "## Wide\n\n<pre>" + "x" * 200 + "</pre>"
TALL = "## Tall\n\n" + "\n".join(f"- point {n}" for n in range(20))
FRAMES = """<!-- .slide: data-background-iframe="https://example.org/page" data-background-interactive -->

---

## Inside

<iframe src="https://example.org/inside" width="400" height="200"></iframe>

![alt](https://example.org/a.png)

<video src="//example.org/film.mp4"></video>

---

<!-- .slide: data-background-video="http://example.org/b.mp4" -->

---

<!-- .slide: data-background-image="https://example.org/b.png" -->
"""


def deck(*slides: str) -> str:
    return "\n\n---\n\n".join(slides)


def shown(page: Page, name: str) -> str:
    """The picture of a slide, as a digest."""
    page.evaluate("id => slidegen.show(id)", name)
    return hashlib.sha256(page.screenshot(animations="disabled", caret="hide")).hexdigest()


@pytest.fixture(scope="module")
def site(make_site) -> Site:
    return make_site(
        plain=deck(ONE, TWO),
        more=deck(ONE, "## New", TWO, "## Last"),
        over=deck(ONE, WIDE, TALL),
        frames=FRAMES,
    )


def test_ids_are_in_order_and_show_goes_there(site: Site, open_deck) -> None:
    page = open_deck(site, "more", "?mode=shot")
    assert page.evaluate("slidegen.ids") == ["one", "new", "two", "last"]
    page.evaluate("slidegen.show('two')")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "two"
    with pytest.raises(Error, match="no slide has the id"):
        page.evaluate("slidegen.show('nowhere')")


def test_a_new_slide_changes_no_other_picture(site: Site, open_deck) -> None:
    before, after = (open_deck(site, name, "?mode=shot") for name in ("plain", "more"))
    assert shown(before, "one") == shown(after, "one")
    assert shown(before, "two") == shown(after, "two")
    assert shown(after, "new") != shown(after, "two")


def test_furniture_is_hidden_and_shown_to_people(site: Site, open_deck) -> None:
    for rest, visible in (("?mode=shot", False), ("", True)):
        page = open_deck(site, "more", rest + "#/two")
        page.mouse.move(10, 10)
        for part in (".controls .navigate-right", ".progress", ".slide-number"):
            assert page.locator(f".reveal > {part}").is_visible() == visible, (rest, part)


@pytest.mark.parametrize(
    ("name", "x", "y"), [("one", False, False), ("wide", True, False), ("tall", False, True)]
)
def test_overflow(site: Site, open_deck, name: str, x: bool, y: bool) -> None:
    page = open_deck(site, "over", "?mode=shot")
    page.evaluate("id => slidegen.show(id)", name)
    seen = page.evaluate("slidegen.overflow()")
    assert (seen["x"] > 0, seen["y"] > 0) == (x, y)


def test_outside_things_are_cards_with_their_address(site: Site, open_deck) -> None:
    page = open_deck(site, "frames", "?mode=shot")
    ids = page.evaluate("slidegen.ids")
    wanted = [
        ["https://example.org/page"],
        ["https://example.org/inside", "https://example.org/a.png", "http://example.org/film.mp4"],
        ["http://example.org/b.mp4"],
        ["https://example.org/b.png"],
    ]
    for name, addresses in zip(ids, wanted, strict=True):
        page.evaluate("id => slidegen.show(id)", name)
        assert sorted(page.evaluate("slidegen.outside")) == sorted(addresses)
        for address in addresses:
            assert page.locator(f"#{name} .sg-card", has_text=address).is_visible()
        assert page.locator(f"#{name} iframe, #{name} video, .slide-background.present iframe").count() == 0


def test_nothing_outside_is_asked_for_after_the_page_is_parsed(site: Site, open_deck) -> None:
    page = open_deck(site, "frames", "?mode=shot")
    page.seen["requests"].clear()
    for name in page.evaluate("slidegen.ids"):
        page.evaluate("id => slidegen.show(id)", name)
    assert [url for url in page.seen["requests"] if "example.org" in url] == []


def test_local_pictures_give_way_to_text(make_site, open_deck) -> None:
    drawing = "data:image/svg+xml," + "%3Csvg xmlns='http://www.w3.org/2000/svg' width='900' height='900'/%3E"
    text = f'## Picture\n\n<img src="{drawing}">\n\n' + "words\n\n" * 4
    page = open_deck(make_site(fit=text), "fit", "?mode=shot")
    page.evaluate("slidegen.show('picture')")
    assert page.evaluate("slidegen.overflow()") == {"x": 0, "y": 0}
    assert 80 <= page.locator("#picture img").bounding_box()["height"] < 500
