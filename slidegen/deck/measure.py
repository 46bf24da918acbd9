"""Estimates how high a block of Markdown stands on a slide of the default theme.

There is no browser at build time, so widths are estimated from the script of the text. The figures are the
theme's at 1280x720; they err to the high side, and a test measures the result in a real browser.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markdown_it.token import Token

from slidegen.deck.readable import without_formulas

INDENTED = tuple(
    f"{name}_{end}" for name in ("bullet_list", "ordered_list", "blockquote") for end in ("open", "close")
)
COMMENT = re.compile(r"<!--.*?-->", re.S)
ROWS = re.compile(r"\\\\")
TALL = re.compile(r"\\(?:[dc]?frac|sum|prod|int|lim|over|under|big|Big|sqrt|binom|left|max|min|sup|inf)")
TITLE_EM, TITLE_LINE = 43.0, 52.0


@dataclass(frozen=True, slots=True)
class Room:
    """The space of one slide in CSS pixels: what is left for the body below the title."""

    width: float = 1080.0
    height: float = 495.0
    line: float = 42.0
    gap: float = 16.0
    em: float = 28.0
    indent: float = 44.0
    code_line: float = 34.0
    table_row: float = 58.0
    image: float = 400.0


def text_width(text: str, em: float) -> float:
    """Estimated width of one line of text in pixels: full width for East Asian characters, else about half."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    capitals = sum(char.isupper() for char in text)
    return em * (wide + 0.68 * capitals + 0.53 * (len(text) - wide - capitals))


def inline_height(token: Token, room: Room, level: int) -> float:
    """Height in pixels of a paragraph, list item text or heading inside `level` lists."""
    text, images, lines = "", 0, 0
    width = max(room.width - level * room.indent, room.width / 3)
    for child in token.children or ():
        if child.type == "image":
            images += 1
        elif child.type == "hardbreak":
            lines += max(1, math.ceil(text_width(text, room.em) / width))
            text = ""
        elif child.type == "softbreak":
            text += " "
        elif child.type in ("text", "code_inline"):
            text += child.content
    if "$" in text:
        text = without_formulas(text)
    if text.strip():
        # words wrap before the edge: on average half a word of room is lost on each line
        lines += max(1, math.ceil(1.06 * text_width(text, room.em) / width))
    return lines * room.line + images * room.image


def title_height(title: str, room: Room) -> float:
    """Pixels that a slide's title takes beyond its first line."""
    lines = math.ceil(text_width(title, TITLE_EM) / room.width)
    return max(0, lines - 1) * TITLE_LINE


def rows_of(tokens: Sequence[Token], room: Room) -> list[float]:
    """Heights in pixels of a table's rows; columns share its width as their texts ask for it."""
    rows: list[list[float]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(text_width(token.content, room.em) + 2 * room.gap)
    widths = _shared([max(column) for column in zip_longest(*rows, fillvalue=0.0)], room.width)
    return [
        room.table_row
        + (max((_lines(cell, wide) for cell, wide in zip(row, widths, strict=False)), default=1) - 1)
        * room.line
        for row in rows
    ]


def _shared(wanted: Sequence[float], width: float) -> list[float]:
    """Widths of columns: narrow ones get what they want, the others share what is left."""
    result, left = list(wanted), width
    for count, index in enumerate(sorted(range(len(wanted)), key=lambda one: wanted[one])):
        result[index] = min(wanted[index], left / (len(wanted) - count))
        left -= result[index]
    return result


def _lines(wanted: float, width: float) -> int:
    return max(1, math.ceil(1.06 * wanted / width)) if wanted > width + 1 else 1


def formula_height(tex: str, room: Room) -> float:
    """Height in pixels of a display formula: its rows, those with fractions or limits twice as high."""
    return sum(room.line * (2.1 if TALL.search(row) else 1.15) for row in ROWS.split(tex))


def height(tokens: Sequence[Token], room: Room) -> float:
    """Height in pixels of the blocks that these tokens make."""
    total, level, index = 0.0, 0, 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = next(at for at in range(index, len(tokens)) if tokens[at].type == "table_close")
            total += sum(rows_of(tokens[index:end], room)) + room.gap
            index = end
        elif token.type in INDENTED:
            level += token.nesting
        else:
            total += _height(token, room, level)
        index += 1
    return total


def _height(token: Token, room: Room, level: int) -> float:
    match token.type:
        case "inline":
            return inline_height(token, room, level) + room.gap / (1 if level == 0 else 2)
        case "paragraph_open" if level and not token.hidden:
            return room.gap / 2
        case "fence" | "code_block":
            return (token.content.count("\n") or 1) * room.code_line + 4 * room.gap
        case "html_block":
            text = COMMENT.sub("", token.content).strip()
            return (text.count("\n") + 1) * room.line if text else 0.0
        case "math_block":
            return formula_height(token.content, room) + room.gap
        case "hr":
            return 2 * room.gap
    return 0.0
