"""The guide for authors: nothing is wrong with it, every slide fits, and it shows every feature there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.lint import lint
from slidegen.markup.features import opt_in
from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import Project
from slidegen.serve.server import SiteServer

ROOT = Path(__file__).parents[2]
DECK = ROOT / "decks" / "writing.md"


@pytest.fixture(scope="module")
def site() -> Site:
    return build(Project(ROOT), [DECK])


def test_nothing_is_wrong_with_it(site: Site) -> None:
    assert [str(one) for one in site.findings if one.severity != "note"] == []
    (page,) = site.decks
    assert page.deck is not None
    assert [str(one) for one in lint(page.deck.deck) if one.severity != "note"] == []


def test_it_uses_every_feature_that_is_asked_for_by_name(site: Site) -> None:
    (page,) = site.decks
    assert page.deck is not None
    assert set(opt_in()) - {"attributes"} <= set(page.deck.uses) | {"citations"}
    assert "attributes" in page.deck.deck.features


def test_what_is_vendored_compressed_is_unpacked_for_decks_of_this_checkout(site: Site) -> None:
    content = site.files["_slidegen/mermaid/mermaid.min.js"]
    assert isinstance(content, bytes)
    assert content.startswith(b'"use strict"')


@pytest.mark.browser
def test_every_slide_fits_and_is_legible(site: Site, chromium) -> None:
    from tests.templates.test_our_decks import CAPTION, FLOOR, SMALL

    small = SMALL.replace('".source,', '".source, aside.footnotes, sup, pre, td, th, table > caption,')
    with SiteServer(site) as server:
        context = chromium.new_context(viewport={"width": 1280, "height": 720})
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server.url}writing/index.html?mode=shot")
        page.evaluate("slidegen.ready.then(() => { slidegenDemos.settle = async () => []; })")
        for name in page.evaluate("slidegen.ids"):
            page.evaluate("id => slidegen.show(id)", name)
            assert page.evaluate("slidegen.overflow()") == {"x": 0, "y": 0}, name
            zoom = page.evaluate(
                "+getComputedStyle(Reveal.getCurrentSlide()).getPropertyValue('--sg-fit') || 1"
            )
            for size, caption, text in page.evaluate(small):
                assert size * zoom >= (CAPTION if caption or zoom < 1 else FLOOR) - 0.5, (name, size, text)
        assert errors == []
        context.close()
