"""A deck with demos, built by the real pipeline and served; pages that remember the messages that crossed them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import load
from slidegen.serve.server import SiteServer

from .helpers import demo_frame, first_picture, show

DECK = """---
title: Demos
---
# Start

---

## Xor

![Three edges](demo:playground?data=xor&seed=7){height=420 ui=min}

---

## Moons

![Paused](demo:playground?data=moons&seed=3&autoplay=0){height=420 ui=min}

---

<!-- .slide: id="full" data-background-iframe="demo:playground?data=circles" data-background-interactive -->

---

## Far

---

## Farther

---

## End
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("kit")
    (folder / "decks").mkdir()
    (folder / "decks" / "talk.md").write_text(DECK, encoding="utf-8")
    return build(load(folder))


@pytest.fixture(scope="session")
def server(site: Site) -> Iterator[SiteServer]:
    with SiteServer(site) as running:
        yield running


@pytest.fixture(scope="session")
def recorder() -> str:
    return (Path(__file__).parent / "recorder.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def context(chromium: Browser, recorder: str) -> Iterator[BrowserContext]:
    """One context a module: its pages share the browser's cache."""
    made = chromium.new_context(viewport={"width": 1280, "height": 720}, color_scheme="dark")
    made.add_init_script(recorder)
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture(scope="module")
def deck(context: BrowserContext, server: SiteServer) -> Iterator[Page]:
    """The deck, opened on its first demo, which has drawn its first picture."""
    page = context.new_page()
    page.goto(f"{server.url}talk/index.html#/xor")
    first_picture(demo_frame(page, "xor"))
    yield page
    page.close()


@pytest.fixture
def on_xor(deck: Page) -> Frame:
    """The frame of the first demo, shown."""
    show(deck, "xor")
    return demo_frame(deck, "xor")
