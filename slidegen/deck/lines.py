"""Back from the lines of a deck's expanded text to the files and lines that its author sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from slidegen.errors import Location, SlidegenError
from slidegen.model import Deck, Finding, LineMap


def real(deck: Deck, findings: Iterable[Finding]) -> list[Finding]:
    """The findings at the places where their text really stands."""
    if not deck.lines.starts:
        return list(findings)
    return [replace(one, where=deck.lines.real(one.where)) for one in findings]


@contextmanager
def errors_of(path: Path, lines: LineMap | None = None) -> Iterator[None]:
    """An error inside belongs to the deck in this file, and says where its text really stands."""
    try:
        yield
    except SlidegenError as error:
        error.deck = error.deck or path
        if error.where and lines:
            error.where = lines.real(error.where)
        raise


def line_of(deck: Deck, line: int | None) -> str:
    """What a message calls another line of the deck: "line 7", or its file too where that is an included one."""
    where = deck.lines.real(Location(deck.label, line))
    return f"line {where.line}" if where.path == deck.label else str(where)
