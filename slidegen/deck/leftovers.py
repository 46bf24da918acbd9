"""What a `.slide` or `.element` comment holds besides the attributes that reveal.js takes: it drops that silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from slidegen.deck.directives import ATTRIBUTE, ELEMENT, SLIDE
from slidegen.deck.prose import directives_text

Why = Literal["curly", "unquoted", "empty", "bare"]
CURLY = re.compile(r"[\w:-]+=[“”„‘’‚«»][^“”‘’«»\n]*[“”‘’«»]?")
WORD = re.compile(r"[^\s\"'=]+(?:=(\S*))?")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A word of a directive that sets nothing, its offset in the slide's text, and what is wrong with it."""

    offset: int
    why: Why
    text: str

    @property
    def name(self) -> str:
        """The attribute's name."""
        return self.text.partition("=")[0]


@lru_cache(4096)
def leftovers(markdown: str) -> tuple[Leftover, ...]:
    """All of a slide's text."""
    return tuple(
        left
        for offset, comment in directives_text(markdown)
        if (found := _directive(comment))
        for left in _of(found, offset + 4)
    )


def _directive(comment: str) -> re.Match[str] | None:
    text = re.sub(r"[\r\n]", " ", comment)
    return ELEMENT.search(text) or SLIDE.search(text)


def _of(directive: re.Match[str], offset: int) -> Iterator[Leftover]:
    lead = len(directive[1]) - len(directive[1].lstrip(": "))  # `.element:` may have a colon
    text, offset = directive[1][lead:] + " ", offset + directive.start(1) + lead
    text = ATTRIBUTE.sub(lambda found: " " * len(found[0]), text)
    for found in CURLY.finditer(text):
        yield Leftover(offset + found.start(), "curly", found[0])
    text = CURLY.sub(lambda found: " " * len(found[0]), text)
    for found in WORD.finditer(text):
        yield Leftover(offset + found.start(), _why(found), found[0])


def _why(word: re.Match[str]) -> Why:
    if word[1] is None:
        return "bare"
    return "empty" if word[1] in ("", '""', "''") else "unquoted"
