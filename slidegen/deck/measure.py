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

from markdown_it.token import Token

from slidegen.deck.readable import without_formulas

ROWS = re.compile(r"\\\\")
TALL = re.compile(r"\\(?:[dc]?frac|sum|prod|int|lim|over|under|big|Big|sqrt|binom|left|max|min|sup|inf)")


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


def formula_height(tex: str, room: Room) -> float:
    """Height in pixels of a display formula: its rows, those with fractions or limits twice as high."""
    return sum(room.line * (2.1 if TALL.search(row) else 1.15) for row in ROWS.split(tex))


def height(tokens: Sequence[Token], room: Room) -> float:
    """Height in pixels of the blocks that these tokens make."""
    total, level = 0.0, 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            level += 1
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            level -= 1
        elif token.type == "inline":
            total += inline_height(token, room, level) + room.gap / (1 if level == 0 else 2)
        elif token.type == "paragraph_open" and level and not token.hidden:
            total += room.gap / 2
        else:
            total += _leaf_height(token, room)
    return total


def _leaf_height(token: Token, room: Room) -> float:
    """What a block without text of its own adds."""
    match token.type:
        case "fence" | "code_block":
            return (token.content.count("\n") or 1) * room.code_line + 4 * room.gap
        case "math_block":
            return formula_height(token.content, room) + room.gap
        case "html_block":
            return (token.content.count("\n") or 1) * room.line
        case "tr_open":
            return room.table_row - room.line - room.gap
        case "hr":
            return 2 * room.gap
        case _:
            return 0.0
