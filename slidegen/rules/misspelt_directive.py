"""A comment that is almost a directive: `.slde:`, `slide:` without its dot, `.slide` without its colon."""

import re
from collections.abc import Iterator

from slidegen.deck.directives import SWITCHED_OFF, attributes
from slidegen.deck.prose import directives_text, place
from slidegen.errors import similar
from slidegen.model import Deck, Finding

START = r"\s*+([.,:;]?)\s?([A-Za-z]{3,12})\s*(:?)\s*(?=[\w-]+=|data-)"


def check(deck: Deck) -> Iterator[Finding]:
    """Report comments that begin like a directive, hold attributes, and set nothing."""
    for slide in deck.slides:
        for offset, text in directives_text(slide.markdown) if "<!--" in slide.markdown else ():
            found = re.match(START, text)
            if not found or attributes(text) or SWITCHED_OFF.search(text):
                continue
            close = similar(found[2].lower(), ("slide", "element"), 0.75)
            if close:
                right = ".slide:" if close[0] == "slide" else ".element"
                written = " ".join(text[: found.end()].split())
                message = f"`{written}` is an ordinary comment and sets nothing"
                yield Finding("misspelt-directive", message, place(slide, offset), f"did you mean `{right}`?")
