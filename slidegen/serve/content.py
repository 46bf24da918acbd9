"""What an address of a site in memory stands for: its bytes, their type, tag and ranges. No sockets."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from slidegen.model import Site

CHUNK = 1 << 18
# Stated here because the table of the machine may lack them or, on Windows, be wrong about .js.
TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".wgsl": "text/plain",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
TEXT = ("application/json", "application/toml", "image/svg+xml")


def content_type(name: str) -> str:
    """The Content-Type of a file by its name, with `charset=utf-8` for text."""
    suffix = Path(name).suffix.lower()
    kind = TYPES.get(suffix) or mimetypes.guess_type("x" + suffix)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in TEXT else kind


@dataclass(frozen=True, slots=True)
class Content:
    """One file ready to be sent: `size` in bytes and an entity tag that changes with the bytes."""

    name: str
    source: bytes | Path
    size: int
    etag: str

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to but not including `stop`, in pieces. Raises OSError."""
        if isinstance(self.source, bytes):
            yield self.source[start:stop]
            return
        with self.source.open("rb") as file:
            file.seek(start)
            while start < stop and (piece := file.read(min(CHUNK, stop - start))):
                start += len(piece)
                yield piece


class SiteIndex:
    """A site by address. It knows the site's files and nothing else of the disk."""

    def __init__(self, site: Site) -> None:
        self._files = site.files
        self._tags: dict[str, str] = {}
        self._folders = {
            name[:end] for name in site.files for end, letter in enumerate(name) if letter == "/"
        }

    def find(self, target: str) -> Content | str | None:
        """Look up the path of a request, percent-encoded and without its query.

        Returns the content; for a folder without its slash the address to go to; None if unknown.
        """
        try:
            name = unquote(target, errors="strict").removeprefix("/")
        except UnicodeDecodeError:
            return None
        if not name or name.endswith("/"):
            name += "index.html"
        if name in self._files:
            return self._content(name)
        return f"/{quote(name)}/" if name in self._folders else None

    def _content(self, name: str) -> Content | None:
        source = self._files[name]
        if isinstance(source, bytes):
            if name not in self._tags:
                self._tags[name] = hashlib.sha256(source).hexdigest()[:20]
            return Content(name, source, len(source), f'"{self._tags[name]}"')
        try:
            stat = source.stat()
        except OSError:
            return None
        return Content(name, source, stat.st_size, f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"')


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """The one range a `Range:` header asks for as (start, stop); None if it is to be ignored.

    Raises ValueError where the range lies outside the content (answer 416). Several ranges at once
    are ignored, as RFC 9110, section 14.2 allows.
    """
    match = re.fullmatch(r"bytes=\s*(\d*)-(\d*)\s*", header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= stop:
        raise ValueError(header)
    return start, stop
