"""An attribute's value without quotes: reveal.js drops the attribute."""

from collections.abc import Iterator

from slidegen.deck.leftovers import leftovers
from slidegen.deck.prose import place
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report each such attribute of a `.slide` or `.element` comment."""
    for slide in deck.slides:
        for left in leftovers(slide.markdown) if "<!--" in slide.markdown else ():
            if left.why == "unquoted":
                value = left.text.partition("=")[2].strip("\"'")
                message = f"{left.text} sets nothing: its value has no quotes"
                hint = f'write {left.name}="{value}"'
                yield Finding("unquoted-attribute", message, place(slide, left.offset), hint)
