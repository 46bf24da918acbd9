"""Long-form notes as slides: a heading starts a stack, and what does not fit one slide flows onto the next.

Cuts are made between blocks and list items; an item, paragraph or table is divided only where it is higher
than a whole slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from slidegen.deck.formulas import add_block_rule
from slidegen.deck.ids import slug, title_of
from slidegen.deck.measure import Room, height
from slidegen.deck.split import Piece
from slidegen.deck.together import Together

MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
HEADING_LINE = re.compile(r"( {0,3}#{1,6}[ \t]+)(.*?)([ \t]*(?:<!--.*-->)?[ \t]*#*[ \t]*)$")
SENTENCE_END = re.compile(r"[。！？；]+[”』」）)]*|[.!?;][\"”')]*(?=\s)")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that stay together: `text` with its trailing blank lines, estimated height in pixels.

    `indent` is the column of a list item's continuation, taken away when a slide starts with it.
    `heading` units stay with what follows them.
    """

    text: str
    line: int
    height: float
    indent: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    line: int
    units: tuple[Unit, ...]


def has_headings(text: str) -> bool:
    """Whether the text has a heading, as opposed to being one plain slide."""
    return any(token.type == "heading_open" for token in _parser().parse(text))


def flow(
    text: str, first_line: int = 1, room: Room | None = None, together: Together | None = None
) -> tuple[tuple[tuple[Piece, str | None], ...], ...]:
    """Stacks of (slide text, id to start from); every `#` and `##` starts a stack.

    Where a text has neither, its highest heading does. Slides after the first repeat the heading with
    "(2/3)"; each counts its id from the same base, so that a longer section renames no slide before it.
    `together` says what the deck's features keep on one slide.
    """
    room, together = room or Room(), together or Together()
    env: dict[str, object] = {}
    tokens = _parser().parse(text, env)
    lines = text.split("\n")
    references = _references(env)
    stacks = []
    for section in _sections(tokens, lines, room, together):
        pages = _pack(section, room)
        base = slug(title_of(section.heading)) or None
        stacks.append(
            tuple(
                (
                    Piece(
                        _page_text(section, page, number, len(pages), references, together),
                        _line(section, page, first_line),
                    ),
                    base,
                )
                for number, page in enumerate(pages, 1)
            )
        )
    return tuple(stacks) or (((Piece(text, first_line), None),),)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table"])
    add_block_rule(parser)
    return parser


def _sections(
    tokens: Sequence[Token], lines: Sequence[str], room: Room, together: Together
) -> Iterator[_Section]:
    levels = sorted(
        {int(token.tag[1]) for token in tokens if token.type == "heading_open" and token.level == 0}
    )
    deepest = max(2, levels[0]) if levels else 2
    inside = together.inside_divs(tokens)
    starts = [
        index
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
        and token.level == 0
        and int(token.tag[1]) <= deepest
        and index not in inside
    ]
    if (not starts or starts[0] > 0) and tokens:
        yield _Section(
            "",
            0,
            _units(
                tokens[: starts[0]] if starts else tokens,
                lines,
                _first(tokens, starts, lines),
                room,
                together,
            ),
        )
    for index, end in pairwise([*starts, len(tokens)]):
        line, after = tokens[index].map or [0, 0]
        stop = _start(tokens[end]) if end < len(tokens) else len(lines)
        heading = "\n".join(lines[line:after])
        yield _Section(heading, line, _units(tokens[index + 3 : end], lines, stop, room, together))


def _first(tokens: Sequence[Token], starts: Sequence[int], lines: Sequence[str]) -> int:
    return _start(tokens[starts[0]]) if starts else len(lines)


def _start(token: Token) -> int:
    return token.map[0] if token.map else 0


def _units(
    tokens: Sequence[Token], lines: Sequence[str], stop: int, room: Room, together: Together
) -> tuple[Unit, ...]:
    """The blocks of a token range, lists taken apart into items; `stop` is the line behind the range."""
    blocks = list(together.glued(list(_blocks(tokens))))
    result: list[Unit] = []
    for index, block in enumerate(blocks):
        end = _start(blocks[index + 1][0]) if index + 1 < len(blocks) else stop
        result += _block_units(block, lines, end, room, 0)
    return tuple(
        replace(unit, height=unit.height + more) if (more := together.notes_height(unit.text, room)) else unit
        for unit in result
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of tokens that make one block each."""
    run: list[Token] = []
    depth = 0
    for token in tokens:
        run.append(token)
        depth += token.nesting
        if depth == 0:
            yield run
            run = []


def _block_units(
    block: list[Token], lines: Sequence[str], end: int, room: Room, indent: int
) -> Iterator[Unit]:
    alone = len(list(_blocks(block))) == 1
    if block[0].type in ("bullet_list_open", "ordered_list_open") and alone:
        items = list(_blocks(block[1:-1]))
        for index, item in enumerate(items):
            stop = _start(items[index + 1][0]) if index + 1 < len(items) else end
            yield from _item_units(item, lines, stop, room, indent)
        return
    start = _start(block[0])
    unit = Unit(
        _slice(lines, start, end), start, height(block, room), indent, block[0].type == "heading_open"
    )
    if block[0].type == "paragraph_open" and alone and unit.height > room.height:
        yield from _sentences(unit, room)
    else:
        yield unit


def _item_units(item: list[Token], lines: Sequence[str], end: int, room: Room, indent: int) -> Iterator[Unit]:
    start = _start(item[0])
    whole = [Token("bullet_list_open", "ul", 1), *item, Token("bullet_list_close", "ul", -1)]
    tall = height(whole, room)
    children = list(_blocks(item[1:-1]))
    if tall <= room.height or not children:
        yield Unit(_slice(lines, start, end), start, tall, indent)
        return
    found = MARKER.match(lines[start])
    column = len(found[0].expandtabs(4)) if found else indent
    for index, child in enumerate(children):
        stop = _start(children[index + 1][0]) if index + 1 < len(children) else end
        yield from _block_units(child, lines, stop, room, indent if index == 0 else column)


def _slice(lines: Sequence[str], start: int, end: int) -> str:
    return "".join(line + "\n" for line in lines[start:end])


def _sentences(unit: Unit, room: Room) -> Iterator[Unit]:
    """A paragraph higher than a slide, cut behind sentences that end outside links and code."""
    cuts = [found.end() for found in SENTENCE_END.finditer(unit.text) if _in_the_open(unit.text, found.end())]
    parts = -(-unit.height // room.height)
    start = 0
    for part in range(1, int(parts)):
        wanted = len(unit.text) * part / parts
        cut = max((one for one in cuts if start < one <= wanted), default=None)
        if cut is None:
            continue
        text = unit.text[start:cut].strip() + "\n\n"
        share = (cut - start) / len(unit.text)
        yield Unit(text, unit.line + unit.text.count("\n", 0, start), unit.height * share, unit.indent)
        start = cut
    rest = unit.height * (len(unit.text) - start) / len(unit.text)
    line = unit.line + unit.text.count("\n", 0, start)
    yield Unit(unit.text[start:].lstrip(" "), line, rest, unit.indent)


def _in_the_open(text: str, offset: int) -> bool:
    before = text[:offset]
    return (
        before.count("[") <= before.count("]")
        and before.count("(") <= before.count(")")
        and before.count("`") % 2 == 0
        and before.count("<") <= before.count(">")
    )


def _pack(section: _Section, room: Room) -> list[tuple[Unit, ...]]:
    """Units in order onto as few slides as hold them; a heading never ends a slide."""
    pages: list[list[Unit]] = [[]]
    used = 0.0
    for index, unit in enumerate(section.units):
        need = unit.height
        if unit.heading and index + 1 < len(section.units):
            need += section.units[index + 1].height
        if pages[-1] and used + need > room.height:
            pages.append([])
            used = 0.0
        pages[-1].append(unit)
        used += unit.height
    return [tuple(page) for page in pages]


def _page_text(
    section: _Section,
    page: tuple[Unit, ...],
    number: int,
    count: int,
    references: dict[str, str],
    together: Together,
) -> str:
    body = "".join(_dedented(page))
    heading, braces = together.without_braces(section.heading)
    heading = _numbered(heading, number, count) + braces if heading else ""
    low = body.casefold()
    used = [line for label, line in references.items() if f"[{label}]" in low and f"[{label}]:" not in low]
    tail = "\n" + "\n".join(used) + "\n" if used else ""
    return f"{heading}\n\n{body}{tail}" if heading else body + tail


def _dedented(page: tuple[Unit, ...]) -> Iterator[str]:
    """The units' texts; continuations of an item whose marker is on an earlier slide lose its indentation."""
    column = page[0].indent if page else 0
    for unit in page:
        column = min(column, unit.indent)
        yield (
            unit.text if column == 0 else "".join(_strip(line, column) for line in unit.text.splitlines(True))
        )


def _strip(line: str, column: int) -> str:
    blank = len(line) - len(line.lstrip(" \t"))
    lead = line[:blank].expandtabs(4)
    return lead[min(column, len(lead)) :] + line[blank:]


def _numbered(heading: str, number: int, count: int) -> str:
    first, _, rest = heading.partition("\n")
    if count > 1:
        found = HEADING_LINE.match(first)
        suffix = f" ({number}/{count})"
        first = f"{found[1]}{found[2]}{suffix}{found[3]}" if found else first + suffix
    return first + ("\n" + rest if rest else "")


def _line(section: _Section, page: tuple[Unit, ...], first_line: int) -> int:
    """The line that makes the page's body count right, its heading line and blank line included."""
    if not page or not section.heading:
        return first_line + (page[0].line if page else section.line)
    return max(first_line, first_line + page[0].line - 2 - section.heading.count("\n"))


def _references(env: dict[str, object]) -> dict[str, str]:
    """Link reference definitions by label, each as a line of Markdown."""
    found = env.get("references")
    result = {}
    for label, value in found.items() if isinstance(found, dict) else ():
        title = f' "{value["title"]}"' if value.get("title") else ""
        result[label.casefold()] = f"[{label.casefold()}]: <{value['href']}>{title}"
    return result
