"""YAML front matter, cut as reveal-md cuts it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from slidegen.errors import DeckError, Location

HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
BLOCK = re.compile(r"-{3}\n([\s\S]+?)\n-{3}")


def split_front_matter(text: str, path: Path) -> tuple[Mapping[str, Any], str, int]:
    """Front matter, the text behind it, and the line, from 1, on which that text starts.

    A block between two `---` lines at the very start that is no YAML mapping is text: a first slide.

    Raises:
        DeckError: the block is not valid YAML.
    """
    found = BLOCK.match(text)
    if not found:
        return {}, text, 1
    try:
        values = yaml.load(found[1], _Loader)
    except yaml.MarkedYAMLError as error:
        line = 2 + (error.problem_mark.line if error.problem_mark else 0)
        raise DeckError(
            f"the front matter is not valid YAML: {error.problem or error}",
            where=Location(path, line),
            hint="quote a value that holds `: `, `#` or a leading `*`",
        ) from None
    except Exception as error:  # PyYAML's own constructors raise whatever int() and float() do
        raise DeckError(
            f"the front matter is not valid YAML: {' '.join(str(error).split())}", where=Location(path, 1)
        ) from None
    if values is None and (found[1].startswith("\n") or HEADING.search(found[1])):
        return {}, text, 1  # a first slide between two separators: to YAML its heading is a comment
    if values is None:
        values = {}
    if not isinstance(values, dict):
        return {}, text, 1
    return {str(key): value for key, value in values.items()}, text[found.end() :], 1 + found[0].count("\n")


class _Loader(yaml.SafeLoader):
    """Dates stay text, as the author wrote them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
