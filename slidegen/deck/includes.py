"""Other Markdown files in the place of `<!-- include: parts/intro.md -->`, with the way back to their lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from slidegen.deck.addresses import moved
from slidegen.deck.excerpt import excerpt
from slidegen.deck.expanded import Expanded
from slidegen.deck.fencefiles import fence_files, moved_files
from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.frontmatter import split_front_matter
from slidegen.deck.read import read_text
from slidegen.errors import DeckError, Location, similar
from slidegen.model import Finding, LineMap

WORD = "include:"
DIRECTIVE = re.compile(r"<!--[ \t]*include:[ \t]*(.*?)[ \t]*-->")
ARGUMENTS = re.compile(r"""(?:"([^"\n]+)"|'([^'\n]+)'|(\S+))((?:[ \t]+[^\n]*)?)\Z""")
LINES = re.compile(r"lines=(\S+)\Z")
DEEPEST = 30  # files inside each other
MOST = 1_000  # includes in one deck
LONGEST = 5_000_000  # characters of one deck


@dataclass(frozen=True, slots=True)
class _Include:
    """A directive: the lines' offsets it takes the place of, its indentation, and what it says."""

    start: int
    end: int
    indent: str
    said: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file on the way to the current one: what messages call it, and its offset and line of text."""

    path: Path
    label: Path
    text: str
    first_line: int

    def at(self, offset: int) -> Location:
        return Location(self.label, self.first_line + self.text.count("\n", 0, offset))


def expand(text: str, path: Path, label: Path, first_line: int = 1, root: Path | None = None) -> Expanded:
    """Fill in the includes of a deck's text.

    Args:
        text: the deck without its front matter.
        path: the deck's file.
        label: how messages name it.
        first_line: the line, from 1, on which `text` starts in the file.
        root: the project's folder; only files in it, or below the deck's own folder, are included.

    Raises:
        DeckError: a file is missing, outside the project or includes itself, or the text grows too long.
    """
    if WORD not in text:
        return Expanded(text)
    work = _Expansion((path.parent, root or path.parent), path.parent)
    work.add(_File(path, label, text, first_line), ())
    lines = LineMap(label, tuple(work.starts), tuple(work.places)) if work.sources else LineMap()
    return Expanded("".join(work.parts), lines, tuple(work.sources), tuple(work.findings))


def named(path: Path) -> set[Path]:
    """All files that a file's includes and code fences name, whether or not they can be read.

    That is what a preview has to watch.
    """
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        one = waiting.pop()
        try:
            text = one.read_text("utf-8", errors="replace")
        except (OSError, ValueError):
            continue
        found.update(one.parent / name for name in fence_files(text) if "\0" not in name)
        for include in _includes(text) if WORD in text else ():
            target = _target(one, include.said)
            if target is not None and target not in found and len(found) < MOST:
                found.add(target)
                waiting.append(target)
    return found


def _includes(text: str) -> Iterator[_Include]:
    """The directives that stand on lines of their own, outside code and other comments."""
    for found in _comments(text):
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end + 1
        indent = text[start : found.start()]
        if not indent.strip() and not text[found.end() : end].strip():
            yield _Include(start, end, indent, found[1])


def _comments(text: str) -> Iterator[re.Match[str]]:
    fences = closed_fences(text)
    position = 0
    while (position := text.find("<!--", position)) >= 0:
        end = text.find("-->", position)
        if fence := inside(fences, position):
            position = fence.end
        elif _in_code_span(text, position) or end < 0:
            position += 4
        else:
            if found := DIRECTIVE.match(text, position, end + 3):
                yield found
            position = end + 3


def _in_code_span(text: str, offset: int) -> bool:
    return text.count("`", text.rfind("\n", 0, offset) + 1, offset) % 2 == 1


def _target(path: Path, said: str) -> Path | None:
    found = ARGUMENTS.match(said)
    if not found or "\0" in said:
        return None
    name = (found[1] or found[2] or found[3]).partition("#")[0]
    return Path(os.path.normpath(path.parent / name))


@dataclass(slots=True)
class _Expansion:
    """Gathers the expanded text; `parts`, `starts` and `places` grow in step with its lines."""

    allowed: tuple[Path, ...]
    folder: Path
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
    sources: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    line: int = 0
    length: int = 0
    count: int = 0

    def add(self, file: _File, chain: tuple[tuple[Path, Location], ...], indent: str = "") -> None:
        """Append a file's text; `chain` are the files around it with the places of their includes."""
        self.line = self.line or file.first_line
        end = 0
        for one in _includes(file.text):
            self._text(file, end, one.start, indent)
            self._include(file, one, chain, indent)
            end = one.end
        self._text(file, end, len(file.text), indent)

    def _text(self, file: _File, start: int, end: int, indent: str) -> None:
        text = file.text[start:end]
        if not text:
            return
        self.starts.append(self.line)
        self.places.append(file.at(start))
        if indent:
            text = re.sub(r"^(?=[^\n])", indent, text, flags=re.M)
        self.parts.append(text)
        self.line += text.count("\n")
        self.length += len(text)

    def _include(
        self, file: _File, one: _Include, chain: tuple[tuple[Path, Location], ...], indent: str
    ) -> None:
        where = file.at(one.start)
        chain = (*chain, (file.path, where))
        path, fragment, lines = self._arguments(file, one.said, where)
        self._check(path, where, chain)
        self.count += 1
        if path not in self.sources:
            self.sources.append(path)
        label = Path(os.path.normpath(file.label.parent / os.path.relpath(path, file.path.parent)))
        text = read_text(path, label)
        front, body, first = split_front_matter(text, label)
        if front:
            hint = "the deck's own front matter counts; move them there"
            message = f"settings of an included file are ignored: {', '.join(front)}"
            self.findings.append(Finding("included-settings", message, Location(label, 1), hint))
        body, first = excerpt(body, first, fragment, lines, where)
        folder = os.path.relpath(path.parent, self.folder)
        body = moved_files(moved(body.rstrip("\n") + "\n", folder), folder)
        self.add(_File(path, label, body, first), chain, indent + one.indent)
        if self.length > LONGEST:
            raise DeckError(f"with its includes the deck is longer than {LONGEST:,} characters", where=where)

    def _arguments(self, file: _File, said: str, where: Location) -> tuple[Path, str, str]:
        found = ARGUMENTS.match(said)
        if not found or "\0" in said:
            raise DeckError("include: which file?", where=where, hint="<!-- include: parts/intro.md -->")
        lines = LINES.match(found[4].strip())
        if found[4].strip() and not lines:
            raise DeckError(
                f"include: {found[4].strip()!r} is not understood",
                where=where,
                hint='lines=5-20 may follow the path; quote a path with spaces: "my intro.md"',
            )
        name, _, fragment = (found[1] or found[2] or found[3]).partition("#")
        return Path(os.path.normpath(file.path.parent / name)), fragment, lines[1] if lines else ""

    def _check(self, path: Path, where: Location, chain: tuple[tuple[Path, Location], ...]) -> None:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  # as in `assets`: links may lead out
        if not any(absolute.is_relative_to(top.absolute()) for top in self.allowed):
            hint = "move it into the project's folder"
            raise DeckError(f"{path} lies outside the project and is not included", where=where, hint=hint)
        if not _is_file(path):
            raise DeckError(f"no such file to include: {path.name}", where=where, hint=_hint(path))
        around = [file.resolve() for file, _ in chain]
        if path.resolve() in around:
            names = " -> ".join(str(place) for _, place in chain[around.index(path.resolve()) :])
            raise DeckError(
                f"files include each other in a circle: {names} -> {chain[around.index(path.resolve())][1].path}",
                where=where,
                hint="take one of these includes out",
            )
        if len(chain) > DEEPEST or self.count >= MOST:
            raise DeckError(
                f"too many includes: more than {MOST:,}, or {DEEPEST} inside each other", where=where
            )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _hint(path: Path) -> str:
    try:
        beside = [one.name for one in path.parent.iterdir() if one.is_file()]
    except OSError:
        return f"there is no folder {path.parent}; paths are relative to the file that includes"
    close = similar(path.name, beside, 0.6)
    return f"did you mean {close[0]!r}?" if close else "paths are relative to the file that includes"
