"""A numbered list right below a paragraph that does not begin with 1: it stays part of the paragraph."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

# a run of two items, the first of which is no 1; what stands above is looked at one by one
ITEMS = r"\n {0,3}(?!0*1[.)])(\d{1,9}[.)])[ \t]\S[^\n]*\n {0,3}\d{1,9}[.)][ \t]"
NO_PARAGRAPH = r"[ \t]*(?:[-*+>|#]|\d+[.)]|<|\Z)"


def check(deck: Deck) -> Iterator[Finding]:
    """Report the first item of two and more."""
    for slide in deck.slides:
        if ". " not in slide.markdown and ") " not in slide.markdown:
            continue
        text = slide.markdown
        for found in re.finditer(ITEMS, text):
            above = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            if re.match(NO_PARAGRAPH, above) or prose(text)[found.start(1)] == " ":
                continue
            message = f"the list that begins with `{found[1]}` is part of the paragraph above it"
            yield Finding("glued-list", message, place(slide, found.start(1)), "put a blank line before it")
