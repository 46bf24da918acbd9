"""An HTML end tag with nothing to close, such as a `</section>` meant to end the slide."""

from collections.abc import Iterator

from slidegen.deck.prose import place
from slidegen.deck.tags import unmatched
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report each of them; they are dropped."""
    for slide in deck.slides:
        for tag in unmatched(slide.markdown) if "</" in slide.markdown else ():
            if tag.end:
                message = f"</{tag.name}> closes nothing and is dropped"
                hint = "slides are cut by separators" if tag.name == "section" else "take it out, or open it"
                yield Finding("stray-end-tag", message, place(slide, tag.offset), hint)
