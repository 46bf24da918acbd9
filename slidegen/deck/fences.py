"""Where fenced code stands, so that what only looks like a separator or a directive is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})[ \t]*([^\n]*)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A closed code fence, as offsets into the text: from its marker's line to the end of the closing line."""

    start: int
    end: int
    marker: str


@lru_cache(maxsize=1024)  # each stage asks for the same slide's
def closed_fences(text: str) -> tuple[Fence, ...]:
    """All code fences of the text that are closed.

    A fence that meets another opening line of its own kind (same marker, with a language) before it is
    closed counts as unclosed: the author forgot its end, and the slides after it are not code.
    """
    if "```" not in text and "~~~" not in text:
        return ()
    lines = list(_fence_lines(text))
    found: list[Fence] = []
    index = 0
    while index < len(lines):
        end = _closing_line(lines, index)
        if end is None:
            index += 1
            continue
        found.append(Fence(lines[index].start, lines[end].end, lines[index].marker))
        index = end + 1
    return tuple(found)


@lru_cache(maxsize=1024)
def unclosed_fence(text: str) -> int | None:
    """The offset of the first line that opens a fence which nothing closes; None where there is none."""
    if "```" not in text and "~~~" not in text:
        return None
    lines = list(_fence_lines(text))
    index = 0
    while index < len(lines):
        end = _closing_line(lines, index)
        if end is None:
            return lines[index].start
        index = end + 1
    return None


def inside(fences: Sequence[Fence], offset: int) -> Fence | None:
    """The fence that holds the offset."""
    return next((fence for fence in fences if fence.start <= offset < fence.end), None)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    marker: str
    info: str


def _fence_lines(text: str) -> Iterator[_Line]:
    """The lines that open or close a fence."""
    start = 0
    for raw in text.splitlines(keepends=True):
        found = FENCE.match(raw) if "```" in raw or "~~~" in raw else None
        # a backtick in the info string makes the line inline code (CommonMark 0.31, 4.5)
        if found and not (found[1][0] == "`" and "`" in found[2]):
            yield _Line(start, start + len(raw.rstrip("\n")), found[1], found[2].strip())
        start += len(raw)


def _closing_line(lines: Sequence[_Line], opening: int) -> int | None:
    """The index of the line that closes `lines[opening]`."""
    marker = lines[opening].marker
    for index in range(opening + 1, len(lines)):
        line = lines[index]
        if line.marker[0] != marker[0] or len(line.marker) < len(marker):
            continue
        if not line.info:
            return index
        if len(line.marker) == len(marker):
            return None
    return None
