"""Photographs every slide of a built deck in a real browser."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from slidegen import model
from slidegen.errors import Location
from slidegen.shots.context import Settings, context
from slidegen.shots.shot import Block, Shot
from slidegen.shots.watch import Event, Watch, slides_naming

SCRIPT = Path(__file__).with_name("page.js")
COMES_UP_MS = 30_000
IDS = "() => window.slidegen && slidegen.ids"
LOOK = "name => window.slidegen && window.slidegenShots.look(name)"


def photograph(
    browser: Browser, url: str, page: model.Page, settings: Settings, only: Sequence[str] = ()
) -> tuple[Shot, ...]:
    """Take a picture of each slide of one deck.

    Args:
        browser: a running Chromium.
        url: where the site is served, ending in `/`.
        page: the deck's page.
        settings: window, scale, theme and limit.
        only: the ids to look at; all slides where it is empty.
    """
    with context(browser, settings, url) as made:
        made.add_init_script(path=SCRIPT)
        session = Session(made, Watch(made, url), _address(url, page, settings), settings)
        infos = {slide.id: slide for slide in page.deck.slides} if page.deck else {}
        ids = [name for name in session.ids(list(infos)) if not only or name in only]
        shots = []
        for name in ids:
            info = infos.get(name)
            where = info.where if info else Location(Path(page.path))
            shots.append(session.shot(name, info.title if info else name, where))
    return tuple(_with_late_events(shot, session.late) for shot in shots)


def _address(url: str, page: model.Page, settings: Settings) -> str:
    query = {"mode": "shot"} | ({"theme": settings.theme} if settings.theme else {})
    return f"{url}{quote(page.path.removesuffix('index.html'))}?{urlencode(query)}"


def _with_late_events(shot: Shot, events: Mapping[str, Sequence[Event]]) -> Shot:
    """A request can fail before or after its slide is shown: it is still that slide's failure."""
    mine = events.get(shot.id, ())
    return replace(
        shot,
        failures=_once(*shot.failures, *(event.text for event in mine if event.kind == "failure")),
        outside=_once(*shot.outside, *(event.text for event in mine if event.kind == "outside")),
    )


def _once(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


class Session:
    """One deck's page in picture mode; opened anew after it has hung or crashed."""

    def __init__(self, made: BrowserContext, watch: Watch, address: str, settings: Settings) -> None:
        self.late: dict[str, list[Event]] = {}
        self._context = made
        self._watch = watch
        self._address = address
        self._limit_ms = settings.limit_s * 1000
        self._pictures = settings.pictures
        self._page: Page | None = None
        self._unusable: str | None = None
        self._opened = False

    def ids(self, expected: Sequence[str]) -> list[str]:
        """The slides on the page, in its order; those expected where the page does not come up at all."""
        try:
            limit = min(self._limit_ms, COMES_UP_MS)
            handle = self._open().wait_for_function(IDS, timeout=limit, polling=10)
            ids = [str(name) for name in handle.json_value()]
            self._sort_events(ids[0] if ids else "", "while the page loads: ")
            return ids
        except PlaywrightError as error:
            self._unusable = f"the deck's page does not come up: {error.message.splitlines()[0]}"
            self._close()
            return list(expected)

    def shot(self, name: str, title: str, where: Location) -> Shot:
        """Go to a slide, wait until it is settled, take its picture."""
        started = time.perf_counter()
        seen, png, problem = self._try(name)
        if problem:
            self._close()  # before anything else is asked of a page that may hang
        self._sort_events(name)
        return Shot(
            id=name,
            title=title,
            where=where,
            png=png,
            blocks=tuple(Block(tag, text, tuple(box)) for tag, text, box in seen.get("blocks", ())),
            demos=tuple(seen.get("demos", ())),
            outside=tuple(seen.get("outside", ())),
            overflow=tuple(seen.get("overflow", (0, 0))),
            failures=(problem,) if problem else (),
            seconds=time.perf_counter() - started,
        )

    def _try(self, name: str) -> tuple[dict[str, Any], bytes | None, str | None]:
        """What is on the slide, its picture, and what kept it from being taken."""
        if self._unusable:
            return {}, None, self._unusable
        try:
            seen = self._look(name)
            if "error" in seen:
                return {}, None, f"the slide cannot be shown: {seen['error']}"
            return seen, self._picture() if self._pictures else None, None
        except PlaywrightTimeout:
            return {}, None, f"not settled after {self._limit_ms / 1000:g} s"
        except PlaywrightError as error:
            return {}, None, f"the page cannot be used: {error.message.splitlines()[0]}"

    def _open(self) -> Page:
        if self._page is None:
            self._page = self._watch.page(self._context.new_page())
            self._page.goto(self._address, wait_until="load", timeout=self._limit_ms)
            if self._opened:
                self._watch.take()  # what happens while the page loads was noted the first time
            self._opened = True
        return self._page

    def _close(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None

    def _look(self, name: str) -> dict[str, Any]:
        """What page.js says of the slide. Waiting is done outside the page: one that hangs cannot tell."""
        handle = self._open().wait_for_function(LOOK, arg=name, timeout=self._limit_ms, polling=10)
        return dict(handle.json_value())

    def _picture(self) -> bytes:
        return self._open().screenshot(animations="disabled", caret="hide", timeout=self._limit_ms)

    def _sort_events(self, name: str, when: str = "") -> None:
        """Give each event to the slides that name its address, else to the slide that is shown, saying when."""
        for event in self._watch.take():
            owners = slides_naming(self._page, event.address) if self._page else []
            told = event if owners or event.kind == "outside" else replace(event, text=when + event.text)
            for owner in owners or [name]:
                self.late.setdefault(owner, []).append(told)
