"""Finds addresses that would break where the site does not lie at the root of its host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from slidegen.errors import Location, PublishError
from slidegen.model import Site

ADDRESSES = {
    "action", "data", "data-background", "data-background-demo-src", "data-background-iframe",
    "data-background-image", "data-background-video", "data-demo-src", "data-src", "href", "poster", "src",
}  # fmt: skip
ROOTED = re.compile(r"/(?!/)")
HERE = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)", re.I)
CSS = re.compile(r"url\(\s*['\"]?([^'\")\s]+)|@import\s+['\"]([^'\"]+)")


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style:  # elsewhere, in code on a slide, `url(...)` is only text
            self.found += _css(data)

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        for name, value in attrs:
            if value and name in ADDRESSES and not (tag == "a" and HERE.match(value.strip())):
                self.found.append(value.strip())  # a link to a server of one's own is the author's business
            elif value and name == "srcset":
                self.found += [part.split()[0] for part in value.split(",") if part.strip()]
            elif value and name == "style":
                self.found += _css(value)


def _addresses(text: str) -> list[str]:
    parser = _Addresses()
    parser.feed(text)
    return parser.found


def _css(text: str) -> list[str]:
    return [match[1] or match[2] for match in CSS.finditer(text)]


def rooted(site: Site) -> Iterator[tuple[str, str]]:
    """Pairs of a file of the site and an address in it that begins at the root or names this machine."""
    for name, source in sorted(site.files.items()):
        if not name.endswith((".html", ".css", ".svg")):
            continue
        text = (source if isinstance(source, bytes) else source.read_bytes()).decode("utf-8", "replace")
        found = _css(text) if name.endswith(".css") else _addresses(text)
        yield from (
            (name, address)
            for address in dict.fromkeys(found)
            if ROOTED.match(address) or HERE.match(address)
        )


def check_relative(site: Site) -> None:
    """Raise PublishError at the first address that works on one host and path only."""
    for name, address in rooted(site):
        deck = next((page.facts.path for page in site.decks if page.path == name and page.facts), None)
        raise PublishError(
            f"the address {address!r} works only at the root of one host",
            where=Location(deck or Path(name)),
            hint="write it relative to the deck, or publish with --allow-rooted",
        )
