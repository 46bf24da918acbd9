"""Decks made on the spot, built by the real pipeline, served from memory and opened in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import Project
from slidegen.serve.server import SiteServer

MakeSite = Callable[..., Site]
Open = Callable[..., Page]
DECKS = Path(__file__).parents[2] / "decks"


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Builds a site of decks given as name="text"."""

    def make(**decks: str) -> Site:
        folder = tmp_path_factory.mktemp("decks")
        for name, text in decks.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        project = Project(folder, demos=folder / "no-demos", templates=folder / "no-templates")
        return build(project, [folder])

    return make


@pytest.fixture(scope="session")
def our_site() -> Site:
    """The decks of this repository."""
    return build(Project(DECKS.parent), [DECKS])


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that reach this machine only, and closes them."""
    made: list[BrowserContext] = []

    def make(width: int = 1280, height: int = 720, **options: Any) -> BrowserContext:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.route(
            lambda url: "://127.0.0.1" not in url and not url.startswith("file:"), lambda r: r.abort()
        )
        context.set_default_timeout(10_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def open_deck(contexts: Callable[..., BrowserContext]) -> Iterator[Open]:
    """Opens a deck of a site: `open_deck(site, "name", "?mode=shot#/id", width=390, height=844)`.

    The page's attribute `seen` gathers {"errors": [...], "requests": [...]}.
    """
    servers: list[SiteServer] = []

    def open_it(site: Site, name: str, rest: str = "", **options: Any) -> Page:
        server = SiteServer(site)
        server.__enter__()
        servers.append(server)
        return visit(contexts(**options), f"{server.url}{name}/index.html{rest}")

    yield open_it
    for server in servers:
        server.__exit__(None, None, None)


def visit(context: BrowserContext, address: str) -> Page:
    """A page at that address, its deck started."""
    page = context.new_page()
    seen: dict[str, list[str]] = {"errors": [], "requests": []}
    page.seen = seen  # type: ignore[attr-defined]
    page.on("console", lambda message: message.type == "error" and seen["errors"].append(message.text))
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.on("request", lambda request: seen["requests"].append(request.url))
    page.goto(address)
    page.evaluate("window.slidegen && slidegen.ready")
    return page


def current(page: Page) -> str:
    """The id of the slide that is shown."""
    return str(page.evaluate("Reveal.getCurrentSlide().id"))
