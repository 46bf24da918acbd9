r"""The macros that a deck defines, as users of MathJax and KaTeX write them.

    macros: {"\\R": "\\mathbb{R}", "\\vec": "\\boldsymbol{#1}"}

Those of reveal.js's own plugins are read as well: `revealOptions.katex.macros`, `.mathjax3.tex.macros`,
`.math.TeX.Macros` and their kin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slidegen.errors import DeckError, Location

NAME = re.compile(r"\\?([A-Za-z]+|[^A-Za-z\s])\Z")
PLUGINS = ("math", "katex", "mathjax2", "mathjax3", "mathjax4")
INSIDE = ("tex", "TeX", "config", "options")
BRACES = re.compile(r"\\.|[{}]", re.S)


@dataclass(frozen=True, slots=True)
class Macros:
    """Definitions by name, without the backslash: the deck's own, and those of reveal.js's plugins that can be used.

    `problems` say what is wrong with the others, each with the macro's name as the author wrote it.
    """

    own: Mapping[str, str]
    plugins: Mapping[str, str]
    problems: tuple[tuple[str, str], ...] = ()


def macros_of(options: Mapping[str, Any], label: Path, folder: Path) -> Macros:
    """The macros that a deck's settings define.

    Args:
        options: the deck's settings.
        label: the deck's file, as messages name it.
        folder: the deck's folder, from which slidegen.toml is looked for when a message needs its line.

    Raises:
        DeckError: one of the deck's own has an impossible name or definition.
    """
    own = options.get("macros") or {}
    if not isinstance(own, Mapping):
        raise error("macros must be a mapping of commands to TeX", "macros", label, folder)
    found, wrong = _read(own)
    if wrong:
        raise error(f"the macro {wrong[0][0]!r} {wrong[0][1]}", wrong[0][0], label, folder)
    plugins, wrong = _read({name: value for given in _of_plugins(options) for name, value in given.items()})
    return Macros(found, plugins, tuple(wrong))


def _read(macros: Mapping[Any, Any]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    found: dict[str, str] = {}
    wrong = []
    for name, value in macros.items():
        key, definition, problem = _macro(str(name), value)
        if problem:
            wrong.append((str(name), problem))
        else:
            found[key] = definition
    return found, wrong


def _of_plugins(options: Mapping[str, Any]) -> Iterator[Mapping[Any, Any]]:
    for source in (options.get("revealOptions"), options):
        if isinstance(source, Mapping):
            for plugin in PLUGINS:
                yield from _inside(source.get(plugin), 0)


def _inside(value: Any, depth: int) -> Iterator[Mapping[Any, Any]]:
    if not isinstance(value, Mapping) or depth > 2:
        return
    for name in ("macros", "Macros"):
        if isinstance(value.get(name), Mapping):
            yield value[name]
    for name in INSIDE:
        yield from _inside(value.get(name), depth + 1)


def _macro(name: str, value: Any) -> tuple[str, str, str]:
    """Name, definition and what is wrong with them."""
    found = NAME.match(name)
    if not found:
        return "", "", "has a name that TeX cannot read: letters only, such as \\R"
    definition, wanted = value, None
    if isinstance(value, list) and value:  # MathJax: [definition, number of arguments]
        definition, wanted = value[0], value[1] if len(value) > 1 else 0
        if len(value) > 2:
            return "", "", "has a default argument, which is not supported: leave it out"
    if isinstance(definition, bool) or not isinstance(definition, str | int | float):
        return "", "", f"must be a string of TeX, not {value!r}"
    return found[1], str(definition), _problem(str(definition), wanted)


def _problem(definition: str, wanted: Any) -> str:
    depth = 0
    for brace in BRACES.findall(definition):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    if depth:
        return f"has braces that do not match: {definition}"
    highest = max((int(digit) for digit in re.findall(r"(?<!\\)#(\d)", definition)), default=0)
    if re.search(r"(?<!\\)#(?!\d)", definition) or (isinstance(wanted, int) and highest > wanted):
        return f"uses an argument that it does not have: {definition}"
    return ""


def place_of(name: str, label: Path, folder: Path) -> Location:
    """The line of the deck's front matter, or of slidegen.toml, that names the macro."""
    bare = re.escape(name.lstrip("\\"))
    pattern = re.compile(rf"""(?<![A-Za-z])\\*{bare}["']?\s*[:=]""")
    project = (top / "slidegen.toml" for top in (folder.absolute(), *folder.absolute().parents))
    for path in (label, *project):
        for number, line in enumerate(_lines(path), 1):
            if number > 1 and line.startswith("---"):
                break
            if pattern.search(line):
                return Location(path, number)
    return Location(label, 1)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def error(message: str, name: str, label: Path, folder: Path) -> DeckError:
    """A mistake in the macro of that name, at its line."""
    hint = 'macros: {"\\\\R": "\\\\mathbb{R}", "\\\\vec": "\\\\boldsymbol{#1}"}'
    return DeckError(message, where=place_of(name, label, folder), hint=hint)
