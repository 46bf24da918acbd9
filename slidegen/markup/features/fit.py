"""What fits itself to its slide: tables, `<!-- .slide: data-fit -->`, and reveal.js's own helpers such as `r-stretch`.

The measuring is done in the browser; the page gets the script where a slide needs it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

WANTED = ("data-fit", "<table", "stretch", "r-fit-text", "r-stack", "r-hstack", "r-vstack", "r-frame")


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Behind everything that may make a table."""
    md.treeprocessors.register(Fit(md, context), "slidegen_fit", 1)


class Fit(Treeprocessor):
    """Says that a slide wants to be measured."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: etree.Element) -> None:
        """Only look; Markdown's table has pipes, HTML's has its tag."""
        source = self.context.source
        tagged = "<" in source or "{" in source
        if (tagged and any(word in source for word in WANTED)) or (
            "|" in source and root.find(".//table") is not None
        ):
            self.context.use("fit")
