"""Text that was meant to be a link: `[text] (address)`, `(text)[address]`, or an address with a space in it."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

APART = r"\[[^\[\]\n]++\][ \t]+\((?:https?://|mailto:|\.{0,2}/|#)[^()\s]*+\)"
SWAPPED = r"\([^()\[\]\n]++\)\[(?:https?://|\.{1,2}/|#)[^\[\]\s]*+\](?![(\[])"
SPACED = r"\]\((?![<\"' \t])([^()<>\n\"']*?[^()<>\s\"'] [^()<>\n\"']*?\.\w{2,4})\)"


def check(deck: Deck) -> Iterator[Finding]:
    """Report each of them."""
    for slide in deck.slides:
        if "](" in slide.markdown:
            for found in re.finditer(SPACED, prose(slide.markdown)):
                message = f"the address `{found[1]}` has a space in it, so this is no link or picture"
                hint = f"write `<{found[1]}>`, or %20 for the space"
                yield Finding("broken-link", message, place(slide, found.start()), hint)
        if "] " in slide.markdown or "]\t" in slide.markdown:
            for found in re.finditer(APART, prose(slide.markdown)):
                message = f"`{found[0][:60]}` is no link: there is a space between its parts"
                yield Finding("broken-link", message, place(slide, found.start()), "take the space out")
        if ")[" in slide.markdown:
            for found in re.finditer(SWAPPED, prose(slide.markdown)):
                message = f"`{found[0][:60]}` is no link: its brackets are the wrong way round"
                yield Finding("broken-link", message, place(slide, found.start()), "write `[text](address)`")
