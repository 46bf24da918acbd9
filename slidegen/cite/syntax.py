"""Pandoc's citation syntax: `[see @key, p. 3; @other]`, `[-@key]`, `@key [p. 3]`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# a key begins with a letter, digit or underscore; punctuation stands inside it only
KEY = r"[\w](?:[:.#$%&+?<>~/-]*\w)*"
PART = re.compile(
    rf"(?P<before>(?:.*?\s)?)(?P<bare>-?)@(?:\{{(?P<braced>[^{{}}\s]+)\}}|(?P<key>{KEY}))(?P<after>.*)", re.S
)
BRACKETS = re.compile(r"\[(?P<inside>[^\[\]`$@]*@[^\[\]`$]*)\](?![(\[:{])")
NARRATIVE = re.compile(
    rf"(?<![\w@/.\\-])@(?:\{{(?P<braced>[^{{}}\s]+)\}}|(?P<key>{KEY}))"
    r"(?P<locator>[ ]\[(?P<inside>[^\[\]@`$]*)\](?![(\[:{]))?"
)
BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation: what stands before and behind its key; `bare` leaves the authors' names out."""

    key: str
    before: str = ""
    after: str = ""
    bare: bool = False


def in_brackets(inside: str, known: Collection[str]) -> tuple[Cite, ...] | None:
    """The works of `[...]`; None where it is no citation."""
    if BLANK_LINE.search(inside):
        return None
    found = [PART.fullmatch(part.strip()) for part in inside.split(";")]
    cites = []
    for one in found:
        if one is None:
            return None
        key, rest = (one["braced"], "") if one["braced"] else longest(one["key"], known)
        after = (rest + one["after"]).strip().lstrip(",").strip()
        cites.append(Cite(key, one["before"].strip(), after, bool(one["bare"])))
    return tuple(cites)


def longest(key: str, known: Collection[str]) -> tuple[str, str]:
    """The key, cut where Chinese text runs on behind it without a space; and what was cut off."""
    if key in known:
        return key, ""
    ends = (end for end in range(len(key) - 1, 0, -1) if key[:end] in known)
    end = next((end for end in ends if ord(key[end]) > 0x2E7F), len(key))
    return key[:end], key[end:]


def keys(text: str, known: Collection[str]) -> Iterator[str]:
    """The known keys that a text cites, in order and with repeats; the text is free of code."""
    for found in re.finditer(rf"(?<![\w@/.\\])@(?:\{{([^{{}}\s]+)\}}|({KEY}))", text):
        key = found[1] or longest(found[2], known)[0]
        if key in known:
            yield key
