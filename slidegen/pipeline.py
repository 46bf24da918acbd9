"""The whole way from decks to a site in memory; the one place that runs every stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from slidegen.deck.lines import errors_of, real
from slidegen.deck.load import load
from slidegen.demo.catalog import Catalog, load_catalog
from slidegen.errors import Location
from slidegen.lint import lint
from slidegen.model import Deck, Finding, Page, Site
from slidegen.project import FILE, DeckFile, Project, deck_files, shown
from slidegen.render import Renderer, deck_page, environment, index_page, root_of
from slidegen.site import assemble


def build(
    project: Project,
    paths: Sequence[Path] = (),
    command_line: Mapping[str, Any] | None = None,
    without: Collection[Path] = (),
) -> Site:
    """Build the decks that these paths name (without paths the project's own) into a site in memory.

    Args:
        project: the project.
        paths: deck files and folders of decks.
        command_line: deck settings that win over front matter, in reveal-md's names.
        without: resolved files of decks to leave out; the preview does so with those that have an error.

    Raises:
        SlidegenError: a deck, demo, template or setting cannot be used; nothing has been written.
    """
    files = [file for file in deck_files(project, paths) if file.path.resolve() not in without]
    decks = [
        load(file.path, file.name, project.options, command_line, shown(file.path), project.root)
        for file in files
    ]
    catalog = load_catalog(project.demos)
    pages, findings = _render(project, decks, files, catalog)
    env = environment(project.templates)
    index = index_page(env, pages, project.title, _lang(decks))
    return assemble(pages, index, catalog, findings, project.templates)


def _render(
    project: Project, decks: Sequence[Deck], files: Sequence[DeckFile], catalog: Catalog
) -> tuple[list[Page], list[Finding]]:
    renderer = Renderer(catalog, project.extensions, project.root)
    env = environment(project.templates)
    pages: list[Page] = []
    findings: list[Finding] = []
    if renderer.grammar == "markdown":
        findings.append(_grammar(project))
    for deck in decks:
        others = {file.path.resolve(): f"{root_of(deck.name)}{file.name}/index.html" for file in files}
        with errors_of(deck.path, deck.lines):
            rendered, missing = renderer.deck(deck, others)
            pages.append(deck_page(env, rendered))
        findings += real(deck, [*deck.findings, *lint(deck), *missing])
    return pages, findings


def _grammar(project: Project) -> Finding:
    message = (
        f"{', '.join(project.extensions)}: syntax of their own, so Python-Markdown's grammar is used for all"
    )
    hint = "extensions that only work on the tree or the text keep GitHub's grammar"
    return Finding("markdown-grammar", message, Location(shown(project.root / FILE)), hint, "note")


def _lang(decks: Sequence[Deck]) -> str:
    """The language of most decks."""
    return Counter(deck.lang for deck in decks).most_common(1)[0][0]
