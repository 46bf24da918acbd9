"""YAML as reveal-md reads it; loaded only for text that is more than plain lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from slidegen.deck.settings import Values
from slidegen.errors import DeckError, Location

# YAML 1.2, as reveal-md reads it: `no` is a language and 12:30 is text
SCALARS = {
    "tag:yaml.org,2002:bool": (re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), "tTfF"),
    "tag:yaml.org,2002:int": (
        re.compile(r"[-+]?(?:0|[1-9][0-9]*|0x[0-9a-fA-F]+|0o?[0-7]+)$"),
        "-+0123456789",
    ),
    "tag:yaml.org,2002:float": (
        re.compile(
            r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.inf|\.nan)$"
        ),
        "-+.0123456789",
    ),
}


def parse(text: str, path: Path, first_line: int, what: str) -> Any:
    """See `slidegen.deck.frontmatter.read_yaml`."""
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise DeckError(
            f"{what} holds U+{error.character:04X}, which YAML does not allow", where=Location(path, line)
        ) from None
    try:
        node = loader.get_single_node()
        lines, written = _written(node, first_line) if isinstance(node, yaml.MappingNode) else ({}, {})
        values = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise DeckError(
            f"{what} is not valid YAML: {error.problem or error}",
            where=Location(path, line),
            hint="quote a value that holds `: `, `#` or a leading `*`",
        ) from None
    except Exception as error:  # PyYAML's own constructors raise whatever int() and float() do
        said = " ".join(str(error).split())[:200]
        raise DeckError(f"{what} is not valid YAML: {said}", where=Location(path, first_line)) from None
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        return values
    return Values({str(key): value for key, value in values.items()}, lines, written)


def _written(node: yaml.MappingNode, first_line: int) -> tuple[dict[str, int], dict[str, str]]:
    """The line of each key, and plain values as they are written: 1.10 is not 1.1 in a title."""
    keys = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    lines = {key.value: first_line + key.start_mark.line for key, _ in keys}
    written = {key.value: value.value for key, value in keys if isinstance(value, yaml.ScalarNode)}
    return lines, written


class _Loader(yaml.SafeLoader):
    """Dates stay text, as the author wrote them."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]]


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag not in (*SCALARS, "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, (_regex, _first) in SCALARS.items():
    _Loader.add_implicit_resolver(_tag, _regex, list(_first))
