"""`![What to see](demo:playground?data=xor){height=420}` becomes the demo's figure."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

BRACES = re.compile(r"[ \t]*\{([^{}\n]*)\}")
# address, text in braces, caption -> the figure
Embed = Callable[[str, str, str], etree.Element]


class DemoImages(Treeprocessor):
    """Replaces images whose address starts with `demo:`."""

    def __init__(self, md: Markdown, embed: Embed) -> None:
        super().__init__(md)
        self.embed = embed

    def run(self, root: etree.Element) -> None:
        """Work on the slide's tree in place."""
        images = [image for image in root.iter("img") if (image.get("src") or "").startswith("demo:")]
        if not images:
            return
        parents = {child: parent for parent in root.iter() for child in parent}
        for image in images:
            self._replace(image, parents)

    def _replace(self, image: etree.Element, parents: dict[etree.Element, etree.Element]) -> None:
        tail = image.tail or ""
        found = BRACES.match(tail)
        image.tail = tail[found.end() :] if found else tail
        figure = self.embed(image.get("src", ""), found[1] if found else "", image.get("alt", ""))
        parent = parents[image]
        if parent.tag != "p":
            _swap(parent, image, figure)
            return
        # A figure may not stand in a paragraph: it follows what is left of the text around it.
        _remove(parent, image)
        outer = parents[parent]
        outer.insert(list(outer).index(parent) + 1, figure)
        parents[figure] = outer
        figure.tail, parent.tail = parent.tail, "\n"
        if not len(parent) and not (parent.text or "").strip():
            _remove(outer, parent)


class Demos(Extension):
    """Python-Markdown extension; `embed` makes the figure, or raises DemoError."""

    def __init__(self, embed: Embed, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.embed = embed

    def extendMarkdown(self, md: Markdown) -> None:
        """Hook into Python-Markdown, behind the inline patterns."""
        md.treeprocessors.register(DemoImages(md, self.embed), "slidegen_demos", 5)


def _swap(parent: etree.Element, old: etree.Element, new: etree.Element) -> None:
    new.tail = old.tail
    parent[list(parent).index(old)] = new


def _remove(parent: etree.Element, child: etree.Element) -> None:
    """Take the child out and keep the text behind it."""
    index = list(parent).index(child)
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
