"""`##Title` without a space behind the signs, which is no heading."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

# one sign alone may be a #hashtag, unless it begins the slide
GLUED = r"(?m)^ {0,3}(#{2,6})([^\W_][^\n]*)|\A\s*+(#)([^\W\d_][^\n#]*)$"


def check(deck: Deck) -> Iterator[Finding]:
    """Report each such line."""
    for slide in deck.slides:
        if not re.search(r"#[^\s#]", slide.markdown):
            continue
        for found in re.finditer(GLUED, prose(slide.markdown)):
            signs, title = found[1] or found[3], (found[2] or found[4]).strip()
            message = f"`{signs}{title[:40]}` is no heading"
            hint = f"put a space behind `{signs}`"
            where = place(slide, found.start(1) if found[1] else found.start(3))
            yield Finding("heading-space", message, where, hint)
