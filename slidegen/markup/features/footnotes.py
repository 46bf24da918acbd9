"""Footnotes: `[^1]` with `[^1]: text` anywhere on the slide (or elsewhere in the deck), and `^[text]` on the spot.

A slide's notes stand at its foot, numbered from 1. mdit-py-plugins reads them; here its tokens become elements whose
links stay on the slide.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING, Any, Literal

from slidegen.markup.context import Context
from slidegen.markup.unavailable import Unavailable

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LABEL = re.compile(r"\[\^[^\]\s]{1,200}\]")
OPEN_NOTES = 20


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """The plugin's rules, and behind its last one ours."""
    if grammar is None:
        md.treeprocessors.register(Unavailable(md, context, "footnotes", "[^"), "slidegen_footnotes", 1)
        return
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

    def inline(state: StateInline, silent: bool) -> bool:
        """The plugin looks for the end of every `^[` anew; where many have none, the rest is text."""
        if not state.src.startswith("^[", state.pos) or state.env.get("open_notes", 0) > OPEN_NOTES:
            return False
        state.env["open_notes"] = state.env.get("open_notes", 0) + 1
        found = footnote_inline(state, silent)
        state.env["open_notes"] -= found
        return found

    def reference(state: StateInline, silent: bool) -> bool:
        """The plugin looks for the end of a label through the rest of the text."""
        found = LABEL.match(state.src, state.pos, state.posMax)
        return bool(found) and footnote_ref(state, silent, always_match=True)

    grammar.use(footnote_plugin)
    grammar.inline.ruler.at("footnote_inline", inline)
    grammar.inline.ruler.at("footnote_ref", reference)
    grammar.core.ruler.after("footnote_tail", "footnote_elements", lambda state: _elements(state, context))


def _elements(state: StateCore, context: Context) -> None:
    notes: dict[str, Any] = state.env.get("footnotes") or {}
    if not notes:
        return
    defined: dict[str, int] = notes["refs"]
    for label in [label for label, number in defined.items() if number < 0]:
        context.say("footnotes", f"the footnote [^{label[1:]}] is not used", f"[^{label[1:]}]:")
    if notes["list"]:
        page = Page(state, context)
        page.number()
        page.write()
        if page.numbers:
            context.use("footnotes")


class Page:
    """The footnotes of one slide."""

    def __init__(self, state: StateCore, context: Context) -> None:
        self.state, self.context = state, context
        self.ident = "fn-" + hashlib.sha256(context.source.encode()).hexdigest()[:6]
        self.bodies = self._with_text()
        #: the plugin's number of a note, to the one it is shown with
        self.numbers: dict[int, int] = {}

    def number(self) -> None:
        """Notes count in the order of their texts; a reference without a text is a finding, and stays as written."""
        for number in self.state.env["footnotes"]["list"]:
            if number in self.bodies:
                self.numbers[number] = len(self.numbers) + 1

    def write(self) -> None:
        """Replace the plugin's tokens."""
        tokens: list[Token] = []
        skipping = False
        for token in self.state.tokens:
            if token.type == "footnote_open":
                skipping = token.meta["id"] not in self.numbers
            if not skipping:
                tokens += self._token(token)
            if token.type == "footnote_close":
                skipping = False
        self.state.tokens = tokens

    def _with_text(self) -> set[int]:
        """The notes that have a text; the plugin makes empty ones of references that nothing defines."""
        found: set[int] = set()
        for before, token in zip(self.state.tokens, self.state.tokens[1:], strict=False):
            if before.type == "footnote_open" and token.type not in ("footnote_anchor", "footnote_close"):
                found.add(before.meta["id"])
        return found

    def _token(self, token: Token) -> list[Token]:
        if token.type == "inline":
            for child in token.children or ():
                if child.type == "footnote_ref":
                    self._reference(child)
        elif token.type == "footnote_block_open":
            if not self.numbers:
                return []
            attrs = {"class": "footnotes", "role": "doc-endnotes"}
            return [_tag("aside", 1, attrs), _tag("ol", 1)]
        elif token.type == "footnote_block_close":
            return [_tag("ol", -1), _tag("aside", -1)] if self.numbers else []
        elif token.type == "footnote_open":
            ident = f"{self.ident}-{self.numbers[token.meta['id']]}"
            return [_tag("li", 1, {"id": ident, "tabindex": "-1"})]
        elif token.type == "footnote_close":
            return [_tag("li", -1)]
        elif token.type == "footnote_anchor":
            self._back(token)
        return [token]

    def _reference(self, token: Token) -> None:
        number = self.numbers.get(token.meta["id"])
        if number is None:
            label = token.meta.get("label", "")
            hint = f"write its text on a line of its own: [^{label}]: ..."
            self.context.say("footnotes", f"the footnote [^{label}] has no text", f"[^{label}]", hint)
            token.type, token.content = "text", f"[^{label}]"
            return
        attrs = {
            "href": f"#{self.ident}-{number}",
            "id": self._source(number, token),
            "class": "footnote-ref",
            "role": "doc-noteref",
        }
        sup = etree.Element("sup")
        etree.SubElement(sup, "a", attrs).text = str(number)
        token.meta["element"] = sup

    def _back(self, token: Token) -> None:
        number = self.numbers[token.meta["id"]]
        attrs = {
            "href": f"#{self._source(number, token)}",
            "class": "footnote-back",
            "role": "doc-backlink",
            "aria-label": f"Back to the text, {number}",
        }
        link = etree.Element("a", attrs)
        link.text = "↩\ufe0e"
        token.meta["element"] = link

    def _source(self, number: int, token: Token) -> str:
        """The id of a reference; the second to the same note has one of its own."""
        again = token.meta.get("subId") or 0
        return f"{self.ident}-{number}-ref" + (f"-{again + 1}" if again else "")


def _tag(name: str, nesting: Literal[-1, 1], attrs: dict[str, str] | None = None) -> Token:
    from markdown_it.token import Token as Made

    token = Made(f"footnote_{name}", name, nesting)
    token.attrs = {**(attrs or {})}
    return token
