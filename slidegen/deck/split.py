"""Cuts a deck's text into stacks of slides where reveal.js's Markdown plugin would, keeping line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slidegen.deck.fences import Fence, closed_fences, inside
from slidegen.deck.jsregex import compile_js

HORIZONTAL = r"\r?\n---\r?\n"
DASHES = r"\r?\n----\r?\n"
STARS = r"\r?\n\*\*\*\r?\n"
INDENT = re.compile(r"\t+|  +")
ALONE = re.compile(r"\n\*\*\*(?=(\n[ \t]*(?:\n|\Z)))")  # and nothing on the line before
BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")
NOTES = r"^s*notes?:"  # the plugin's own default; the missing backslash is in the original


@dataclass(frozen=True, slots=True)
class Separators:
    """JavaScript regex sources; None is the default for `horizontal` and `notes`, and "none" for `vertical`."""

    horizontal: str | None = None
    vertical: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A slide's raw text and the line, from 1, on which it starts."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Split:
    """Stacks of pieces, and the lines on which separators stand."""

    stacks: tuple[tuple[Piece, ...], ...]
    breaks: tuple[int, ...]


def detect_vertical(text: str) -> str | None:
    """The vertical separator of a deck that configures none: `----`, else `***` alone between blank lines."""
    fences = closed_fences(text)
    if "----" in text and any(
        not inside(fences, one.end() - 1) for one in re.finditer(r"^----$", text, re.M)
    ):
        return DASHES
    stars = (found for found in ALONE.finditer(text) if _is_blank(text, found.start()))
    return STARS if any(not inside(fences, found.end(1) - 1) for found in stars) else None


def _is_blank(text: str, end: int) -> bool:
    """Whether nothing stands on the line that ends here."""
    return not text[text.rfind("\n", 0, end) + 1 : end].strip(" \t")


def has_separator(text: str, separators: Separators) -> bool:
    """Whether any separator stands outside closed code fences."""
    return next(_breaks(text, separators), None) is not None


def split(text: str, separators: Separators, first_line: int = 1) -> Split:
    """Cut the text. `first_line` is the line, from 1, that the text starts on in its file.

    A separator inside a closed code fence is text, unless the fence's own marker is the separator.
    """
    horizontal = compile_js(separators.horizontal or HORIZONTAL)
    stacks: list[list[Piece]] = []
    breaks: list[int] = []
    start, new_stack, line = 0, True, first_line
    for found in _breaks(text, separators):
        if new_stack:
            stacks.append([])
        stacks[-1].append(Piece(text[start : found.start()], line))
        line += text.count("\n", start, found.end())
        breaks.append(line - found[0].endswith("\n"))
        start, new_stack = found.end(), bool(horizontal.search(found[0]))
    if new_stack:
        stacks.append([])
    stacks[-1].append(Piece(text[start:], line))
    return Split(tuple(map(tuple, stacks)), tuple(breaks))


def split_notes(text: str, source: str | None = None) -> tuple[str, str | None, int]:
    """The slide without its notes, the notes, and the offset at which they begin.

    A marker inside a closed code fence is code.
    """
    if source is None and "note" not in text.lower():
        return text, None, len(text)
    pattern = compile_js(source or NOTES, "mi")
    hits = pattern.finditer(text)
    found = next((hit for hit in hits if not inside(closed_fences(text), hit.start())), None)
    if not found:
        return text, None, len(text)
    rest = text[found.end() :]
    start = found.end() + len(rest) - len(rest.lstrip())
    return text[: found.start()], pattern.sub("\n\n", rest).strip(), start


def dedent(text: str) -> str:
    """A slide that is indented as a whole loses the indentation of its first line; leading blank lines go."""
    text = text[blank(text) :]
    found = INDENT.match(text)
    return re.sub("^" + found[0], "", text, flags=re.M) if found else text


def blank(text: str) -> int:
    """The length of the blank lines that the text begins with."""
    found = BLANK_LINES.match(text)
    return found.end() if found else 0


def _breaks(text: str, separators: Separators) -> Iterator[re.Match[str]]:
    """The separators that count, in order."""
    source = separators.horizontal or HORIZONTAL
    both = f"{source}|{separators.vertical}" if separators.vertical else source
    if all(one.startswith(r"\r?\n") for one in (source, separators.vertical or source)):
        both = rf"(?=[\r\n])(?:{both})"  # the same, in half the time
    pattern = compile_js(both, "m")
    fences = closed_fences(text)
    position = 0
    while found := pattern.search(text, position):
        if found.end() == found.start():
            position = found.end() + 1
        elif _is_code(fences, found):
            position = found.start() + 1
            continue
        else:
            position = found.end()
            yield found
        if position > len(text):
            return


def _is_code(fences: tuple[Fence, ...], found: re.Match[str]) -> bool:
    fence = inside(fences, found.start() + len(found[0]) - len(found[0].lstrip("\r\n")))
    return fence is not None and found[0].strip() != fence.marker
