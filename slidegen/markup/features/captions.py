"""Captions: an image alone in its paragraph shows its title below it, and a table its line `: ...` or `Table: ...`.

`![A loss curve](loss.svg "The loss, *seed 7*")` becomes a figure. The form of the table's line is Pandoc's.
"""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINE = re.compile(r"\s*(?:[Tt]able)?:[ \t]+")


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Behind the inline patterns and before demos."""
    md.treeprocessors.register(Captions(md, grammar, context), "slidegen_captions", 6)


class Captions(Treeprocessor):
    """Makes figures with captions, and captions of tables."""

    def __init__(self, md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
        super().__init__(md)
        self.grammar, self.context = grammar, context

    def run(self, root: etree.Element) -> None:
        """Work on the slide's tree in place."""
        source = self.context.source
        if "![" in source:
            for paragraph in list(root.iter("p")):
                self._figure(paragraph)
        if "|" in source and ": " in source:
            for parent in [one for one in root.iter() if one.find("table") is not None]:
                self._tables(parent)

    def _figure(self, paragraph: etree.Element) -> None:
        image = _only_image(paragraph)
        title = image.get("title") if image is not None else None
        if image is None or not title or image.get("src", "").startswith("demo:"):
            return
        del image.attrib["title"]
        paragraph.tag = "figure"
        caption = etree.SubElement(paragraph, "figcaption")
        self._inline(caption, title)
        self.context.use("captions")

    def _inline(self, caption: etree.Element, text: str) -> None:
        """Render a caption's own Markdown into it."""
        if self.grammar is None:
            caption.text = text
            holder = etree.Element("div")  # it works on children
            holder.append(copy.copy(caption))
            self.md.treeprocessors["inline"].run(holder)
            caption.text = holder[0].text
            caption.extend(list(holder[0]))
            return
        from slidegen.markup.tree import TreeBuilder

        built = (
            TreeBuilder(self.grammar, self.md.htmlStash, "div").build(text.replace("&amp;", "&")).getroot()
        )
        paragraph = built[0] if len(built) == 1 and built[0].tag == "p" else built
        caption.text = paragraph.text
        caption.extend(list(paragraph))

    def _tables(self, parent: etree.Element) -> None:
        for table in [one for one in parent if one.tag == "table"]:
            caption = _last_row(table)
            if caption is None:
                caption = _beside(parent, table)
            if caption is not None:
                table.insert(0, caption)
                self.context.use("captions")


def _only_image(paragraph: etree.Element) -> etree.Element | None:
    """The image that is all of the paragraph, inside a link or not."""
    element = paragraph
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
        if element.tag == "img":
            return element
        if element.tag != "a":
            return None
    return None


def _last_row(table: etree.Element) -> etree.Element | None:
    """A caption right below the rows is a row to GitHub's grammar: its first cell holds it all."""
    body = table.find("tbody")
    if body is None or len(body) == 0 or len(body[-1]) == 0:
        return None
    first, *others = body[-1]
    if not LINE.match(first.text or "") or any(_filled(cell) for cell in others):
        return None
    body.remove(body[-1])
    if len(body) == 0:
        table.remove(body)
    return _caption(first)


def _beside(parent: etree.Element, table: etree.Element) -> etree.Element | None:
    """A caption in the paragraph behind the table, or in the one before it."""
    for paragraph in _neighbours(list(parent), table):
        if paragraph.tag == "p" and LINE.match(paragraph.text or ""):
            parent.remove(paragraph)
            return _caption(paragraph)
    return None


def _neighbours(siblings: Sequence[etree.Element], table: etree.Element) -> Iterator[etree.Element]:
    index = siblings.index(table)
    yield from siblings[index + 1 : index + 2]
    # what stands between two tables belongs to the first
    if index and not (index > 1 and siblings[index - 2].tag == "table"):
        yield siblings[index - 1]


def _caption(source: etree.Element) -> etree.Element:
    caption = copy.copy(source)
    caption.tag, caption.tail, caption.attrib = "caption", "\n", {}
    caption.text = LINE.sub("", source.text or "", count=1)
    return caption


def _filled(cell: etree.Element) -> bool:
    return bool((cell.text or "").strip()) or len(cell) > 0
