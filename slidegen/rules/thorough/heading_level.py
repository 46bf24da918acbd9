"""Headings of one slide that skip a level, such as `##` and then `####`."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

HEADING = r"(?im)^ {0,3}(#{1,6})[ \t]+\S|<h([1-6])\b"


def check(deck: Deck) -> Iterator[Finding]:
    """Report the heading that is two or more levels below the one before it on the slide."""
    for slide in deck.slides:
        last = 0
        for found in re.finditer(HEADING, prose(slide.markdown)):
            level = len(found[1]) if found[1] else int(found[2])
            if last and level > last + 1:
                message = f"a heading of level {level} follows one of level {last}"
                hint = f"use level {last + 1}: listeners with a screen reader go by it"
                yield Finding("heading-level", message, place(slide, found.start()), hint, "note")
            last = level
