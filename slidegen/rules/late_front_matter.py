"""Front matter that does not stand at the very start of the file, and is shown as a slide."""

import re
from collections.abc import Iterator

from slidegen.errors import Location
from slidegen.model import Deck, Finding

LATE = r"\s++---[ \t]*\n(?:[A-Za-z][\w-]*:[^\n]*\n|[ \t#][^\n]*\n)++---[ \t]*(?:\n|\Z)"


def check(deck: Deck) -> Iterator[Finding]:
    """Report a block of settings below blank lines."""
    if deck.source[:1].isspace() and (found := re.match(LATE, deck.source)):
        line = 1 + deck.source.count("\n", 0, found.end() - len(found[0].lstrip()))
        message = "these settings are shown as text: front matter begins on the first line"
        yield Finding(
            "late-front-matter", message, Location(deck.label, line), "take out what stands before it"
        )
