"""Findings that the author has silenced: by a comment in the deck, a line of front matter, or slidegen.toml.

- `<!-- slidegen: ignore RULE, RULE -->` behind text silences its own line; alone on a line, that line and the
  next one with text.
- `<!-- slidegen: ignore-slide RULE -->` silences the slide it stands on.
- `# slidegen: ignore RULE` in the front matter silences the deck; `[check] ignore = ["RULE"]` in slidegen.toml
  the project.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.frontmatter import BLOCK
from slidegen.deck.prose import comments
from slidegen.errors import Location, similar
from slidegen.lint import known_names
from slidegen.model import Deck, Finding

COMMENT = re.compile(r"[ \t]*slidegen:([^\n]*)")
LINE = r"(?m)^[ \t]*#[ \t]*slidegen:[ \t]*([^\n]*)$"
ORDER = re.compile(r"(ignore|ignore-slide)\b(?!-)(.*)")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One name that is silenced: on these lines of a file, or everywhere (`lines` is None)."""

    name: str
    where: Location
    lines: frozenset[int] | range | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is meant."""
        if finding.rule != self.name:
            return False
        if self.lines is None:
            return True
        return finding.where.path == self.where.path and (finding.where.line or 0) in self.lines


def kept(
    deck: Deck, findings: Iterable[Finding], *, judged: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """The findings that are not silenced, and what is wrong with the ignores themselves.

    Args:
        deck: the deck that they are of.
        findings: everything that was found in it.
        judged: the rules that ran; an ignore of one of these that silences nothing is a finding. None: say
            nothing of such ignores.
    """
    found = tuple(findings)
    ignores, problems = _gather(deck)
    everywhere = frozenset(project_ignores(deck.options))
    if not ignores and not everywhere:
        return (*found, *problems)
    left, used = [], set()
    for finding in found:
        hits = [one for one in ignores if one.covers(finding)]
        used.update(hits)
        if not hits and finding.rule not in everywhere:
            left.append(finding)
    unused = [_unused(one) for one in ignores if one not in used and one.name in (judged or ())]
    return (*left, *problems, *unused)


def project_ignores(options: Mapping[str, Any]) -> Sequence[str]:
    """`[check] ignore` of slidegen.toml."""
    table = options.get("check")
    names = table.get("ignore") if isinstance(table, Mapping) else None
    return [str(name) for name in names] if isinstance(names, list) else []


def unknown(name: str, where: Location) -> Finding:
    """An ignore of a rule that does not exist."""
    close = similar(name, known_names(), 0.6)
    hint = f"did you mean {close[0]!r}?" if close else "`slidegen check --list` names them all"
    return Finding("unknown-ignore", f"there is no rule called {name!r} to ignore", where, hint)


def _unused(ignore: Ignore) -> Finding:
    message = f"nothing to ignore here: {ignore.name}"
    return Finding("unused-ignore", message, ignore.where, "take the ignore out")


def _gather(deck: Deck) -> tuple[list[Ignore], list[Finding]]:
    ignores: list[Ignore] = []
    problems: list[Finding] = []
    for where, text, lines in _orders(deck):
        order = ORDER.fullmatch(text)
        names = re.split(r"[\s,]+", order[2].strip()) if order and order[2].strip() else []
        if not names:
            message = f"`slidegen: {text}` is not understood"
            hint = "write `slidegen: ignore RULE`, or `slidegen: ignore-slide RULE`"
            problems.append(Finding("unknown-ignore", message, where, hint))
        whole = _slide_lines(deck, where) if order and order[1] == "ignore-slide" else lines
        for name in names:
            if name in known_names():
                ignores.append(Ignore(name, where, whole))
            else:
                problems.append(unknown(name, where))
    return ignores, problems


def _orders(deck: Deck) -> Iterator[tuple[Location, str, frozenset[int] | None]]:
    """Place and text of each order, and the lines it is about (None: the deck)."""
    if "slidegen:" in deck.source:
        front = BLOCK.match(deck.source)
        for found in re.finditer(LINE, front[0]) if front else ():
            yield Location(deck.label, deck.source.count("\n", 0, found.start(1)) + 1), found[1].strip(), None
        yield from _comments(deck.source, deck.label)


def _comments(text: str, path: Path) -> Iterator[tuple[Location, str, frozenset[int]]]:
    fences = closed_fences(text)
    orders = [
        (start, end, found[1].strip())
        for start, end, said in comments(text)
        if (found := COMMENT.fullmatch(said))
    ]
    follows = _follows(text, [(start, end) for start, end, _ in orders])
    number = last = 0
    for start, _, order in orders:
        number, last = number + text.count("\n", last, start), start
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if not inside(fences, start) and before.count("`") % 2 == 0:
            covered = {number, follows.get(number, number)}
            yield Location(path, number + 1), order, frozenset(one + 1 for one in covered)


def _follows(text: str, orders: Sequence[tuple[int, int]]) -> Mapping[int, int]:
    """For each line that holds nothing but orders, the next one with text."""
    parts, last = [], 0
    for start, end in orders:
        parts.append(text[last:start])
        last = end
    lines = "".join([*parts, text[last:]]).split("\n")
    found: dict[int, int] = {}
    after = len(lines) - 1
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].strip():
            after = number
        else:
            found[number] = after
    return found


def _slide_lines(deck: Deck, where: Location) -> range:
    """The lines from the start of the slide on which this place lies to the start of the next."""
    starts = sorted({slide.where.line or 1 for slide in deck.slides} | {1})
    index = bisect_right(starts, where.line or 1)
    return range(starts[index - 1], starts[index] if index < len(starts) else 1 << 40)
