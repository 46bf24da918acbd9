"""All that can be said of decks, without making a site of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slidegen.cite import with_citations
from slidegen.deck.lines import errors_of
from slidegen.deck.load import load
from slidegen.demo.catalog import load_catalog
from slidegen.errors import Location, SlidegenError
from slidegen.ignores import project_ignores, unknown
from slidegen.lint import known_names, lint, thorough_rules
from slidegen.lock import FILE as LOCK
from slidegen.lock import Lock, without_copied
from slidegen.model import Deck, Finding, root_of
from slidegen.project import FILE, DeckFile, Project, deck_files, shown
from slidegen.render import Renderer


@dataclass(frozen=True, slots=True)
class Examined:
    """A deck's file and all that was found in it; `deck` is None where it cannot be built, which is a finding."""

    path: Path
    deck: Deck | None
    findings: tuple[Finding, ...]


def examine(
    project: Project, paths: Sequence[Path] = (), command_line: Mapping[str, Any] | None = None
) -> tuple[tuple[Finding, ...], tuple[Examined, ...]]:
    """Everything that can be said of the project's settings and of these decks, without making a site.

    All rules run, the thorough ones too; what a deck's author silences is still among the findings, and lines are
    those of `Deck.source`. One deck's mistake does not hide another's.

    Raises:
        SlidegenError: the project cannot be used, or a path names no deck.
    """
    files = deck_files(project, paths)
    renderer = _renderer(project)
    return of_project(project, renderer.grammar), tuple(
        _examine(file, project, renderer, command_line, files) for file in files
    )


def _renderer(project: Project, lock: Lock | None = None) -> Renderer:
    return Renderer(
        load_catalog(project.demos),
        project.extensions,
        project.root,
        templates=project.templates,
        configs=project.extension_configs,
        lock=lock,
    )


def _examine(
    file: DeckFile,
    project: Project,
    renderer: Renderer,
    command_line: Mapping[str, Any] | None,
    files: Sequence[DeckFile],
) -> Examined:
    label = shown(file.path)
    try:
        deck = with_citations(load(file.path, file.name, project.options, command_line, label, project.root))
        with errors_of(deck.path, deck.lines):
            rendered, missing = renderer.deck(deck, _others(deck, files))
    except SlidegenError as error:
        where = error.where or Location(label)
        return Examined(file.path, None, (Finding("deck-error", error.message, where, error.hint, "error"),))
    said = without_copied(lint(deck, thorough_rules()), rendered.copied)
    return Examined(file.path, deck, (*deck.findings, *said, *missing))


def remote_files(
    project: Project, paths: Sequence[Path] = (), command_line: Mapping[str, Any] | None = None
) -> dict[str, Location]:
    """The remote pictures and videos that these decks name, each with its first place; `#...` is cut off.

    Raises:
        SlidegenError: a deck cannot be built.
    """
    files = deck_files(project, paths)
    renderer = _renderer(
        project, Lock(project.root / LOCK)
    )  # an empty one: the copies' state is for others to judge
    found: dict[str, Location] = {}
    for file in files:
        deck = load(file.path, file.name, project.options, command_line, shown(file.path), project.root)
        deck = with_citations(deck)
        with errors_of(deck.path, deck.lines):
            rendered, _ = renderer.deck(deck, _others(deck, files))
        found = {**rendered.remote, **found}
    return found


def _others(deck: Deck, files: Sequence[DeckFile]) -> dict[Path, str]:
    return {file.path.resolve(): f"{root_of(deck.name)}{file.name}/index.html" for file in files}


def of_project(project: Project, grammar: str) -> tuple[Finding, ...]:
    """What is to be said of the project's own settings; `grammar` is the converter's."""
    where = Location(shown(project.root / FILE))
    names = [name for name in project_ignores(project.options) if name not in known_names()]
    found = [unknown(name, where) for name in names]
    return (*found, *([_grammar(project)] if grammar == "markdown" else []))


def _grammar(project: Project) -> Finding:
    message = (
        f"{', '.join(project.extensions)}: syntax of their own, so Python-Markdown's grammar is used for all"
    )
    hint = "extensions that only work on the tree or the text keep GitHub's grammar"
    return Finding("markdown-grammar", message, Location(shown(project.root / FILE)), hint, "note")
