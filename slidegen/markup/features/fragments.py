"""`<!-- .fragments -->` behind a list makes its items appear one by one; `data-fragments` does so for a whole slide.

Words in the directive: effects of reveal.js (`fade-up`), `nested` (items of inner lists are steps of their own),
`reverse`, and `index=2` (numbers the steps from 2, so that something else can share one of them).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from slidegen.deck.directives import attributes
from slidegen.errors import similar
from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

DIRECTIVE = re.compile(r"<!--\s*\.fragments(?![\w-])\s*:?\s*(.*?)\s*-->", re.S)
INDEX = re.compile(r"index=(\d{1,4})\Z")
LISTS = ("ul", "ol")
HOLDERS = (*LISTS, "table", "dl", "div")
EFFECTS = (
    "fade-in",
    "fade-out",
    "fade-up",
    "fade-down",
    "fade-left",
    "fade-right",
    "fade-in-then-out",
    "fade-in-then-semi-out",
    "semi-fade-out",
    "current-visible",
    "grow",
    "shrink",
    "strike",
    "zoom-in",
    "custom",
    "highlight-red",
    "highlight-green",
    "highlight-blue",
    "highlight-current-red",
    "highlight-current-green",
    "highlight-current-blue",
)
Parents = dict[etree.Element, etree.Element]


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Behind the inline patterns, where the tree is whole."""
    md.treeprocessors.register(Fragments(md, context), "slidegen_fragments", 4)


class Fragments(Treeprocessor):
    """Marks what the slide's directives name as reveal.js's fragments."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.stash, self.context = md.htmlStash, context

    def run(self, root: etree.Element) -> None:
        """Work on the slide's tree in place."""
        source = self.context.source
        if ".fragments" not in source and "data-fragments" not in source:
            return
        parents = {child: parent for parent in root.iter() for child in parent}
        for element, behind in list(_places(root)):
            for found in HTML_PLACEHOLDER_RE.finditer((element.tail if behind else element.text) or ""):
                self._comment(str(self.stash.rawHtmlBlocks[int(found[1])]), element, behind, parents, root)

    def _comment(
        self, html: str, element: etree.Element, behind: bool, parents: Parents, root: etree.Element
    ) -> None:
        if found := DIRECTIVE.search(html):
            target = _target(element, behind, parents)
            if target is None:
                self.context.say(
                    "fragments", "`.fragments` has no list before it", found[0], "put it right behind a list"
                )
            else:
                self._mark([target], found[1], found[0])
        elif html.startswith("<!--") and "data-fragments" in html:
            kind, values = attributes(html[4:-3]) or ("", {})
            if kind == "slide" and "data-fragments" in values:
                inner = {
                    one
                    for outer in root.iter()
                    if outer.tag in LISTS
                    for one in outer.iter()
                    if one is not outer
                }
                lists = [one for one in root.iter() if one.tag in LISTS and one not in inner]
                self._mark(lists, values["data-fragments"] or "", html)
                if not lists:
                    self.context.say("fragments", "`data-fragments` on a slide without a list", html)

    def _mark(self, holders: list[etree.Element], said: str, place: str) -> None:
        words = said.split()
        start = next((int(found[1]) for word in words if (found := INDEX.match(word))), None)
        effects = [one for one in words if one not in ("nested", "reverse") and not INDEX.match(one)]
        self._check(effects, place)
        steps = [step for holder in holders for step in _steps(holder, "nested" in words)]
        if "reverse" in words:
            start = start or 0
            steps.reverse()
        for index, step in enumerate(steps):
            step.set("class", " ".join(filter(None, [step.get("class"), "fragment", *effects])))
            if start is not None:
                step.set("data-fragment-index", str(start + index))

    def _check(self, effects: list[str], place: str) -> None:
        for word in effects:
            if word not in EFFECTS and "custom" not in effects:
                close = similar(word, [*EFFECTS, "nested", "reverse"], 0.6)
                hint = (
                    f"did you mean {close[0]}?"
                    if close
                    else "an effect of your own needs the word custom too"
                )
                self.context.say("fragments", f"{word!r} is no effect of reveal.js", place, hint)


def _places(root: etree.Element) -> Iterator[tuple[etree.Element, bool]]:
    """Each element's text, and the text behind it (true), as far as raw HTML stands there."""
    for element in root.iter():
        for behind, text in ((False, element.text), (True, element.tail)):
            if text and "\x02" in text:
                yield element, behind


def _target(element: etree.Element, behind: bool, parents: Parents) -> etree.Element | None:
    """The list, table or div right before the comment, else the list around it."""
    inside: etree.Element | None = element
    if behind:
        if element.tag in HOLDERS:
            return element
    else:
        # a comment alone is an element of its own, or a paragraph
        outer = parents.get(element)
        siblings = list(outer) if outer is not None else []
        index = siblings.index(element) if element in siblings else 0
        if index and siblings[index - 1].tag in HOLDERS:
            return siblings[index - 1]
    while (inside := parents.get(inside) if inside is not None else None) is not None:
        if inside.tag in LISTS:
            return inside
    return None


def _steps(holder: etree.Element, nested: bool) -> Iterator[etree.Element]:
    if holder.tag == "table":
        yield from holder.findall("./tbody/tr")
    elif nested and holder.tag in LISTS:
        yield from holder.iter("li")
    else:
        yield from holder
