"""A line that looks like a separator and does not cut: `---` with spaces behind it, or a long dash."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

SPACED = r"(?m)^(?:---[ \t]++|[—–―][—–―-]{0,2}[ \t]*+)$|\n---\Z"


def check(deck: Deck) -> Iterator[Finding]:
    """Report such lines in decks that are cut by the default separator."""
    if deck.options.get("separator") or not deck.breaks:
        return
    for slide in deck.slides:
        if "---" not in slide.markdown and slide.markdown.isascii():
            continue
        for found in re.finditer(SPACED, prose(slide.markdown)):
            line = found[0].strip()
            why = "spaces behind it" if found[0].endswith((" ", "\t")) else "no line below it"
            why = "a long dash" if line[0] != "-" else why
            message = f"`{line}` does not begin a slide here: it has {why}"
            yield Finding(
                "almost-separator", message, place(slide, found.end()), "write `---` and nothing else"
            )
