"""A site made by hand, small enough to say exactly what a deck's page must offer to be photographed."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from slidegen.errors import Location
from slidegen.model import Deck, Page, RenderedDeck, RenderedSlide, Site, Slide, Stack
from slidegen.serve.server import SiteServer
from slidegen.shots.capture import photograph
from slidegen.shots.context import Settings
from slidegen.shots.shot import Environment, Shot

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><style>
section { display: none; position: fixed; inset: 0; padding: 40px; overflow: hidden; font: 24px/1.4 sans-serif;
  background: #10141c; color: #e8ecf4 }
section.present { display: block }
</style>%HEAD%</head><body><div class="slides">%SLIDES%</div><script>
const all = () => [...document.querySelectorAll(".slides section")];
const current = () => document.querySelector("section.present");
window.slidegen = {
  get ids() { return all().map(section => section.id); },
  async show(id) {
    for (const section of all()) section.classList.toggle("present", section.id === id);
    if (current().dataset.fail) throw new Error(current().dataset.fail);
    if (current().dataset.run) await eval(current().dataset.run);
    if (window.slidegenDemos) await slidegenDemos.settle(current());
    await document.fonts.ready;
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  },
  get outside() { return (current().dataset.outside || "").split(" ").filter(Boolean); },
  overflow() {
    const section = current();
    return { x: section.scrollWidth - section.clientWidth, y: section.scrollHeight - section.clientHeight };
  }
};
%SCRIPT%</script></body></html>"""

MakeSite = Callable[..., Site]
Shoot = Callable[..., dict[str, Shot]]


def make_site(
    slides: Mapping[str, str],
    *,
    head: str = "",
    script: str = "",
    files: Mapping[str, bytes] | None = None,
    path: Path = Path("decks/hand.md"),
    runtime: str = PAGE,
) -> Site:
    """A site of one deck; `slides` maps ids to what stands behind `<section id="..."`, from the attributes on."""
    sections = "".join(f'<section id="{name}" {text}</section>' for name, text in slides.items())
    html = runtime.replace("%HEAD%", head).replace("%SLIDES%", sections).replace("%SCRIPT%", script)
    wheres = {name: Location(path, 3 * number) for number, name in enumerate(slides, 1)}
    plain = tuple(Slide(name, "", {}, None, (), (), wheres[name]) for name in slides)
    rendered = tuple(RenderedSlide(name, name.title(), {}, "", None, (), wheres[name]) for name in slides)
    deck = Deck("hand", path, "Made by hand", "en", tuple(Stack((slide,)) for slide in plain), {})
    page = Page(
        "hand/index.html", deck.title, html, RenderedDeck(deck, tuple((slide,) for slide in rendered))
    )
    return Site({page.path: html.encode(), **(files or {})}, (page,))


def png(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def plain_png(level: int = 20) -> bytes:
    return png(np.full((72, 128, 3), level, np.uint8))


@pytest.fixture(name="make_site")
def _make_site() -> MakeSite:
    return make_site


@pytest.fixture
def shoot(chromium: Browser) -> Shoot:
    """Photograph a site's one deck; keyword arguments are those of `Settings`."""

    def work(site: Site, only: tuple[str, ...] = (), **settings: object) -> dict[str, Shot]:
        with SiteServer(site) as server:
            shots = photograph(chromium, server.url, site.decks[0], Settings(**settings), only)
        return {shot.id: shot for shot in shots}

    return work


@pytest.fixture
def here() -> Environment:
    return Environment("chromium", "156.0", "Linux x86_64", 1, "0123456789abcdef")


@pytest.fixture
def elsewhere() -> Environment:
    return Environment("chromium", "157.0", "Darwin arm64", 1, "fedcba9876543210")


@pytest.fixture(name="png")
def _png() -> Callable[[np.ndarray], bytes]:
    return png


@pytest.fixture(name="plain_png")
def _plain_png() -> Callable[..., bytes]:
    return plain_png
