"""Attribute lists: `.class`, `#id` and `key=value`, as Pandoc writes them between braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: one of them
ITEM = r"""(?:[.#][\w:-]+|[A-Za-z_][\w:.-]*=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+))"""
#: all of them with their braces
LIST = re.compile(rf"\{{[ \t]*{ITEM}(?:(?:[ \t]+|(?=[.#])){ITEM})*[ \t]*\}}")
_ITEM = re.compile(ITEM)


def parse(text: str) -> dict[str, str]:
    """The attributes that the text names, with or without braces; classes are joined by spaces."""
    return merge(*(_one(item) for item in _ITEM.findall(text)))


def merge(*lists: Mapping[str, str]) -> dict[str, str]:
    """One mapping: classes add up, of everything else the last counts."""
    result: dict[str, str] = {}
    for one in lists:
        for name, value in one.items():
            both = name == "class" and "class" in result
            result[name] = f"{result['class']} {value}" if both else value
    return result


def _one(item: str) -> dict[str, str]:
    if item[0] == ".":
        return {"class": item[1:]}
    if item[0] == "#":
        return {"id": item[1:]}
    name, _, value = item.partition("=")
    return {name: value[1:-1] if value[0] in "\"'" else value}
