"""An HTML tag that nothing closes: the rest of its slide stands inside it."""

from collections.abc import Iterator

from slidegen.deck.prose import place
from slidegen.deck.tags import unmatched
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report opening tags whose end is missing and may not be."""
    for slide in deck.slides:
        for tag in unmatched(slide.markdown) if "<" in slide.markdown else ():
            if not tag.end:
                message = f"<{tag.name}> is never closed; it is closed at the end of the slide"
                hint = f"write </{tag.name}> where it should end"
                yield Finding("unclosed-tag", message, place(slide, tag.offset), hint)
