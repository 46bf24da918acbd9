"""Lines that look like a table and are none: no line of dashes below the first, or one with other columns."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

# `|||` parts columns
ROWS = r"(?m)^(?!\|\|\|[ \t]*$)[ \t]{0,3}\|[^\n]*\|[ \t]*(?:\n[ \t]{0,3}\|[^\n]*\|?[ \t]*)+$"
DASHES = r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*"


def check(deck: Deck) -> Iterator[Finding]:
    """Report blocks of two and more lines between bars."""
    for slide in deck.slides:
        if slide.markdown.count("|") < 4:
            continue
        text = prose(slide.markdown)
        for found in re.finditer(ROWS, text) if "|\n" in text or "| " in text else ():
            before = text[: found.start()].rstrip("\n").rpartition("\n")[2]
            lines = found[0].split("\n")
            if "|" in before and text[: found.start()].endswith("\n") and _dashes(lines[0]):
                continue  # the head has no bar at its start
            if not _dashes(lines[1]):
                message = "these lines are no table: the second must be dashes"
                hint = f"write `|{'---|' * _columns(lines[0])}` below the first line"
                yield Finding("no-table", message, place(slide, found.start()), hint)
            elif _columns(lines[0]) != _columns(lines[1]):
                message = (
                    f"these lines are no table: the first has {_columns(lines[0])} columns, "
                    f"the line of dashes {_columns(lines[1])}"
                )
                yield Finding("no-table", message, place(slide, found.start()), "give both as many")


def _dashes(line: str) -> bool:
    return re.fullmatch(DASHES, line) is not None


def _columns(line: str) -> int:
    inner = re.sub(r"\\.", "", line).strip().removeprefix("|").removesuffix("|")
    return inner.count("|") + 1
