"""Local files that slides name: found, given names by their content, and copied beside the deck's page."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

# The HTML is our serializer's: double quotes, `<` and `>` escaped inside values.
TAG = re.compile(r"<(?:img|video|audio|source|track|a|iframe|embed|object|image)\b[^>]*>")
ATTRIBUTE = re.compile(r'(\s(?:src|href|poster|data|data-src)=")([^"]*)"')
SLIDE_ATTRIBUTES = ("data-background-image", "data-background-video", "data-background-iframe")
OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\?|$")

Rewrite = Callable[[str], str]


@dataclass(slots=True)
class Assets:
    """The local files of one deck, gathered while its slides are rendered.

    Args:
        folder: the deck file's folder, which relative addresses start from.
        pages: other decks' files, to the address of their page seen from this deck's page.
        ours: where the addresses of slidegen's own files begin, seen from this deck's page.
    """

    folder: Path
    pages: Mapping[Path, str] = field(default_factory=dict)
    ours: str = "../_slidegen/"
    files: dict[str, Path] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def html(self, text: str) -> str:
        """The slide's HTML with local addresses replaced by the copies' addresses."""
        return TAG.sub(lambda tag: ATTRIBUTE.sub(self._in_tag, tag[0]), text)

    def attrs(self, attrs: Mapping[str, str]) -> dict[str, str]:
        """The slide's attributes, likewise; a background may list several files, with commas between."""
        return {
            name: ",".join(self.address(one.strip()) for one in value.split(","))
            if name in SLIDE_ATTRIBUTES and not OUTSIDE.match(value)
            else value
            for name, value in attrs.items()
        }

    def address(self, address: str) -> str:
        """Where the page finds this file; an address that is not local stays as it is."""
        if OUTSIDE.match(address) or address.startswith(self.ours):
            return address
        path, mark, rest = _cut(address)
        file = self.folder / unquote(path).lstrip("/")
        try:
            if page := self.pages.get(file.resolve()):
                return page + mark + rest
            if not file.is_file():
                if not file.is_dir():
                    self.missing.append(address)
                return address
            return self._add(file) + mark + rest
        except (OSError, ValueError):  # a name the file system cannot hold
            self.missing.append(address)
            return address

    def _add(self, file: Path) -> str:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
        stem = re.sub(r"[^\w-]+", "-", file.stem).strip("-") or "file"
        name = f"assets/{stem}.{digest}{file.suffix.lower()}"
        self.files[name] = file
        return name

    def _in_tag(self, found: re.Match[str]) -> str:
        return f'{found[1]}{html.escape(self.address(html.unescape(found[2])), quote=True)}"'


def _cut(address: str) -> tuple[str, str, str]:
    """Path, `?` or `#`, and what stands behind it."""
    found = re.search(r"[?#]", address)
    return (address[: found.start()], found[0], address[found.end() :]) if found else (address, "", "")
