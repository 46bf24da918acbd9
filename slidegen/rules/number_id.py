"""An id that is a mere number, which reveal.js takes for a slide's number."""

from collections.abc import Iterator

from slidegen.deck.ids import own_id
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report ids made of digits."""
    for slide in deck.slides:
        own = own_id(slide.attrs) if slide.attrs else ""
        if own.isdigit() and own.isascii():
            message = f"a link to the id {own!r} opens slide number {own}"
            yield Finding("number-id", message, slide.where, "put a letter in it")
