"""What of long notes stays together on a slide: blocks, list items, and parts of what is higher than a slide.

Paragraphs are parted behind sentences, code at blank lines, tables between rows with their header repeated, lists
between items, quotations between their blocks; pictures, formulas and HTML never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from slidegen.deck.measure import Room, height, rows_of
from slidegen.deck.sentences import parted

MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
NUMBER = re.compile(r"([ \t]*)(\d{1,9})([.)])")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
STEPS = re.compile(r"\s*\[\s*(?:(\d*):)?[\s\d,|-]*\]")
LEADS_ON = (":", "：")
LISTS = ("bullet_list_open", "ordered_list_open")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that stay together: `text` with its trailing blank lines, estimated height in pixels.

    `indent` is the column of a list item's continuation, taken away when a slide starts with it. `leads` units
    (headings, a sentence that ends with a colon) stay with what follows them. `number` is the number of an item
    of an ordered list.

    Parts of one block share a `frame`: what stands around them on each slide, such as a fence or a table's header.
    """

    text: str
    line: int
    height: float
    indent: int = 0
    leads: bool = False
    number: int | None = None
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Text before and behind the parts of the block that begins on `line`, and its height in pixels.

    `opening` is for the part that has it; the other parts of the block have theirs.
    """

    line: int
    opening: str
    closing: str
    height: float

    def around(self, other: Frame | None) -> bool:
        """Whether the other part is of the same block."""
        return other is not None and other.line == self.line


def blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of tokens that make one block each."""
    run: list[Token] = []
    depth = 0
    for token in tokens:
        run.append(token)
        depth += token.nesting
        if depth == 0:
            yield run
            run = []


def units_of(
    block: list[Token], lines: Sequence[str], end: int, room: Room, indent: int = 0
) -> Iterator[Unit]:
    """A block's units; `end` is the line behind it, blank lines included.

    A run of several blocks, which belong together, is one unit.
    """
    kind, alone = block[0].type, len(list(blocks(block))) == 1
    if kind in LISTS and alone:
        yield from _list(block, lines, end, room, indent)
        return
    start = _start(block[0])
    leads = kind == "heading_open" or (
        kind == "paragraph_open" and block[1].content.rstrip().endswith(LEADS_ON)
    )
    unit = Unit(_slice(lines, start, end), start, height(block, room), indent, leads)
    if not alone or unit.height <= room.height:
        yield unit
    elif kind == "paragraph_open" and not _has_picture(block):
        yield from _paragraph(unit, room)
    elif kind in ("fence", "code_block"):
        yield from _code(block[0], unit, lines, room)
    elif kind == "table_open" and not indent:
        yield from _table(block, unit, lines, room)
    elif kind == "blockquote_open":
        yield from _quote(block, lines, end, room, indent)
    else:
        yield unit


def _start(token: Token) -> int:
    return token.map[0] if token.map else 0


def _slice(lines: Sequence[str], start: int, end: int) -> str:
    return "".join(line + "\n" for line in lines[start:end])


def _has_picture(block: list[Token]) -> bool:
    return any(child.type == "image" for token in block for child in token.children or ())


def _list(block: list[Token], lines: Sequence[str], end: int, room: Room, indent: int) -> Iterator[Unit]:
    items = list(blocks(block[1:-1]))
    first = int(block[0].attrs.get("start", 1)) if block[0].type == "ordered_list_open" else None
    for index, item in enumerate(items):
        stop = _start(items[index + 1][0]) if index + 1 < len(items) else end
        for place, unit in enumerate(_item(item, lines, stop, room, indent)):
            counts = first is not None and place == 0
            yield replace(unit, number=(first or 0) + index) if counts else unit


def _item(item: list[Token], lines: Sequence[str], end: int, room: Room, indent: int) -> Iterator[Unit]:
    start = _start(item[0])
    whole = [Token("bullet_list_open", "ul", 1), *item, Token("bullet_list_close", "ul", -1)]
    tall = height(whole, room)
    children = list(blocks(item[1:-1]))
    if tall <= room.height or not children:
        yield Unit(_slice(lines, start, end), start, tall, indent)
        return
    found = MARKER.match(lines[start])
    column = len(found[0].expandtabs(4)) if found else indent
    for index, child in enumerate(children):
        stop = _start(children[index + 1][0]) if index + 1 < len(children) else end
        yield from units_of(child, lines, stop, room, indent if index == 0 else column)


def _paragraph(unit: Unit, room: Room) -> Iterator[Unit]:
    quote = QUOTE.match(unit.text)
    prefix = quote[0] if quote else ""
    parts = parted(unit.text, -int(-unit.height // room.height))
    for start, end in parts:
        text = unit.text[start:end].strip(" ") if start else unit.text[:end].rstrip(" ")
        text = (prefix if start else "") + text + ("" if end == len(unit.text) else "\n\n")
        share = (end - start) / len(unit.text)
        line = unit.line + unit.text.count("\n", 0, start)
        yield Unit(text, line, unit.height * share, unit.indent, unit.leads and end == len(unit.text))


def _code(token: Token, unit: Unit, lines: Sequence[str], room: Room) -> Iterator[Unit]:
    """Parts of a code block; a fence's line steps give way to line numbers."""
    frame = 4 * room.gap
    content = token.content.removesuffix("\n").split("\n")
    first = unit.line + (token.type == "fence")
    for start, end in _code_parts(content, max(1, int((room.height - frame) // room.code_line))):
        opening, closing = _fence(token, lines[unit.line], start) if token.type == "fence" else ("", "")
        around = Frame(unit.line, opening, closing, frame)
        high = (end - start) * room.code_line
        yield Unit(_slice(lines, first + start, first + end), first + start, high, unit.indent, frame=around)


def _fence(token: Token, line: str, start: int) -> tuple[str, str]:
    """The lines around code from a fence's line `start`, from 0: its own opening line, or one that counts on."""
    column = line.index(token.markup)
    quote = QUOTE.match(line)
    lead = quote[0] if quote and quote.end() == column else " " * len(line[:column].expandtabs(4))
    info = token.info
    if found := STEPS.search(info):
        info = info.replace(found[0], f" [{int(found[1] or 1) + start}:]", 1)
    opening = (lead if start else line[:column]) + token.markup + info
    return opening + "\n", lead + token.markup + "\n"


def _code_parts(content: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most so many lines: those between blank lines, with the blank lines behind them."""
    start = 0
    for index in range(1, len(content) + 1):
        ends = index == len(content) or (bool(content[index].strip()) and not content[index - 1].strip())
        if ends or index - start == most:
            yield start, index
            start = index


def _table(block: list[Token], unit: Unit, lines: Sequence[str], room: Room) -> Iterator[Unit]:
    """The rows of a table."""
    header = _slice(lines, unit.line, unit.line + 2)
    head, *rows = rows_of(block, room)
    frame = Frame(unit.line, header, "", head + room.gap)
    for index, row in enumerate(rows, unit.line + 2):
        yield Unit(_slice(lines, index, index + 1), index, row, unit.indent, frame=frame)


def _quote(block: list[Token], lines: Sequence[str], end: int, room: Room, indent: int) -> Iterator[Unit]:
    """The blocks of a quotation; their lines begin with `>` already."""
    children = list(blocks(block[1:-1]))
    for index, child in enumerate(children):
        stop = _start(children[index + 1][0]) if index + 1 < len(children) else end
        yield from units_of(child, lines, stop, replace(room, width=room.width - room.indent), indent)


def renumbered(unit: Unit) -> str:
    """The text of an item that begins a slide, with the number it really has; its continuation moves along."""
    found = NUMBER.match(unit.text)
    if unit.number is None or not found or int(found[2]) == unit.number:
        return unit.text
    first, _, rest = unit.text.partition("\n")
    new = str(unit.number)
    more = len(new) - len(found[2])
    if more > 0:
        rest = re.sub(r"^(?=[ \t]*[^ \t\n])", " " * more, rest, flags=re.M)
    return f"{found[1]}{new}{found[3]}{first[found.end() :]}\n{rest}"


def joined(units: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    """The units of one slide with their texts, frames around runs of parts of one block."""
    for index, unit in enumerate(units):
        text = renumbered(unit) if index == 0 else unit.text
        if unit.frame is None:
            yield unit, text
            continue
        before = units[index - 1].frame if index else None
        after = units[index + 1].frame if index + 1 < len(units) else None
        last = not unit.frame.around(after)
        text = (text.rstrip() + "\n") if last else text
        opening = "" if unit.frame.around(before) else unit.frame.opening
        yield unit, opening + text + (unit.frame.closing + "\n" if last else "")
