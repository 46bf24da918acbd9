r"""Formulas, `$..$` and its kin, become MathML while the deck is built; nothing is left for the browser to do.

Where they stand is found by `deck.formulas`. Each leaves a mark in the text; when a slide's HTML is whole, all its
formulas are rendered together and take the marks' places.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX, AtomicString
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from slidegen.deck.formulas import OPENING, Block, add_block_rule, find_block, find_inline, in_html
from slidegen.markup.context import Context
from slidegen.markup.features.math_formulas import Formulas


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Find formulas in the grammar in use, and render them at the end."""
    formulas = context.formulas = context.formulas or Formulas(context)
    md.preprocessors.register(_Start(md, formulas), "slidegen_math_start", 100)
    md.postprocessors.register(_Fill(md, formulas), "slidegen_math", 5)
    md.postprocessors.register(_RawHtml(md, formulas), "slidegen_math_raw", 40)
    if grammar is None:
        md.parser.blockprocessors.register(_BlockFormulas(md, formulas), "slidegen_math", 95)
        md.inlinePatterns.register(_InlineFormulas(md, formulas), "slidegen_math", 185)
    else:
        _teach(grammar, formulas)


def _teach(grammar: MarkdownIt, formulas: Formulas) -> None:
    """GitHub's grammar learns a rule for blocks and one for text."""

    def inline(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "$\\":
            return False
        found = find_inline(state.src, state.pos, state.posMax)
        if found is None:
            return False
        if not silent:
            state.pending += formulas.mark(found)
        state.pos += len(found.raw)
        return True

    def block(token: Token, found: Block) -> None:
        token.meta["element"] = _element(
            formulas.mark(found.formula, token.map[0] if token.map else None, block=True)
        )

    grammar.inline.ruler.before("escape", "math", inline)
    grammar.core.ruler.push("math_lines", formulas.remember)
    add_block_rule(grammar, block)


def _element(mark: str) -> etree.Element:
    """The element of a formula that is a block."""
    element = etree.Element("div", {"data-math": "block"})
    element.text = AtomicString(mark)
    return element


class _Start(Preprocessor):
    """Forgets the formulas of the text before."""

    def __init__(self, md: Markdown, formulas: Formulas) -> None:
        super().__init__(md)
        self.formulas = formulas

    def run(self, lines: list[str]) -> list[str]:
        self.formulas.clear()
        return lines


class _RawHtml(Postprocessor):
    """Finds the formulas in the text of raw HTML, just before that is put back."""

    def __init__(self, md: Markdown, formulas: Formulas) -> None:
        super().__init__(md)
        self.stash, self.formulas = md.htmlStash, formulas

    def run(self, text: str) -> str:
        for index, raw in enumerate(self.stash.rawHtmlBlocks):
            if isinstance(raw, str) and ("$" in raw or "\\" in raw):
                self.stash.rawHtmlBlocks[index] = in_html(raw, self.formulas.mark)
        return text


class _Fill(Postprocessor):
    """Puts the formulas into the finished HTML."""

    def __init__(self, md: Markdown, formulas: Formulas) -> None:
        super().__init__(md)
        self.formulas = formulas

    def run(self, text: str) -> str:
        return self.formulas.fill(text) if len(self.formulas) else text


class _InlineFormulas(InlineProcessor):
    """In Python-Markdown's own grammar: formulas within a text, behind code and before escapes."""

    def __init__(self, md: Markdown, formulas: Formulas) -> None:
        super().__init__(r"\$|\\\\?[(\[]|\\(?:begin|eqref|ref)\{", md)
        self.formulas = formulas

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        found = find_inline(data, m.start(), len(data))
        if found is None or STX in found.raw:  # code within, which has its own mark already
            return None, None, None
        return self.formulas.mark(found), m.start(), m.start() + len(found.raw)


class _BlockFormulas(BlockProcessor):
    """In Python-Markdown's own grammar: formulas that are blocks, which its blocks may cut at blank lines."""

    def __init__(self, md: Markdown, formulas: Formulas) -> None:
        super().__init__(md.parser)
        self.formulas = formulas

    def test(self, parent: etree.Element, block: str) -> bool:
        return ("$$" in block or "\\" in block) and self._begin(block) is not None

    @staticmethod
    def _begin(block: str) -> int | None:
        """The line of the block that may begin a formula."""
        lines = block.split("\n")
        return next(
            (n for n, line in enumerate(lines) if OPENING.match(line.lstrip(" ")) and line[:4].strip()), None
        )

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        first = self._begin(blocks[0])
        lines = "\n\n".join(blocks).split("\n")
        found = find_block(line.strip(" ") if n == 0 else line for n, line in enumerate(lines[first:]))
        if first is None or found is None:
            return False
        rest = "\n".join(lines[first + found.lines :])
        if first:
            self.parser.parseBlocks(parent, ["\n".join(lines[:first])])
        parent.append(_element(self.formulas.mark(found.formula, block=True)))
        blocks[:] = [one for one in (found.comment, *re.split(r"\n\n+", rest.strip("\n"))) if one]
        return True
