"""A part of an included file: one heading's section, or some of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.ids import plain, slug
from slidegen.errors import DeckError, Location, similar

HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)
RANGE = re.compile(r"(\d+)(-)?(\d*)")


def excerpt(text: str, first_line: int, heading: str, lines: str, where: Location) -> tuple[str, int]:
    """The part of a file's text, and the line, from 1, on which it starts.

    Args:
        text: the file without its front matter.
        first_line: the line that `text` starts on.
        heading: the slug of a heading, whose section up to the next of its rank is wanted; empty for all.
        lines: `7`, `7-12` or `7-`, lines of the whole file; empty for all.
        where: the directive, for messages.

    Raises:
        DeckError: there is no such heading or line.
    """
    start, end = _section(text, heading, where) if heading else (0, len(text))
    if lines:
        first, last = _range(lines, where)
        offsets = [0, *(found.end() for found in re.finditer("\n", text.rstrip("\n"))), len(text)]
        top = first_line + len(offsets) - 2
        if first < first_line or first > top or last < first:
            hint = f"its text has lines {first_line} to {top}"
            raise DeckError(f"include: the file has no lines {lines}", where=where, hint=hint)
        start = max(start, offsets[first - first_line])
        end = min(end, offsets[min(last, top) - first_line + 1])
    if not heading and not lines:  # what is left of the line that ends front matter
        start = 1 if text.startswith("\n") and first_line > 1 else 0
    return text[start:end], first_line + text.count("\n", 0, start)


def _range(lines: str, where: Location) -> tuple[int, int]:
    found = RANGE.fullmatch(lines)
    if not found or len(lines) > 20:
        raise DeckError(f"include: lines={lines} is not understood", where=where, hint="lines=7, 7-12 or 7-")
    first = int(found[1])
    return first, int(found[3]) if found[3] else 10**9 if found[2] else first


def _section(text: str, heading: str, where: Location) -> tuple[int, int]:
    found = list(_headings(text))
    wanted = slug(heading)
    for index, (start, rank, name) in enumerate(found):
        if name == wanted:
            rest = (other for other, level, _ in found[index + 1 :] if level <= rank)
            return start, next(rest, len(text))
    close = similar(wanted, [name for _, _, name in found], 0.5)
    hint = f"did you mean #{close[0]}?" if close else f"it has: {', '.join(name for _, _, name in found)}"
    raise DeckError(f"include: the file has no heading #{heading}", where=where, hint=hint)


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Offset, rank and slug of each heading."""
    fences = closed_fences(text)
    for found in HEADING.finditer(text):
        if not inside(fences, found.start()):
            yield found.start(), len(found[1]), slug(plain(found[2]))
