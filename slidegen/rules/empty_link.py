"""A link, picture or frame without an address."""

import re
from collections.abc import Iterator

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.ids import ADDRESSES
from slidegen.errors import Location
from slidegen.model import Deck, Finding

EMPTY = re.compile(r"(!?)\[([^\[\]\n]*)\]\(\s*(?:<>)?\s*\)")


def check(deck: Deck) -> Iterator[Finding]:
    """Report each of them."""
    for slide in deck.slides:
        fences = closed_fences(slide.markdown)
        for found in EMPTY.finditer(slide.markdown) if "](" in slide.markdown else ():
            before = slide.markdown[slide.markdown.rfind("\n", 0, found.start()) + 1 : found.start()]
            if inside(fences, found.start()) or before.count("`") % 2:
                continue
            line = (slide.where.line or 1) + slide.markdown.count("\n", 0, found.start())
            what = "picture" if found[1] else "link"
            message = f"the {what} {found[2]!r} has no address"
            yield Finding(
                "empty-link", message, Location(slide.where.path, line), "write one, or take it out"
            )
        for one in slide.directives:
            for name in ADDRESSES:
                if one.attrs.get(name) == "":
                    yield Finding(
                        "empty-link", f"{name} has no address", one.where, "write one, or take it out"
                    )
