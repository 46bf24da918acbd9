"""YAML front matter, cut as reveal-md cuts it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from slidegen.deck.settings import Values

HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
BLOCK = re.compile(r"-{3}\n([\s\S]+?)\n-{3}")
# a key and words that no reader of YAML takes for anything else
PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9_]*): ([A-Za-z](?:[A-Za-z0-9 ]*[A-Za-z0-9])?)")
WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def split_front_matter(text: str, path: Path) -> tuple[Values, str, int]:
    """Front matter, the text behind it, and the line, from 1, on which that text starts.

    A block between two `---` lines at the very start that is no YAML mapping is text: a first slide.

    Raises:
        DeckError: the block is not valid YAML.
    """
    found = BLOCK.match(text)
    if not found:
        return Values(), text, 1
    values = read_yaml(found[1], path, 2, "the front matter")
    if values is None and (found[1].startswith("\n") or HEADING.search(found[1])):
        return Values(), text, 1  # a first slide between two separators: to YAML its heading is a comment
    if values is None:
        values = Values()
    if not isinstance(values, Values):
        return Values(), text, 1
    return values, text[found.end() :], 1 + found[0].count("\n")


def read_yaml(text: str, path: Path, first_line: int = 1, what: str = "the file") -> Any:
    """A YAML text: None, a plain value, or `Values` for a mapping.

    Raises:
        DeckError: it is not valid; says on which line of `path`, where the text begins on `first_line`.
    """
    if (values := plain(text, first_line)) is not None:
        return values
    from slidegen.deck.yamltext import parse  # PyYAML takes as long to load as fifty slides to render

    return parse(text, path, first_line, what)


def plain(text: str, first_line: int) -> Values | None:
    """A mapping whose every line is a key and words; None for any other text."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        found = PLAIN.fullmatch(line)
        if not found or WORDS & {found[1].lower(), found[2].lower()}:
            return None
        values[found[1]], lines[found[1]] = found[2], number
    return Values(values, lines, dict(values))
