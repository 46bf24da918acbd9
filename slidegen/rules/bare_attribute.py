"""An attribute without a value, other than `data-...`: reveal.js drops it, and empty ones too."""

from collections.abc import Iterator

from slidegen.deck.leftovers import leftovers
from slidegen.deck.prose import place
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report each such word of a `.slide` or `.element` comment."""
    for slide in deck.slides:
        for left in leftovers(slide.markdown) if "<!--" in slide.markdown else ():
            if left.why in ("bare", "empty"):
                message = f"{left.text} sets nothing: only data-... attributes may go without a value"
                hint = f'write {left.name}="...", or data-{left.name}, or take it out'
                yield Finding("bare-attribute", message, place(slide, left.offset), hint)
