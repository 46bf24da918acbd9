"""An `.element` comment with nothing before it: its attributes go to the slide."""

from collections.abc import Iterator

from slidegen.deck.directives import attributes
from slidegen.deck.prose import directives_text, place, prose
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report those that are the first thing on their slide."""
    for slide in deck.slides:
        if ".element" not in slide.markdown:
            continue
        for offset, comment in directives_text(slide.markdown):
            found = attributes(comment)
            # comments are blank in the prose, code is not nothing
            if found and found[0] == "element" and not _something(slide.markdown, offset):
                message = "nothing stands before this `.element` comment, so it sets attributes of the slide"
                hint = "put it behind what it is about, or write `.slide:`"
                yield Finding("element-without-target", message, place(slide, offset), hint)


def _something(markdown: str, offset: int) -> bool:
    return bool(prose(markdown)[:offset].strip()) or "`" in markdown[:offset] or "~~~" in markdown[:offset]
