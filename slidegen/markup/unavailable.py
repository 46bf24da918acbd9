"""A feature that GitHub's grammar can have and Python-Markdown's own cannot: said once a deck, where it is wanted."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from slidegen.markup.context import Context


class Unavailable(Treeprocessor):
    """Looks for the feature's mark in the text."""

    def __init__(self, md: Markdown, context: Context, name: str, mark: str) -> None:
        super().__init__(md)
        self.context, self.name, self.mark = context, name, mark

    def run(self, root: etree.Element) -> None:
        """Only look."""
        if self.mark in self.context.source and not self.context.memory.get(f"{self.name}-said"):
            self.context.memory[f"{self.name}-said"] = True
            message = f"{self.name} need GitHub's grammar, which an extension of yours replaced"
            self.context.say(
                f"{self.name}-grammar", message, self.mark, "leave out extensions with syntax of their own"
            )
