"""The whole of `slidegen shots`: build, serve, photograph, judge, store; printing is the command's."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from slidegen import model
from slidegen.browser import launch
from slidegen.errors import Location, ShotError, UsageError, similar
from slidegen.pipeline import build
from slidegen.project import Project, shown
from slidegen.serve.server import SiteServer
from slidegen.shots import store
from slidegen.shots.capture import photograph
from slidegen.shots.context import Settings
from slidegen.shots.deck import DeckCheck, Places, accept, check, keep_local
from slidegen.shots.environment import look_around

OWN = ".slidegen"
LOCAL = "shots-local"
# Names outside this machine lead nowhere, even for what no interception sees, such as preconnections.
NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """What to look at: decks and folders, settings of the command line, slides by id (all if empty), and how."""

    paths: Sequence[Path] = ()
    command_line: Mapping[str, Any] | None = None
    slides: Sequence[str] = ()
    settings: Settings = field(default_factory=Settings)


def photograph_decks(project: Project, request: Request) -> Iterator[DeckCheck]:
    """Build, serve, photograph and judge deck after deck.

    Raises:
        SlidegenError: a deck cannot be built, there is no browser, a stored set cannot be read.
    """
    site = build(project, request.paths, request.command_line)
    _check_slides(site, request.slides)
    with sync_playwright() as playwright, SiteServer(site) as server:
        browser = launch(playwright, args=[NO_NAMES])
        try:
            yield from check_site(browser, server.url, site, project.root, request)
        finally:
            browser.close()


def check_site(
    browser: Browser, url: str, site: model.Site, root: Path, request: Request
) -> Iterator[DeckCheck]:
    """Photograph and judge the decks of a site that is being served at `url`; `root` is the project's folder."""
    settings = request.settings
    environment = look_around(browser, settings)
    for page in site.decks:
        if page.deck is None or not _wanted(page.deck, request.slides):
            continue
        path = page.deck.deck.path
        started = time.perf_counter()
        shots = photograph(browser, url, page, settings, request.slides)
        yield check(
            places_of(root, path),
            str(shown(path)),
            environment,
            (settings.width, settings.height),
            shots,
            partial=bool(request.slides),
            seconds=time.perf_counter() - started,
        )


def places_of(root: Path, deck: Path) -> Places:
    """Where a deck's pictures are: beside it, and this machine's in the project's `.slidegen/`."""
    path = deck.resolve()
    inside = path.is_relative_to(root.resolve())
    name = (
        path.relative_to(root.resolve())
        if inside
        else Path(hashlib.sha256(bytes(path)).hexdigest()[:12], path.name)
    )
    return Places(deck, store.folder_of(deck), root / OWN / LOCAL / name.with_suffix(""))


def own_folder(root: Path) -> Path:
    """The project's `.slidegen/`, made with a `.gitignore` of its own: nothing in it belongs into Git.

    Raises:
        ShotError: it cannot be made.
    """
    folder = root / OWN
    ignore = folder / ".gitignore"
    try:
        folder.mkdir(exist_ok=True)
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError as error:
        raise ShotError(
            f"cannot be made: {error.strerror}",
            where=Location(shown(folder)),
            hint="move away what is in its place",
        ) from error
    return folder


def keep(root: Path, result: DeckCheck, *, update: bool) -> bool:
    """Store what is to be stored after a deck was judged; says whether the committed set changed.

    With `update` the new pictures are accepted; without it only this machine's own set grows, where the stored
    one comes from another environment.
    """
    if update:
        return accept(result)
    if not result.strict:
        own_folder(root)
        keep_local(result)
    return False


def orphaned(results: Sequence[DeckCheck]) -> tuple[Path, ...]:
    """Sets of pictures beside the decks looked at whose own deck is gone."""
    folders = dict.fromkeys(result.places.deck.parent for result in results)
    return tuple(path for folder in folders for path in store.orphans(folder))


def _wanted(deck: model.RenderedDeck, slides: Sequence[str]) -> bool:
    return not slides or bool({slide.id for slide in deck.slides} & set(slides))


def _check_slides(site: model.Site, slides: Sequence[str]) -> None:
    known = [slide.id for page in site.decks if page.deck for slide in page.deck.slides]
    for name in slides:
        if name not in known:
            close = similar(name, known, 0.5)
            hint = (
                f"did you mean {close[0]!r}?" if close else "an id is what stands behind the # of its address"
            )
            raise UsageError(f"no slide has the id {name!r}", hint=hint)
