"""A slide that is exactly the one before it."""

from collections.abc import Iterator
from itertools import pairwise

from slidegen.deck.lines import line_of
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the second of the two."""
    for before, slide in pairwise(deck.slides):
        same = before.markdown.strip() == slide.markdown.strip() and before.notes == slide.notes
        if same and slide.markdown.strip() and "data-auto-animate" not in slide.attrs:
            message = f"this slide is the same as the one before it, on {line_of(deck, before.where.line)}"
            yield Finding("same-slide", message, slide.where, "take one out")
