"""Curly quotes around an attribute's value: reveal.js drops the attribute."""

from collections.abc import Iterator

from slidegen.deck.leftovers import leftovers
from slidegen.deck.prose import place
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report each such attribute of a `.slide` or `.element` comment."""
    for slide in deck.slides:
        for left in leftovers(slide.markdown) if "<!--" in slide.markdown else ():
            if left.why == "curly":
                message = f"{left.text} sets nothing: its quotes are curly"
                yield Finding("curly-quotes", message, place(slide, left.offset), 'use straight ones: "..."')
