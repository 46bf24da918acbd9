"""Footnotes, callouts, columns or attributes in braces in a deck that has not asked for them, shown as text."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

SIGNS = {
    "footnotes": ("[^", r"(?m)^\[\^[^\]\s]+\]:[ \t]", "a footnote"),
    "callouts": ("[!", r"(?im)^>[ \t]*\[!(?:note|tip|important|warning|caution)\]", "a callout"),
    "columns": (":::", r"(?m)^:{3,}[ \t]*(?:columns?\b|\{)", "a column"),
    "attributes": ("{", r"(?m)\{:?[ \t]*[.#][\w-]+(?:[ \t]+[^{}\n]*)?\}[ \t]*$", "attributes in braces"),
}


def check(deck: Deck) -> Iterator[Finding]:
    """Report the first of each kind."""
    for feature, (needle, pattern, what) in SIGNS.items():
        if feature in deck.features and deck.dialect == "slidegen":
            continue
        for slide in deck.slides:
            found = re.search(pattern, prose(slide.markdown)) if needle in slide.markdown else None
            if found:
                message = f"this looks like {what}, which this deck has not asked for"
                hint = f"write `features: [{feature}]` in the front matter"
                yield Finding("feature-off", message, place(slide, found.start()), hint, "note")
                break
