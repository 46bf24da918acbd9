"""Builds, serves, watches and builds again; a mistake in a deck becomes a page, not an end."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from slidegen.errors import SlidegenError
from slidegen.model import Page, Site
from slidegen.serve.errorpage import error_page, with_banner
from slidegen.serve.reload import EVENTS, Hub, versions, with_reload
from slidegen.serve.server import SiteServer
from slidegen.serve.watch import Place, Watcher

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the preview gets its site from; a test gives functions of its own.

    Attributes:
        build: the site of all decks but those whose files are given (resolved paths).
        decks: the decks' files (resolved) with the address of their page; may raise SlidegenError.
        places: what to watch, given the last site there was.
    """

    build: Callable[[Collection[Path]], Site]
    decks: Callable[[], Mapping[Path, str]]
    places: Callable[[Site | None], Iterable[Place]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One build: the site without the decks that failed (None if nothing could be built), and why.

    `failed` is by page address; an error that belongs to no deck is under the address of the index.
    """

    site: Site | None
    failed: Mapping[str, SlidegenError] = field(default_factory=dict)


def attempt(source: Source) -> Outcome:
    """Build what can be built: a deck that fails is left out and the others built without it."""
    failed: dict[str, SlidegenError] = {}
    without: set[Path] = set()
    try:
        decks: Mapping[Path, str] | None = None
        while decks is None or len(without) < len(decks):
            try:
                return Outcome(source.build(frozenset(without)), failed)
            except SlidegenError as error:
                decks = source.decks() if decks is None else decks  # asked only now: it looks at every deck
                path = (error.deck or (error.where.path if error.where else Path())).resolve()
                if path not in decks or path in without:
                    raise
                without.add(path)
                failed[decks[path]] = error
    except SlidegenError as error:
        failed[INDEX] = error
    except Exception as error:
        traceback.print_exc()
        text = f"slidegen failed: {type(error).__name__}: {error}"
        failed[INDEX] = SlidegenError(text, hint="the terminal shows where; this is not the deck's fault")
    return Outcome(None, failed)


def compose(outcome: Outcome, last: Site | None, decks: Iterable[str]) -> Site:
    """What to show: the site, with error pages in the place of what cannot be built.

    Args:
        outcome: the build.
        last: the last site there was, whose pages keep their files while nothing can be built.
        decks: addresses of the decks' pages, as far as they are known; asked for where no page is right.
    """
    base = outcome.site or last or Site({}, ())
    findings = outcome.site.findings if outcome.site else ()
    pages = {page.path: page for page in base.pages}
    files = dict(base.files)
    broken = set(outcome.failed)
    if INDEX in broken:  # not one deck's fault: no page is right
        broken |= {*pages, *decks}
    elif outcome.site is None:
        broken.add(INDEX)
    for path in broken:
        errors = [outcome.failed[path]] if path in outcome.failed else list(outcome.failed.values())
        html = error_page(path, errors, findings)
        old = pages.get(path, Page(path, "Cannot be built", ""))
        pages[path] = replace(old, html=html)
        files[path] = html.encode()
    if outcome.failed and INDEX not in broken and isinstance(index := files.get(INDEX), bytes):
        files[INDEX] = with_banner(index, outcome.failed)
    return replace(base, files=files, pages=tuple(pages.values()))


class Preview:
    """The running preview.

    Args:
        source: how to build.
        host, port: where to serve, as for `SiteServer`.
        say: gets each line meant for the terminal.
    """

    def __init__(self, source: Source, host: str, port: int, say: Callable[[str], None]) -> None:
        self._source = source
        self._say = say
        self._hub = Hub()
        self._last: Site | None = None
        self._said: list[str] = []
        self._server = SiteServer(Site({}, ()), host, port, routes={EVENTS: self._hub.stream})
        self.url = self._server.url

    def run(self, stop: Event, ready: Callable[[str], None]) -> None:
        """Serve until `stop` is set; `ready` gets the URL once the first build is served."""
        watcher = Watcher(lambda: self._source.places(self._last))
        try:
            self._build()
            with self._server:
                ready(self.url)
                while watcher.wait(stop):
                    self._build()
        finally:
            self._hub.close()

    def _build(self) -> None:
        start = time.perf_counter()
        outcome = attempt(self._source)
        site = compose(outcome, self._last, self._addresses() if INDEX in outcome.failed else ())
        current = versions(site)
        self._server.replace(with_reload(site, current))
        self._hub.publish(current)
        again = self._last is not None or bool(self._said)
        self._last = outcome.site or self._last
        self._report(outcome, time.perf_counter() - start if again else None)

    def _addresses(self) -> Iterable[str]:
        try:
            return self._source.decks().values()
        except SlidegenError:
            return ()

    def _report(self, outcome: Outcome, seconds: float | None) -> None:
        """Say what is wrong, but not again what was said after the last build."""
        lines = [f"slidegen: {error}" for error in outcome.failed.values()]
        lines += [str(finding) for finding in (outcome.site.findings if outcome.site else ())]
        for line in lines:
            if line not in self._said:
                self._say(line)
        if seconds is not None:
            state = "with errors" if outcome.failed else "and reloaded"
            self._say(f"rebuilt in {seconds:.2f} s {state}")
        self._said = lines
