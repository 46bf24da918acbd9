"""Addresses like `//host/page`, which have no scheme when the deck is opened as a file."""

import re
from collections.abc import Iterator

from slidegen.deck.ids import ADDRESSES
from slidegen.deck.prose import place, prose
from slidegen.errors import Location
from slidegen.model import Deck, Finding, Slide

WRITTEN = r"""\]\(\s*<?//\w|\s(?:src|href|poster|data-src)=["']?//\w"""


def check(deck: Deck) -> Iterator[Finding]:
    """Report them once for the deck, at the first."""
    found = [where for slide in deck.slides if "//" in slide.markdown for where in _places(slide)]
    if found:
        first = min(found, key=lambda where: where.line or 0)
        message = f"{len(found)} address{'es' if len(found) > 1 else ''} without a scheme, the first here"
        hint = "write https: in front; opened as a file, the page adds it to frames and backgrounds itself"
        yield Finding("protocol-relative", message, first, hint)


def _places(slide: Slide) -> Iterator[Location]:
    for one in slide.directives:
        for name in ADDRESSES:
            if one.attrs.get(name, "").startswith("//"):
                yield one.where
    if "(//" in slide.markdown or "=" in slide.markdown:
        for found in re.finditer(WRITTEN, prose(slide.markdown)):
            yield place(slide, found.end() - 1)
