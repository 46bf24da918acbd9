"""A frame or video with an `http:` address, which browsers block on an https site."""

import re
from collections.abc import Iterator

from slidegen.deck.ids import ADDRESSES
from slidegen.deck.prose import place, prose
from slidegen.errors import Location
from slidegen.model import Deck, Finding

TAG = (
    r"(?i)<(?:iframe|video|audio|source|embed|object|script|link)\b"
    r"""[^<>]*?\s(?:src|data|href|data-src)=["']?(http:[^\s"'<>]+)"""
)


def check(deck: Deck) -> Iterator[Finding]:
    """Report each of them."""
    for slide in deck.slides:
        if "http:" not in slide.markdown:
            continue
        for one in slide.directives:
            for name in ADDRESSES:
                address = one.attrs.get(name, "")
                if address.startswith("http:") and not name.endswith("image"):
                    yield _finding(address, one.where)
        if "<" in slide.markdown:
            for found in re.finditer(TAG, prose(slide.markdown)):
                yield _finding(found[1], place(slide, found.start(1)))


def _finding(address: str, where: Location) -> Finding:
    message = f"{address} will be blocked when the deck is served over https"
    return Finding("insecure-frame", message, where, "use https: if the site has it", about=address)
