"""A user's style sheet made fit for a site: one file, its imports in it and its pictures and fonts beside it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from slidegen.errors import DeckError, Location
from slidegen.model import Finding

TARGET = "_slidegen/themes/"
OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|$")
TOKEN = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))
    |@import\s+(?:url\(\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^"')\s;]+))\s*\)?(?P<media>[^;]*)(?:;|\Z)
    |url\(\s*(?P<mark>["']?)(?P<file>[^"')]*)(?P=mark)\s*\)
    |@charset[^;]*;
    |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.S | re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet and the files it needs, by address in the site; `sources` are those it was made from."""

    css: str
    address: str
    files: Mapping[str, bytes | Path]
    sources: frozenset[Path]
    findings: tuple[Finding, ...]


def bundle(
    path: Path,
    library: Sequence[Path] = (),
    inside: Sequence[Path] = (),
    layer: str = "",
    needs_layer: Callable[[str], bool] = lambda _: False,
) -> Sheet:
    """The style sheet `path`, whole.

    Args:
        path: the file.
        library: folders in which `@import` also looks for a name, in that order.
        inside: folders whose files may be copied; others may be private.
        layer: a file of the library that comes before a style sheet for which
        needs_layer: is true, unless that imports it itself.

    Raises:
        DeckError: the file cannot be read.
    """
    work = _Bundle(tuple(library), tuple(inside))
    css = work.file(path)
    if needs_layer(css) and not any(source.name == layer for source in work.sources):
        css = work.file(next(folder / layer for folder in library if (folder / layer).is_file())) + css
    content = css.encode()
    name = f"{TARGET}{_hashed(path, content)}"
    return Sheet(css, name, {name: content, **work.files}, frozenset(work.sources), tuple(work.findings))


@dataclass(slots=True)
class _Bundle:
    library: tuple[Path, ...]
    inside: tuple[Path, ...]
    files: dict[str, bytes | Path] = field(default_factory=dict)
    sources: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def file(self, path: Path) -> str:
        """The style sheet with everything it imports in it; one that was there before is left out."""
        full = Path(os.path.normpath(path.absolute()))
        if full in self.sources:
            return ""
        self.sources.add(full)
        try:
            text = full.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            hint = "it must be a text file in UTF-8"
            raise DeckError("the style sheet cannot be read", where=Location(path), hint=hint) from error
        return TOKEN.sub(lambda token: self._token(token, path, text), text)

    def _token(self, token: re.Match[str], path: Path, text: str) -> str:
        where = Location(path, text.count("\n", 0, token.start()) + 1)
        if token["media"] is not None:
            address = token["double"] or token["single"] or token["bare"] or ""
            return self._import(address, token["media"].strip(), where)
        if token["file"] is not None:
            return self._url(token["file"].strip(), token[0], where)
        return "" if token[0].lower().startswith("@charset") else token[0]

    def _import(self, address: str, media: str, where: Location) -> str:
        if OUTSIDE.match(address):
            message = f"{address} lies elsewhere and is left out: a hall may have no network"
            self._say("outside-style", message, where, "download it and import the file")
            return ""
        places = [folder / unquote(address) for folder in (where.path.parent, *self.library)]
        found = next((place for place in places if _is_file(place)), None)
        if found is None:
            self.sources.add(Path(os.path.normpath(places[0].absolute())))
            self._say("missing-file", f"no such file: {address}", where, "it is relative to the style sheet")
            return ""
        css = self.file(found)
        return f"@media {media} {{\n{css}\n}}" if media else css

    def _url(self, address: str, token: str, where: Location) -> str:
        if address.startswith(("http:", "https:", "//")):
            message = f"{address} lies elsewhere: without a network it is not shown"
            self._say("outside-style", message, where, "download it and name the file")
        if OUTSIDE.match(address):
            return token
        name, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", address, re.S).groups()  # type: ignore[union-attr]
        file = Path(os.path.normpath((where.path.parent / unquote(name)).absolute()))
        self.sources.add(file)
        if not _is_file(file):
            self._say("missing-file", f"no such file: {address}", where, "it is relative to the style sheet")
            return token
        if not any(file.is_relative_to(top.absolute()) for top in self.inside):
            hint = "move it into the project's folder"
            self._say("outside-file", f"{address} lies outside the project and is not copied", where, hint)
            return token
        target = _hashed(file, file.read_bytes())
        self.files[TARGET + target] = file
        return f'url("{target}{mark}{rest}")'

    def _say(self, rule: str, message: str, where: Location, hint: str) -> None:
        self.findings.append(Finding(rule, message, where, hint))


def _hashed(path: Path, content: bytes) -> str:
    stem = re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "file"
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix.lower()}"


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113  # false for a name that is too long, where is_file() raises
