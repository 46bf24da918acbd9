"""A second `Note:` line in one slide, for which reveal.js shows all notes on the slide."""

from collections.abc import Iterator
from itertools import zip_longest

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.jsregex import compile_js
from slidegen.deck.source import source_of
from slidegen.deck.split import NOTES
from slidegen.errors import Location
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the second of two note separators."""
    pattern = str(deck.options.get("notesSeparator") or NOTES)
    slides = deck.slides
    for slide, follows in zip_longest(slides, slides[1:]):
        if not slide.notes:
            continue
        text, line = source_of(deck, slide, follows)
        if pattern == NOTES and text.lower().count("note") < 2:
            continue
        fences = closed_fences(text)
        hits = [hit for hit in compile_js(pattern, "mi").finditer(text) if not inside(fences, hit.start())]
        for hit in hits[1:2]:
            where = Location(slide.where.path, line + text.count("\n", 0, hit.start()))
            message = (
                f"a second `{hit[0].strip()}` in one slide: reveal.js would print all notes on the slide"
            )
            yield Finding("notes-twice", message, where, "write it once, or put a separator between")
