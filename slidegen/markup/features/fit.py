"""What fits itself to its slide: reveal.js's `r-fit-text` and `r-stretch`, and `<!-- .slide: data-fit -->`.

The last draws a slide whose content is too high smaller, as far as it stays legible.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """The measuring is done in the browser."""
    md.treeprocessors.register(Fit(md, context), "slidegen_fit", 2)


WANTED = ("data-fit", "r-fit-text", "stretch")


class Fit(Treeprocessor):
    """Says that a slide wants to be measured."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: etree.Element) -> None:
        """Only look."""
        if any(word in self.context.source for word in WANTED):
            self.context.use("fit")
