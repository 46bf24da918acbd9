"""Code taken from a file: all of it, some lines, or a region between two marks. No file is read here."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slidegen.errors import similar

ATTRIBUTE = re.compile(r"""(?<!\S)(file|lines|region)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
# `# region name`, `// #region name`, `<!-- region name -->`, `#pragma region name`, and the same with `endregion`
LEADER = r"(?:#|//|--|;+|%+|/\*|<!--|\(\*|'|\"|REM\s)"
MARK = re.compile(
    rf"\s*(?:{LEADER}\s*#?|#)\s*(?:pragma\s+)?(end)?region\b[ \t]*:?[ \t]*(.*?)\s*(?:\*/|-->|\*\))?\s*", re.I
)
RANGE = re.compile(r"(\d*)(-?)(\d*)")


class SnippetError(ValueError):
    """What was asked for is not in the file; the words say why, `hint` what there is."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fence asks for, as it stands there."""

    file: str
    lines: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """Lines of a file, dedented, and the number of the first of them, from 1."""

    text: str
    first: int


def wanted(info: str) -> tuple[str, Wanted | None]:
    """A fence's info string without these attributes, and what they ask for; None where it names no file."""
    if "file=" not in info:
        return info, None
    values = {found[1]: found[2] or found[3] or found[4] or "" for found in ATTRIBUTE.finditer(info)}
    if "file" not in values:
        return info, None
    return " ".join(ATTRIBUTE.sub("", info).split()), Wanted(**values)


def cut(text: str, want: Wanted) -> Snippet:
    """The wanted part of a file's text.

    Raises:
        SnippetError: there are no such lines, or no such region.
    """
    if want.lines is not None and want.region is not None:
        raise SnippetError("lines= and region= exclude each other", "take one of them away")
    rows = list(enumerate(text.replace("\r\n", "\n").removesuffix("\n").split("\n"), 1))
    if want.region is not None:
        rows = _region(rows, want.region)
    elif want.lines is not None:
        rows = [rows[index - 1] for index in _numbers(want.lines, len(rows))]
    while rows and not rows[0][1].strip():
        rows = rows[1:]
    first = rows[0][0] if rows else 1
    return Snippet(textwrap.dedent("\n".join(row for _, row in rows)).rstrip() + "\n", first)


def _numbers(lines: str, count: int) -> Iterator[int]:
    """The lines of `10-24`, `7`, `30-` or `1-3,8`."""
    for part in lines.split(","):
        found = RANGE.fullmatch(part.strip())
        if not found or not (found[1] or found[3]):
            raise SnippetError(f"lines={lines} names no lines", "write lines=10-24, lines=7 or lines=1-3,8")
        first = int(found[1] or 1)
        last = int(found[3] or count) if found[2] else first
        if not 1 <= first <= last <= count:
            raise SnippetError(f"lines={lines} are not in the file", f"it has {count} lines")
        yield from range(first, last + 1)


def _region(rows: Sequence[tuple[int, str]], name: str) -> list[tuple[int, str]]:
    """The rows between the region's marks, without the marks of regions inside it."""
    names: list[str] = []
    inside: list[tuple[int, str]] = []
    depth = 0
    for row in rows:
        mark = MARK.fullmatch(row[1])
        if not mark:
            inside += [row] if depth else []
        elif depth:
            depth += -1 if mark[1] else 1
            if not depth:
                return inside
        elif not mark[1]:
            names.append(mark[2])
            depth = int(mark[2] == name)
    if depth:
        raise SnippetError(
            f"the region {name!r} has no end", "mark it with `endregion`, as a comment of its own"
        )
    raise SnippetError(f"there is no region {name!r}", _known(name, names))


def _known(name: str, names: Sequence[str]) -> str:
    close = similar(name, names, 0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"there are: {', '.join(names)}" if names else "mark one with `# region NAME` and `# endregion`"
