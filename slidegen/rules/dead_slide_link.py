"""A link to a slide that does not exist, such as `#/introduction`."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from slidegen.deck.prose import place, prose
from slidegen.errors import similar
from slidegen.model import Deck, Finding

LINK = r"""(?:\]\(\s*<?|\shref=["'])#/([^\s)>"']*)"""
NUMBERS = r"\d+(?:/\d+){0,2}"


def check(deck: Deck) -> Iterator[Finding]:
    """Report links in the form of reveal.js: `#/id`, `#/2` or `#/2/1`."""
    for slide in deck.slides:
        for found in re.finditer(LINK, prose(slide.markdown)) if "#/" in slide.markdown else ():
            target = unquote(found[1])
            if not target or _leads(deck, target):
                continue
            ids = [one.id for one in deck.slides]
            close = similar(target.split("/")[0], ids, 0.5)
            hint = (
                f"did you mean #/{close[0]}?"
                if close
                else "an id is what stands behind the # of a slide's address"
            )
            yield Finding(
                "dead-slide-link", f"no slide has the address #/{target}", place(slide, found.start(1)), hint
            )


def _leads(deck: Deck, target: str) -> bool:
    if re.fullmatch(NUMBERS, target):
        # reveal.js counts from 0, from 1 with hashOneBasedIndex
        h, v = (*map(int, target.split("/")[:2]), 0)[:2]
        return h <= len(deck.stacks) and (h == len(deck.stacks) or v <= len(deck.stacks[h].slides))
    return any(target.split("/")[0] == one.id for one in deck.slides)
