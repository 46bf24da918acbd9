"""The whole way from decks to a site in memory; the one place that runs every stage."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidegen import pool
from slidegen.cache.entry import Entry, pack, unpack
from slidegen.cache.store import Store, key_of
from slidegen.cache.surroundings import surroundings
from slidegen.demo.catalog import load_catalog
from slidegen.disk import Disk
from slidegen.model import Finding, Page, RenderedDeck, Site, root_of
from slidegen.project import DeckFile, Project, deck_files, shown
from slidegen.site import assemble

if TYPE_CHECKING:
    from slidegen.builder import DeckBuilder


def build(
    project: Project,
    paths: Sequence[Path] = (),
    command_line: Mapping[str, Any] | None = None,
    without: Collection[Path] = (),
    *,
    store: Store | None = None,
    several: bool = False,
) -> Site:
    """Build the decks that these paths name (without paths the project's own) into a site in memory.

    Args:
        project: the project.
        paths: deck files and folders of decks.
        command_line: deck settings that win over front matter, in reveal-md's names.
        without: resolved files of decks to leave out; the preview does so with those that have an error.
        store: where pages of earlier builds are found and those of this one are kept.
        several: whether more than one process may be used.

    Raises:
        SlidegenError: a deck, demo, template or setting cannot be used; nothing has been written.
    """
    files = [file for file in deck_files(project, paths) if file.path.resolve() not in without]
    return _Build(project, files, command_line, store, several=several).site()


class _Build:
    """One build. What makes pages is loaded only if a page has to be made."""

    def __init__(
        self,
        project: Project,
        files: Sequence[DeckFile],
        command_line: Mapping[str, Any] | None,
        store: Store | None,
        *,
        several: bool,
    ) -> None:
        self.project, self.files, self.command_line = project, files, command_line
        self.store, self.several = store, several
        self.disk = Disk()
        self._keys: dict[DeckFile, str] = {}
        self.catalog = load_catalog(project.demos)
        self.real = [(self.disk.real(file.path), file.name) for file in files]

    def site(self) -> Site:
        """All pages and files."""
        kept = [self._kept(file) for file in self.files]
        entries = self._fill(kept)
        pages = [entry.page for entry in entries]
        said = dict.fromkeys(finding for entry in entries for finding in entry.findings)
        findings = [*self._of_project(), *said]  # what several decks say of one theme, say, is said once
        site = assemble(pages, self._index(pages), self.catalog, findings, self.project.templates, self.store)
        if self.store:
            self.store.forget({self._key(file) for file in self.files})
        return site

    def _of_project(self) -> Sequence[Finding]:
        if not self.project.extensions and "check" not in self.project.options:
            return ()
        from slidegen.examine import of_project

        return of_project(self.project, self.builder.grammar)

    @cached_property
    def builder(self) -> DeckBuilder:
        """Makes pages; loading it takes longer than everything else where all pages are kept."""
        from slidegen.builder import DeckBuilder

        return DeckBuilder(
            self.project, self.command_line, self.catalog, self.disk, keeps=self.store is not None
        )

    @cached_property
    def _base(self) -> str:
        """What all keys of this build have in common."""
        return key_of(surroundings(self.project), os.getcwd(), repr(self.project), self.command_line)  # noqa: PTH109

    def _key(self, file: DeckFile) -> str:
        if file not in self._keys:
            name = os.fspath(file.path)
            self._keys[file] = key_of(self._base, name, file.name, os.fspath(shown(file.path)))
        return self._keys[file]

    def _pages(self, file: DeckFile) -> Mapping[Path, str]:
        """The decks' files, with their pages' addresses seen from this deck's page."""
        root = root_of(file.name)
        return {path: f"{root}{name}/index.html" for path, name in self.real}

    def _kept(self, file: DeckFile) -> Entry | None:
        if self.store is None or self.project.extensions:
            return None
        return self.store.find(self._key(file), self._pages(file), self.disk, self._deck(file))

    def _deck(self, file: DeckFile) -> Callable[[], RenderedDeck]:
        again = partial(_Build, self.project, self.files, self.command_line, None, several=False)
        return lambda: again().builder.rendered(file, self._pages(file))

    def _fill(self, kept: Sequence[Entry | None]) -> list[Entry]:
        """The kept entries, and new ones where there is none."""
        missing = [file for file, entry in zip(self.files, kept, strict=True) if entry is None]
        made = iter(self._make(missing))
        return [entry or next(made) for entry in kept]

    def _make(self, files: Sequence[DeckFile]) -> list[Entry]:
        processes = pool.workers(len(files)) if self.several else 1
        if processes == 1:
            return [self._made(file) for file in files]
        first, rest = self._made(files[0]), files[1:]  # what is loaded for it, the other processes have
        answers = pool.spread(len(rest), partial(self._work, rest), processes)
        return [first, *(self._answer(file, data) for file, data in zip(rest, answers, strict=True))]

    def _made(self, file: DeckFile) -> Entry:
        entry = self._build(file)
        if self.store:
            self.store.keep(self._key(file), entry)
        return entry

    def _build(self, file: DeckFile) -> Entry:
        pieces = self.store.pieces(self._key(file)) if self.store else {}
        return self.builder.build(file, self._pages(file), pieces)

    def _work(self, files: Sequence[DeckFile], number: int) -> bytes:
        return pack(self._build(files[number]))

    def _answer(self, file: DeckFile, data: bytes | None) -> Entry:
        """A worker's answer; without one the deck is made here, which says what is wrong with it."""
        if data is None:
            return self._made(file)
        entry = unpack(data, self._deck(file))
        if self.store:
            self.store.keep(self._key(file), entry, data)
        return entry

    def _index(self, pages: Sequence[Page]) -> Page:
        """The list of decks; a project's own template may ask for anything, so what it makes is not kept."""
        lang = Counter(page.facts.lang for page in pages if page.facts).most_common(1)[0][0]
        facts = [(page.path, page.title, page.facts and page.facts.lang) for page in pages]
        counts = [page.facts and (page.facts.slides, page.facts.demos) for page in pages]
        own = self.project.templates.is_dir()
        key = key_of(self._base, "index", facts, counts, lang)
        if self.store and not own and (html := self.store.text(key)):
            return Page("index.html", self.project.title, html)
        from slidegen.pages import environment, index_page

        page = index_page(
            environment(self.project.templates),
            pages,
            self.project.title,
            lang,
            self.project.options.get("url", ""),
        )
        if self.store and not own:
            self.store.keep_text(key, page.html)
        return page
