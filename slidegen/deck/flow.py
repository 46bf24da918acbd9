"""Long-form notes as slides: a heading starts a stack, and what does not fit one slide flows onto the next.

Cuts are made between blocks and list items; what is parted otherwise, because it is higher than a whole slide,
`units` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from slidegen.deck.formulas import add_block_rule
from slidegen.deck.ids import plain, slug, title_of
from slidegen.deck.measure import Room, title_height
from slidegen.deck.split import Piece, split_notes
from slidegen.deck.together import Together
from slidegen.deck.units import Unit, blocks, joined, units_of

HEADING_LINE = re.compile(r"( {0,3}#{1,6}[ \t]+)(.*?)([ \t]*(?:<!--.*-->)?[ \t]*#*[ \t]*)$")
ROUNDS = 7  # halvings in the search for even slides
LEAST = 130.0  # pixels that are left for text below the longest title


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with its units, the pixels below it on a slide, and the speaker notes behind the units."""

    heading: str
    line: int
    units: tuple[Unit, ...]
    room: float
    notes: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """What all steps need of the text that is cut."""

    lines: Sequence[str]
    room: Room
    together: Together
    separator: str | None


def has_headings(text: str) -> bool:
    """Whether the text has a heading, as opposed to being one plain slide."""
    return any(token.type == "heading_open" for token in _parser().parse(text))


def flow(
    text: str,
    first_line: int = 1,
    room: Room | None = None,
    together: Together | None = None,
    notes_separator: str | None = None,
) -> tuple[tuple[tuple[Piece, str | None], ...], ...]:
    """Stacks of (slide text, id to start from); every `#` and `##` starts a stack.

    Where a text has no `##`, the headings of its highest rank start stacks, or, if there is but one of them, those of
    the next. Slides after the first repeat the heading with "(2/3)"; each counts its id from the same base, so that
    a longer section renames no slide before it. Speaker notes stay with the last slide of their section.
    `together` says what the deck's features keep on one slide.
    """
    whole = _Text(text.split("\n"), room or Room(), together or Together(), notes_separator)
    env: dict[str, object] = {}
    tokens = _parser().parse(text, env)
    references = _references(env)
    stacks = []
    for section in _sections(tokens, whole):
        pages = _pack(section)
        base = slug(title_of(section.heading)) or None
        stacks.append(
            tuple(
                (
                    Piece(
                        _page_text(section, page, number, len(pages), references, whole.together),
                        _line(section, page, first_line),
                    ),
                    base,
                )
                for number, page in enumerate(pages, 1)
            )
        )
    return tuple(stacks) or (((Piece(text, first_line), None),),)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table"])
    add_block_rule(parser)
    return parser


def _deepest(tokens: Sequence[Token]) -> int:
    """The rank of headings that still start a stack."""
    ranks = [int(token.tag[1]) for token in tokens if token.type == "heading_open" and token.level == 0]
    known = sorted(set(ranks))
    if not known or 2 in known:
        return 2
    single = len(known) > 1 and known[0] == 1 and ranks.count(1) == 1 < ranks.count(known[1])
    return known[1] if single else known[0]


def _sections(tokens: Sequence[Token], whole: _Text) -> Iterator[_Section]:
    deepest = _deepest(tokens)
    inside = whole.together.inside_divs(tokens)
    starts = [
        index
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
        and token.level == 0
        and int(token.tag[1]) <= deepest
        and index not in inside
    ]
    lead = tokens[: starts[0]] if starts else tokens
    if lead:
        yield _section("", 0, 0, lead, _start(tokens[starts[0]]) if starts else len(whole.lines), whole)
    for index, end in pairwise([*starts, len(tokens)]):
        line, after = tokens[index].map or [0, 0]
        stop = _start(tokens[end]) if end < len(tokens) else len(whole.lines)
        heading = "\n".join(whole.lines[line:after])
        yield _section(heading, line, after, tokens[index + 3 : end], stop, whole)


def _section(
    heading: str, line: int, begin: int, tokens: Sequence[Token], stop: int, whole: _Text
) -> _Section:
    """The section whose text has the lines from `begin` up to `stop`."""
    text = "".join(one + "\n" for one in whole.lines[begin:stop])
    below = max(whole.room.height - title_height(plain(heading.lstrip("# ")) + " (10/10)", whole.room), LEAST)
    whole = replace(whole, room=replace(whole.room, height=below))
    body, notes, _ = split_notes(text, whole.separator)
    if notes is None:
        return _Section(heading, line, _units(tokens, stop, whole), below)
    parsed = _parser().parse(body)  # the notes' first line may have gone on with a paragraph
    for token in parsed:
        token.map = [one + begin for one in token.map] if token.map else None
    return _Section(heading, line, _units(parsed, begin + body.count("\n"), whole), below, text[len(body) :])


def _start(token: Token) -> int:
    return token.map[0] if token.map else 0


def _units(tokens: Sequence[Token], stop: int, whole: _Text) -> tuple[Unit, ...]:
    """The blocks of a token range, lists taken apart into items; `stop` is the line behind the range."""
    found = list(whole.together.glued(list(blocks(tokens))))
    result: list[Unit] = []
    for index, block in enumerate(found):
        end = _start(found[index + 1][0]) if index + 1 < len(found) else stop
        result += units_of(block, whole.lines, end, whole.room)
    notes_height = whole.together.notes_height
    return tuple(
        replace(unit, height=unit.height + more) if (more := notes_height(unit.text, whole.room)) else unit
        for unit in result
    )


def _pack(section: _Section) -> list[tuple[Unit, ...]]:
    """Units in order onto as few slides as hold them, as evenly as that number allows."""
    high = section.room
    pages = _filled(section.units, high)
    low = 0.0
    for _ in range(ROUNDS if len(pages) > 1 else 0):
        middle = (low + high) / 2
        found = _filled(section.units, middle)
        if len(found) == len(pages):
            pages, high = found, middle
        else:
            low = middle
    return pages


def _filled(units: Sequence[Unit], most: float) -> list[tuple[Unit, ...]]:
    """Units onto slides of so many pixels; what leads on to its successor never ends a slide."""
    pages: list[list[Unit]] = [[]]
    used = 0.0
    for index, unit in enumerate(units):
        need = _need(unit, pages[-1][-1] if pages[-1] else None)
        led = need
        if unit.leads and index + 1 < len(units):
            led += _need(units[index + 1], unit)
        if pages[-1] and used + led > most:
            pages.append([])
            used, need = 0.0, _need(unit, None)
        pages[-1].append(unit)
        used += need
    return [tuple(page) for page in pages]


def _need(unit: Unit, before: Unit | None) -> float:
    """Pixels of the unit behind another, with the frame that it begins."""
    if unit.frame is None or (before is not None and unit.frame.around(before.frame)):
        return unit.height
    return unit.height + unit.frame.height


def _page_text(
    section: _Section,
    page: tuple[Unit, ...],
    number: int,
    count: int,
    references: dict[str, str],
    together: Together,
) -> str:
    body = "".join(_dedented(page))
    if number == count and section.notes:
        body = body.rstrip("\n") + "\n\n" + section.notes if body.strip() else section.notes
    heading, braces = together.without_braces(section.heading)
    heading = _numbered(heading, number, count) + braces if heading else ""
    low = body.casefold()
    used = [line for label, line in references.items() if f"[{label}]" in low and f"[{label}]:" not in low]
    tail = "\n" + "\n".join(used) + "\n" if used else ""
    return f"{heading}\n\n{body}{tail}" if heading else body + tail


def _dedented(page: tuple[Unit, ...]) -> Iterator[str]:
    """The units' texts; continuations of an item whose marker is on an earlier slide lose its indentation."""
    column = page[0].indent if page else 0
    for unit, text in joined(page):
        column = min(column, unit.indent)
        yield text if column == 0 else "".join(_strip(line, column) for line in text.splitlines(True))


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
    opening = page[0].frame.opening.count("\n") if page[0].frame else 0
    return max(first_line, first_line + page[0].line - 2 - opening - section.heading.count("\n"))


def _references(env: dict[str, object]) -> dict[str, str]:
    """Link reference definitions by label, each as a line of Markdown."""
    found = env.get("references")
    result = {}
    for label, value in found.items() if isinstance(found, dict) else ():
        said = str(value.get("title") or "").replace("\\", "\\\\").replace('"', '\\"')
        title = f' "{said}"' if said else ""
        result[label.casefold()] = f"[{label.casefold()}]: <{value['href']}>{title}"
    return result
