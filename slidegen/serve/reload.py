"""Tells open pages which version of each page is current; a page that is not reloads itself.

Versions, not events, are sent: a page that missed a message, or came back after the server did, still
finds out. Only pages served by the preview know of this; the site that is built does not.
"""

from __future__ import annotations

import hashlib
import html
import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from slidegen import resources
from slidegen.model import Page, Site
from slidegen.serve.handler import Handler

EVENTS = "_slidegen/events"
SCRIPT = "_slidegen/reload.js"
HEARTBEAT = 5.0  # seconds after which a page that has gone away is noticed
Versions = Mapping[str, str]


def versions(site: Site) -> Versions:
    """For each page a digest of all that its look depends on, by the page's address."""
    tags = {name: _tag(source) for name, source in site.files.items()}
    return {page.path: _version(page, tags) for page in site.pages}


def _version(page: Page, tags: Mapping[str, str]) -> str:
    own = page.facts.files if page.facts else {}
    total = hashlib.sha256(tags[page.path].encode())
    for name in sorted(tags):
        if name in own or (name.startswith("_slidegen/") and _uses(page, name)):
            total.update(f"{name}\0{tags[name]}\0".encode())
    return total.hexdigest()[:16]


def _uses(page: Page, name: str) -> bool:
    """Whether a shared file matters to a page: not those of demos it does not show."""
    parts = name.split("/")
    demos = set(page.facts.demos) if page.facts else set()
    if parts[1] == "demos":
        return bool(demos) and (parts[2].startswith("_") or parts[2] in demos)
    return bool(demos) or parts[1] != "pyodide"


def _tag(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    try:
        stat = source.stat()
    except OSError:
        return ""
    return f"{stat.st_mtime_ns}-{stat.st_size}"


def with_reload(site: Site, current: Versions) -> Site:
    """The site as the preview serves it: each page followed by the script that reloads it."""
    files = dict(site.files)
    files[SCRIPT] = resources.templates() / "serve" / "reload.js"
    for page in site.pages:
        source = files[page.path]
        text = source if isinstance(source, bytes) else source.read_bytes()
        files[page.path] = _inject(text, page.path, current[page.path])
    return replace(site, files=files)


def _inject(text: bytes, path: str, version: str) -> bytes:
    root = "../" * path.count("/")
    tag = f'<script src="{root}{SCRIPT}" data-page="{html.escape(path)}" data-version="{version}"></script>\n'
    start, end, rest = text.rpartition(b"</body>")
    return start + tag.encode() + end + rest if end else text + tag.encode()


class Hub:
    """Holds the current versions and sends them, now and whenever they change, to all who listen."""

    def __init__(self) -> None:
        self._message = b""
        self._number = 0
        self._open = True
        self._changed = threading.Condition()

    def publish(self, current: Versions) -> None:
        """Make these the current versions."""
        with self._changed:
            self._message = f"retry: 300\ndata: {json.dumps(dict(current))}\n\n".encode()
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let all listeners go."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def stream(self, handler: Handler) -> None:
        """Answer one listener with server-sent events for as long as it stays."""
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Cache-Control", "no-store")
        handler.send_header("Connection", "close")  # the stream ends with the connection
        handler.end_headers()
        seen = 0
        try:
            while handler.command == "GET" and (news := self._next(seen)) is not None:
                seen, message = news
                handler.wfile.write(message)
        except OSError:
            return  # the page went away

    def _next(self, seen: int) -> tuple[int, bytes] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen or not self._open, HEARTBEAT)
            if not self._open:
                return None
            return self._number, self._message if self._number != seen else b": still here\n\n"
