"""An id given to two slides: the second gets another one."""

from collections.abc import Iterator

from slidegen.deck.ids import own_id
from slidegen.deck.lines import line_of
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the second slide of the same id."""
    seen: dict[str, int | None] = {}
    for slide in deck.slides:
        own = own_id(slide.attrs) if slide.attrs else ""
        if own and own in seen:
            other = line_of(deck, seen[own])
            message = f"the id {own!r} is also that of the slide on {other}; this one became {slide.id!r}"
            yield Finding("same-id", message, slide.where, "give each slide an id of its own")
        seen.setdefault(own, slide.where.line)
