"""The list of decks: complete, readable without scripts, on a phone and from the keyboard."""

from __future__ import annotations

import re

import pytest

from slidegen.serve.server import SiteServer

DECKS = {"first": "---\ntitle: First & last\n---\n\n# One\n\n---\n\n# Two", "second": "# Zweites"}


def test_every_deck_with_its_count(make_site) -> None:
    index = make_site(**DECKS).pages[0].html
    assert re.findall(r'<a href="([^"]+)">', index) == ["first/index.html", "second/index.html"]
    assert "First &amp; last" in index
    assert "2 slides" in index
    assert "1 slide<" in index
    assert "2 lectures" in index


def test_demos_are_counted(make_site) -> None:
    assert "1 slide, 1 live demo<" in make_site(live="![See](demo:playground?data=xor)").pages[0].html


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_works_without_scripts_and_from_the_keyboard(make_site, contexts, width: int, height: int) -> None:
    with SiteServer(make_site(**DECKS)) as server:
        page = contexts(width, height, java_script_enabled=False).new_page()
        page.goto(server.url)
        assert page.locator(".decks a").count() == 2
        box = page.locator(".decks").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/first/index.html")


@pytest.mark.browser
def test_text_is_large_enough_on_a_phone(make_site, contexts) -> None:
    with SiteServer(make_site(**DECKS)) as server:
        page = contexts(390, 844).new_page()
        page.goto(server.url)
        sizes = page.evaluate(
            "[...document.querySelectorAll('h1, p, .name, .facts')].map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= 16
