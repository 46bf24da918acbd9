"""Footnotes whose text stands on another slide of the deck: each slide gets the texts it refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from slidegen.deck.fences import closed_fences, inside
from slidegen.errors import Location, Patched
from slidegen.model import Slide, Stack

START = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.M)
LABEL = re.compile(r"\[\^([^\]\s]+)\]")
# a line that begins another block ends a footnote's paragraph
BLOCK = re.compile(r" {0,3}(?:[#>]|[-*+][ \t]|\d+[.)][ \t]|```|~~~|:::|<|\[\^[^\]\s]+\]:)")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text, its label included, and where it stands."""

    text: str
    where: Location


def lift(text: str, where: Location) -> tuple[str, Mapping[str, Footnote]]:
    """The text with its footnotes' lines left blank, so that lines keep their numbers; and the footnotes by label.

    The text begins at `where`.
    """
    found = _spans(text)
    blank = text
    for start, end in found.values():
        blank = blank[:start] + re.sub(r"[^\n]", " ", blank[start:end]) + blank[end:]
    lines = (line.rstrip(" ") if not line.strip() else line for line in blank.split("\n"))
    return "\n".join(lines) if found else text, {
        label: Footnote(text[begin:end].rstrip(), where.below(text.count("\n", 0, begin)))
        for label, (begin, end) in found.items()
    }


def carry(stacks: tuple[Stack, ...], lifted: Mapping[str, Footnote]) -> tuple[Stack, ...]:
    """The slides, each with the footnotes that it refers to and does not hold.

    A footnote that only other slides refer to leaves the slide it was written on. The first of two with the same
    label counts, but a slide's own is always the nearest.
    """
    slides = [slide for stack in stacks for slide in stack.slides if "[^" in slide.markdown]
    texts: dict[str, Footnote] = dict(lifted)
    for slide in slides:
        texts = {**lift(slide.markdown, slide.where)[1], **texts}
    wanted = {label for slide in slides for label in _foreign(slide.markdown)} & texts.keys()
    if not wanted:
        return stacks
    return tuple(
        Stack(
            tuple(_with(slide, texts, wanted) if "[^" in slide.markdown else slide for slide in stack.slides)
        )
        for stack in stacks
    )


def labels(text: str) -> list[str]:
    """The footnotes a text refers to, each once."""
    starts = {found.start(1) for found in START.finditer(text)}
    return list(dict.fromkeys(found[1] for found in LABEL.finditer(text) if found.start(1) not in starts))


def _foreign(markdown: str) -> list[str]:
    """Those that stand on no line of the slide itself."""
    own = _spans(markdown)
    return [label for label in labels(markdown) if label not in own]


def _with(slide: Slide, texts: Mapping[str, Footnote], wanted: set[str]) -> Slide:
    markdown = slide.markdown
    used = labels(markdown)
    for label, (start, end) in _spans(markdown).items():
        if label in wanted and label not in used:
            markdown = markdown[:start] + re.sub(r"[^\n]", " ", markdown[start:end]) + markdown[end:]
    added = [texts[label] for label in _foreign(slide.markdown) if label in texts]
    if not added:
        return replace(slide, markdown=markdown)
    markdown, moved = markdown.rstrip(), []
    for one in added:
        markdown += "\n\n"
        moved.append((markdown.count("\n"), one.where.line or 1))
        markdown += one.text
    where = Patched(slide.where.path, slide.where.line, tuple(moved))
    return replace(slide, markdown=markdown + "\n", where=where)


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Where each footnote's text stands, outside code."""
    if "]:" not in text:
        return {}
    fences = closed_fences(text)
    found: dict[str, tuple[int, int]] = {}
    for start in START.finditer(text):
        if start[1] not in found and not inside(fences, start.start()):
            found[start[1]] = (start.start(), _end(text, start.end()))
    return found


def _end(text: str, position: int) -> int:
    """Where the footnote ends: at a line that is neither indented nor goes on with its paragraph."""
    end = text.find("\n", position)
    blank = False
    while 0 <= end < len(text) - 1:
        after = text.find("\n", end + 1)
        line = text[end + 1 : after if after >= 0 else len(text)]
        indented = line.startswith(("    ", "\t"))
        if line.strip() and not indented and (blank or BLOCK.match(line)):
            return end + 1
        blank = not line.strip()
        end = after
    return len(text)
