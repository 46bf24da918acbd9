"""Our page of a deck, made as `slidegen build` makes it, with the options of its command line."""

from __future__ import annotations

from pathlib import Path

from slidegen.cli import parser
from slidegen.commands.common import command_line
from slidegen.deck.load import load
from slidegen.demo.catalog import load_catalog
from slidegen.pages import deck_page, environment
from slidegen.render import Renderer

from .entry import Entry


class Builder:
    """Builds decks in one folder, one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._renderer, self._environment = Renderer(load_catalog()), environment()

    def page(self, entry: Entry) -> str:
        """The deck's page."""
        path = self._folder / f"{entry.name}.md"
        path.write_text(entry.text, "utf-8", newline="")
        args = parser("build").parse_args(["build", str(path), *entry.command_line()])
        deck = load(path, entry.name, {}, command_line(args))
        return deck_page(self._environment, self._renderer.deck(deck)[0]).html
