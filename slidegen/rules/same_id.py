"""An id that cannot lead to its slide: given to two slides, or a mere number, which reveal.js counts with."""

from collections.abc import Iterator

from slidegen.deck.ids import own_id
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the second slide of the same id, and ids made of digits."""
    seen: dict[str, int | None] = {}
    for slide in deck.slides:
        own = own_id(slide.attrs)
        if own in seen and own:
            message = (
                f"the id {own!r} is also that of the slide on line {seen[own]}; this one became {slide.id!r}"
            )
            yield Finding("same-id", message, slide.where, "give each slide an id of its own")
        if own.isdigit() and own.isascii():
            message = f"a link to the id {own!r} opens slide number {own}"
            yield Finding("number-id", message, slide.where, "put a letter in it")
        seen.setdefault(own, slide.where.line)
