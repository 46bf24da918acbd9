"""`-item` or `1.item` without a space behind the marker, line after line, which is no list."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

RUN = r"(?m)^[ \t]*(?:-[^\W\d_]|\d{1,2}[.)][^\W\d_])[^\n]*\n[ \t]*(?:-[^\W\d_]|\d{1,2}[.)][^\W\d_])[^\n]*$"


def check(deck: Deck) -> Iterator[Finding]:
    """Report the first of two and more such lines."""
    for slide in deck.slides:
        if "\n-" not in slide.markdown and "\n2" not in slide.markdown:
            continue
        end = -1
        for found in re.finditer(RUN, prose(slide.markdown)):
            if found.start() > end + 1:  # one finding for a run
                message = "these lines are no list: there is no space behind the marker"
                yield Finding(
                    "list-space", message, place(slide, found.start()), "write `- item` or `1. item`"
                )
            end = found.end()
