"""Local files that slides name: found, given names by their content, and copied once for the whole site."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from slidegen.disk import Disk
from slidegen.errors import DeckError, Location
from slidegen.lock import Lock, url_of
from slidegen.pictures import with_hints

FOLDER = "_assets"  # below the site's root
# The HTML is our serializer's: double quotes, `<` and `>` escaped inside values.
TAG = re.compile(
    r'<(?:img|video|audio|source|track|a(?! href="https?:)|iframe|embed|object|image|input|link|script)\b[^>]*>'
)
ATTRIBUTE = re.compile(r'(\s(?:src|href|poster|data|data-src)=")([^"]*)"')
SRCSET = re.compile(r'(\ssrcset=")([^"]*)"')
SRC = re.compile(r'\ssrc="([^"?#]*)')
LISTS = ("data-background-image", "data-background-video")  # reveal.js takes several, with commas between
SLIDE_ATTRIBUTES = (*LISTS, "data-background-iframe")
# what reveal.js takes for a picture in its short form `data-background`
PICTURE = re.compile(r"\.(?:svg|png|jpg|jpeg|gif|bmp|webp)(?:[?#\s]|$)", re.I)
MEDIA = re.compile(r"<(?:img|video|audio|source)\b")
OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\?|$")
HTML_PAGE = (".html", ".htm")
UNFIT = re.compile(r"[^\w-]+")  # for an address


@dataclass(frozen=True, slots=True)
class Problem:
    """An address that does not give what its author wants: the rule's name, the address, what to say and do."""

    rule: str
    address: str
    message: str
    hint: str


@dataclass(slots=True)
class Assets:
    """The local files of one deck, gathered while its slides are rendered.

    Args:
        folder: the deck file's folder, which relative addresses start from.
        root: the project's folder; files outside both are not copied, as they may be private.
        pages: other decks' files, to the address of their page seen from this deck's page.
        top: the site's root, seen from this deck's page.
        disk: what is known of the disk.
        lock: which remote pictures and videos have copies here.
        eager: how many slides load their pictures at once; the others' are lazy. None: pictures stay as written.

    Attributes:
        files: the files to copy, by their address below the site's root.
        seen: every path that was looked for, there or not.
        links: of those, other decks' files with the address that is linked instead.
        remote: pictures and videos from elsewhere as the lock names them, with their places; `unfetched` are
            those without a copy.
    """

    folder: Path
    root: Path | None = None
    pages: Mapping[Path, str] = field(default_factory=dict)
    top: str = "../"
    disk: Disk = field(default_factory=Disk)
    eager: int | None = None
    lock: Lock | None = None
    files: dict[str, Path] = field(default_factory=dict)
    seen: set[Path] = field(default_factory=set)
    links: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)
    remote: dict[str, Location] = field(default_factory=dict)
    unfetched: list[str] = field(default_factory=list)
    _written: dict[str, str] = field(default_factory=dict)
    _slides: int = 0
    _tops: list[str] = field(default_factory=list)

    def next_slide(self) -> None:
        """What follows is another slide's."""
        self._slides += 1

    def html(self, text: str) -> str:
        """The slide's HTML with local addresses replaced by the copies' addresses."""
        return TAG.sub(self._tag, text)

    def attrs(self, attrs: Mapping[str, str]) -> dict[str, str]:
        """The slide's attributes, likewise."""
        return {name: self._attribute(name, value) for name, value in attrs.items()}

    def address(self, address: str) -> str:
        """Where the page finds this file; an address that is not local stays as it is."""
        if address.startswith("demo:"):
            hint = "write ![...](demo:...), or data-background-iframe in the slide's comment"
            self._problem("stray-demo", address, f"{address} shows no demo here", hint)
        if OUTSIDE.match(address) or address.startswith(f"{self.top}_slidegen/"):
            return address
        if known := self._known.get(address):
            return known
        path, mark, rest = _cut(address)
        said = len(self.problems)
        try:
            found = self._local(address, unquote(path).lstrip("/"))
        except (OSError, ValueError, RuntimeError):  # a name the file system cannot hold, links in a circle
            self._missing(address)
            return address
        result = address if found is None else found + mark + rest
        if len(self.problems) == said:  # else it is said again at the next place
            self._known[address] = result
        return result

    def medium(self, address: str) -> str:
        """The same for a picture or video, of which the project may have a copy."""
        url = url_of(address)
        if url is None or self.lock is None:
            return self.address(address)
        self._written.setdefault(url, address)
        self.seen.add(self.lock.path)
        entry = self.lock.entries.get(url)
        file = self.lock.file(entry) if entry else None
        if file is not None:
            self.seen.add(file)
        if entry is None or file is None or self.disk.kind(file) != "file":
            self.unfetched += [url] * (url not in self.unfetched)
            return address
        if self.disk.digest(file) != entry.sha256:
            hint = "`slidegen fetch --update` fetches it anew"
            message = f"this copy of {url} is not the file of slidegen.lock"
            raise DeckError(message, where=Location(Path(entry.file)), hint=hint)
        mark = address.find("#")
        return self._add(file) + (address[mark:] if mark >= 0 else "")

    def locate(self, markdown: str, where: Location) -> None:
        """Note where remote pictures and videos stand; called after each text, which begins at `where`."""
        for url, address in self._written.items():
            self.remote.setdefault(url, place_of(address, markdown, where))
        self._written.clear()

    def _local(self, address: str, path: str) -> str | None:
        file = self.folder / path
        self.seen.add(file)
        if page := self.pages.get(self.disk.real(file)):
            self.links[file] = page
            return page
        kind = self.disk.kind(file)
        if kind == "none":
            self._missing(address)
        if kind != "file":
            return None
        if not self._inside(file):
            hint = "move it into the project's folder"
            self._problem(
                "outside-file", address, f"{address} lies outside the project and is not copied", hint
            )
            return None
        if file.suffix.lower() in HTML_PAGE:
            hint = "put all it needs into the one file"
            self._problem("html-file", address, f"{address} is copied without the files that it loads", hint)
        return self._add(file)

    def _inside(self, file: Path) -> bool:
        """By the path as written: a link that the user made inside the project may lead out of it."""
        path = os.path.abspath(file)  # noqa: PTH100  # resolve() would follow links
        if not self._tops:
            self._tops = [
                os.path.join(os.path.abspath(top), "")  # noqa: PTH100, PTH118  # a thousand pictures ask
                for top in (self.folder, self.root)
                if top
            ]
        return any(path.startswith(top) for top in self._tops)

    def _missing(self, address: str) -> None:
        hint = "addresses are relative to the deck's own folder"
        self._problem("missing-file", address, f"no such file: {address}", hint)

    def _problem(self, rule: str, address: str, message: str, hint: str) -> None:
        self.problems.append(Problem(rule, address, message, hint))

    def _add(self, file: Path) -> str:
        digest = self.disk.digest(file)[:10]
        stem = UNFIT.sub("-", file.stem.removesuffix(f".{digest}")).strip("-") or "file"
        name = f"{FOLDER}/{stem}.{digest}{file.suffix.lower()}"
        self.files.setdefault(name, file)
        return self.top + name

    def _attribute(self, name: str, value: str) -> str:
        if name in LISTS:
            return ",".join(self.medium(one.strip()) for one in value.split(","))
        if name in SLIDE_ATTRIBUTES or (name == "data-background" and PICTURE.search(value)):
            # a demo in the background is embedded by the renderer
            return (
                value
                if name == "data-background-iframe" and value.startswith("demo:")
                else (self.address(value) if name == "data-background-iframe" else self.medium(value))
            )
        if name == "data-background" and value.startswith("demo:"):
            self.address(value)
        return value

    def _tag(self, tag: re.Match[str]) -> str:
        find = self.medium if MEDIA.match(tag[0]) else self.address
        text = ATTRIBUTE.sub(lambda found: _replaced(found, find), tag[0])
        if "srcset=" in text:
            text = SRCSET.sub(self._srcset, text)
        return text if self.eager is None or not text.startswith("<img") else self._hinted(text, self.eager)

    def _hinted(self, tag: str, eager: int) -> str:
        src = SRC.search(tag)
        file = self.files.get(html.unescape(src[1]).removeprefix(self.top)) if src else None
        return with_hints(tag, self.disk.picture_size(file) if file else None, lazy=self._slides > eager)

    def _srcset(self, found: re.Match[str]) -> str:
        """`a.png 1x, b.png 2x`: an address and its size, several with commas between."""
        parts = [part.split() for part in html.unescape(found[2]).split(",") if part.strip()]
        text = ", ".join(" ".join([self.medium(part[0]), *part[1:]]) for part in parts)
        return f'{found[1]}{html.escape(text, quote=True)}"'


def place_of(address: str, markdown: str, where: Location) -> Location:
    """The line of a text, which begins at `where`, on which an address stands."""
    for written in (address, address.replace("&", "&amp;"), unquote(address)):
        if (offset := markdown.find(written)) >= 0:
            return where.below(markdown.count("\n", 0, offset))
    return where


def _replaced(found: re.Match[str], find: Callable[[str], str]) -> str:
    return f'{found[1]}{html.escape(find(html.unescape(found[2])), quote=True)}"'


def _cut(address: str) -> tuple[str, str, str]:
    """Path, `?` or `#`, and what stands behind it."""
    found = re.search(r"[?#]", address)
    return (address[: found.start()], found[0], address[found.end() :]) if found else (address, "", "")
