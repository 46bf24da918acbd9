"""A link, picture or frame without an address."""

import re
from collections.abc import Iterator

from slidegen.deck.ids import ADDRESSES
from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

EMPTY = r"(!?)\[([^\[\]\n]*)\]\(\s*+(?:<>)?\s*+\)"
HINT = "write one, or take it out"


def check(deck: Deck) -> Iterator[Finding]:
    """Report each of them."""
    for slide in deck.slides:
        for found in re.finditer(EMPTY, prose(slide.markdown)) if "](" in slide.markdown else ():
            what = "picture" if found[1] else "link"
            message = f"the {what} {found[2]!r} has no address"
            yield Finding("empty-link", message, place(slide, found.start()), HINT)
        for one in slide.directives:
            for name in ADDRESSES:
                if one.attrs.get(name) == "":
                    yield Finding("empty-link", f"{name} has no address", one.where, HINT)
