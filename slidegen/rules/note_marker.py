"""A line that looks like the beginning of notes and is none, or the other way round: indented `Note:`, or `sNote:`."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from slidegen.deck.prose import place, prose
from slidegen.deck.source import source_of
from slidegen.errors import Location
from slidegen.model import Deck, Finding, Slide

INDENTED = r"(?im)^[ \t]++notes?[ \t]?:[ \t]*$|^notes?[ \t]+:[ \t]*$|^notes?：[ \t]*$"


def check(deck: Deck) -> Iterator[Finding]:
    """Report lines that hold nothing but a marker that the default separator does not take."""
    if deck.options.get("notesSeparator"):
        return
    with_s = "snote" in deck.source.lower()
    slides = deck.slides
    for slide, follows in zip_longest(slides, slides[1:]):
        if with_s and slide.notes:
            yield from _with_s(deck, slide, follows)
        if "ote" not in slide.markdown and "OTE" not in slide.markdown:
            continue
        for found in re.finditer(INDENTED, prose(slide.markdown)):
            message = f"`{found[0].strip()}` begins no notes: the text below it is on the slide"
            hint = "write `Note:` at the start of the line, with an ordinary colon"
            yield Finding("note-marker", message, place(slide, found.end()), hint)


def _with_s(deck: Deck, slide: Slide, follows: Slide | None) -> Iterator[Finding]:
    text, line = source_of(deck, slide, follows)
    if found := re.search(r"(?im)^s+notes?:", text):
        where = Location(deck.label, line + text.count("\n", 0, found.start()))
        message = f"`{found[0]}` begins speaker notes, as reveal.js reads it"
        yield Finding("note-marker", message, where, "write `Note:`, or put a word before it")
