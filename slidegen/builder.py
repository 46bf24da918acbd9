"""One deck after the other, from its file to its page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slidegen.cache.entry import Entry
from slidegen.cache.state import settled, state
from slidegen.cite import with_citations
from slidegen.deck.lines import errors_of, real
from slidegen.deck.load import load
from slidegen.demo.catalog import Catalog
from slidegen.disk import Disk
from slidegen.ignores import kept
from slidegen.lint import lint, only_ours
from slidegen.lock import without_copied
from slidegen.model import Deck, Page, RenderedDeck
from slidegen.pages import deck_page, environment
from slidegen.project import DeckFile, Project, shown
from slidegen.render import Renderer

DEMO_FILES = ("demo.toml", "model.py", "view.mjs", "poster.svg")


class DeckBuilder:
    """Builds decks with one converter and one set of templates.

    Args:
        project: the project.
        command_line: deck settings that win over front matter.
        catalog: the demos.
        disk: what is known of the disk.
        keeps: whether pages are kept for later builds.
    """

    def __init__(
        self,
        project: Project,
        command_line: Mapping[str, Any] | None,
        catalog: Catalog,
        disk: Disk,
        *,
        keeps: bool = False,
    ) -> None:
        self._project, self._command_line, self._disk, self._keeps = project, command_line, disk, keeps
        self._catalog = catalog
        self._renderer = Renderer(
            catalog,
            project.extensions,
            project.root,
            disk,
            project.templates,
            configs=project.extension_configs,
        )
        self._templates = environment(project.templates)
        #: "github", or "markdown" where an extension brings syntax of its own
        self.grammar = self._renderer.grammar

    def build(self, file: DeckFile, pages: Mapping[Path, str], pieces: Mapping[str, str]) -> Entry:
        """The deck's page, and what there is to say.

        Args:
            file: the deck.
            pages: the files of all decks, with their page's address seen from this one's.
            pieces: finished code and formulas of an earlier build.

        Raises:
            SlidegenError: the deck cannot be used.
        """
        deck = self._load(file)
        with errors_of(deck.path, deck.lines):
            rendered, missing = self._renderer.deck(deck, pages, pieces if self._keeps else None)
            page = deck_page(self._templates, rendered)
        findings = real(
            deck, kept(deck, [*deck.findings, *without_copied(lint(deck), rendered.copied), *missing])
        )
        return Entry(page, tuple(findings), self._states(rendered, page), rendered.pieces)

    def rendered(self, file: DeckFile, pages: Mapping[Path, str]) -> RenderedDeck:
        """The deck alone, without its page. Raises SlidegenError."""
        return self._renderer.deck(self._load(file), pages)[0]

    def _load(self, file: DeckFile) -> Deck:
        project = self._project
        label = shown(file.path)
        return with_citations(
            load(file.path, file.name, project.options, self._command_line, label, project.root)
        )

    def _states(self, rendered: RenderedDeck, page: Page) -> Mapping[Path, Any]:
        """What the page was made from; nothing where that is not certain, or nobody asks."""
        if not self._keeps or rendered.volatile or self._project.extensions or not only_ours():
            return {}
        assert page.facts is not None
        demos = [self._catalog.folders[name] / part for name in set(page.facts.demos) for part in DEMO_FILES]
        states = {path: state(path, self._disk) for path in (*page.facts.inputs, *demos)}
        return states if settled(list(states.values()), self._disk.began) else {}
