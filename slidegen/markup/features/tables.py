"""Tables that are too wide or too high for their slide shrink: the page gets the script for it where a table stands."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Behind everything that may make a table."""
    md.treeprocessors.register(Tables(md, context), "slidegen_tables", 1)


class Tables(Treeprocessor):
    """Says that a slide holds a table."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: etree.Element) -> None:
        """Only look; Markdown's table has pipes, HTML's has its tag."""
        source = self.context.source
        if ("|" in source and root.find(".//table") is not None) or "<table" in source:
            self.context.use("tables")
