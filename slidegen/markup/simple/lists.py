"""Tight lists whose items are one line each, lists within them included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slidegen.markup.simple.inline import Formulas, inline

ITEM = re.compile(r"( *)([-*+]|\d{1,9}\.) (?=[^ ])")
DEEPEST = 10


@dataclass(slots=True)
class _Level:
    """An open list: where its items' marks stand, which marks, and where the text of its last item stands."""

    column: int
    mark: str
    text: int

    @property
    def tag(self) -> str:
        return "ol" if self.mark == "." else "ul"


def list_html(text: str, formulas: Formulas | None, line: int) -> str | None:
    """The list that these lines are; None where it is not simple.

    Args:
        text: the lines of one block, the first of which is an item.
        formulas: gives marks for formulas.
        line: the block's first line in the slide, counted from 0.
    """
    parts: list[str] = []
    levels: list[_Level] = []
    for number, row in enumerate(text.split("\n"), line):
        found = ITEM.match(row)
        html = inline(row[found.end() :], formulas, line=number) if found else None
        if found is None or html is None or not _place(levels, found, parts):
            return None
        parts += ["<li>", html]
    while levels:
        parts.append(f"</li></{levels.pop().tag}>")
    return "".join(parts)


def _place(levels: list[_Level], found: re.Match[str], parts: list[str]) -> bool:
    """Open or close lists, so that this item is the next one of the innermost; whether it has its place."""
    column, mark = len(found[1]), found[2][-1]
    if not levels or levels[-1].text <= column <= levels[-1].text + 3:
        if (mark == "." and found[2] != "1.") or (not levels and column) or len(levels) == DEEPEST:
            return False
        if levels:
            parts.append("\n")
        levels.append(_Level(column, mark, found.end()))
        parts.append(f"<{levels[-1].tag}>")
        return True
    while levels and column < levels[-1].column:
        parts.append(f"</li></{levels.pop().tag}>")
    if not levels or (column, mark) != (levels[-1].column, levels[-1].mark):
        return False
    levels[-1].text = found.end()
    parts.append("</li>\n")
    return True
