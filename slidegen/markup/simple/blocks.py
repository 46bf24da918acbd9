"""The blocks of a simple text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from slidegen.deck.formulas import find_block
from slidegen.markup.highlight import escape
from slidegen.markup.simple.inline import Formulas, inline
from slidegen.markup.simple.lists import ITEM, list_html

# Tags, tabs and other controls, and wide spaces of which some count as blank: nothing with one of these is simple.
ODD = re.compile(r"[\x00-\x09\x0b-\x1f<\x7f]")
WIDE = re.compile(r"[\x80-\x9f\ufeff]|[^\S\n ]")
HEADING = re.compile(r"(#{1,6}) ([^\n]*[^\n# ])(?=\n|\Z)")
FENCE = re.compile(r"```(?!lang)([A-Za-z][A-Za-z0-9+#-]*)?\n((?:(?! {0,3}```)[^\n]*\n)*)```(?=\n|\Z)")
LINES = re.compile(r"[^\n]+(?:\n[^\n]+)*")
GAP = re.compile(r"\n+")


class _Block(NamedTuple):
    """A block's HTML, and where its text ends; `alone`: the next may follow without a blank line."""

    html: str
    end: int
    alone: bool = False
    is_list: bool = False


def html_of(text: str, formulas: Formulas | None = None) -> str | None:
    """The HTML of a slide's text, exactly as the whole grammar gives it; None where the text is not simple.

    Args:
        text: Markdown.
        formulas: gives marks for formulas; None where dollars mean nothing.
    """
    if ODD.search(text) or not (text.isascii() or WIDE.search(text) is None):
        return None
    if formulas is not None:
        formulas.clear()
    parts: list[str] = []
    before = None
    at = line = len(text) - len(text.lstrip("\n"))
    while at < len(text):
        block = _block(text, at, line, formulas)
        if block is None or (before and before.is_list and block.is_list):  # they may be one list
            return None
        parts.append(block.html)
        gap = GAP.match(text, block.end)
        if gap is None:
            return "".join(parts) if block.end == len(text) else None
        parts.append(gap[0])
        if len(gap[0]) == 1 and not block.alone and gap.end() < len(text):
            return None
        line += text.count("\n", at, gap.end())
        before, at = block, gap.end()
    return "".join(parts).rstrip("\n") if parts else None


def _block(text: str, at: int, line: int, formulas: Formulas | None) -> _Block | None:
    """The block that begins here, on this line."""
    match text[at]:
        case "#":
            return _heading(text, at, line, formulas)
        case "`" if text.startswith("```", at):
            return _fence(text, at)
        case "$" if text.startswith("$$", at):
            return _formula(text, at, line, formulas)
    lines = LINES.match(text, at)
    if lines is None:
        return None
    if ITEM.match(text, at):
        html = list_html(lines[0], formulas, line)
        return None if html is None else _Block(html, lines.end(), is_list=True)
    html = inline(lines[0], formulas, line)
    return None if html is None else _Block(f"<p>{html}</p>", lines.end())


def _heading(text: str, at: int, line: int, formulas: Formulas | None) -> _Block | None:
    found = HEADING.match(text, at)
    html = inline(found[2], formulas, line) if found else None
    if found is None or html is None:
        return None
    level = len(found[1])
    return _Block(f"<h{level}>{html}</h{level}>", found.end(), alone=True)


def _fence(text: str, at: int) -> _Block | None:
    found = FENCE.match(text, at)
    if found is None:
        return None
    language = f' class="language-{found[1]}"' if found[1] else ""
    return _Block(f"<pre><code{language}>{escape(found[2])}</code></pre>", found.end(), alone=True)


def _formula(text: str, at: int, line: int, formulas: Formulas | None) -> _Block | None:
    found = find_block(_lines(text, at)) if formulas is not None else None
    if formulas is None or found is None or found.comment:
        return None
    end = at - 1
    for _ in range(found.lines):
        end = text.find("\n", end + 1)
    mark = formulas.mark(found.formula, line, block=True)
    return _Block(f'<div data-math="block">{mark}</div>', end if end >= 0 else len(text))


def _lines(text: str, at: int) -> Iterator[str]:
    """The lines from here on."""
    while at <= len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield text[at:end]
        at = end + 1
