"""A language that is no language tag: `lang: english` instead of `lang: en`."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.errors import Location
from slidegen.model import Deck, Finding

TAG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
WRITTEN = r"""<[^<>]*\slang=["']?([^"'<>]*)"""
HINT = "write a tag such as en, de or zh-Hans (BCP 47)"


def check(deck: Deck) -> Iterator[Finding]:
    """Report the deck's own, and `lang` attributes of raw HTML."""
    own = deck.options.get("lang")
    if own is not None and not re.fullmatch(TAG, str(own)):
        line = next(
            (at for at, text in enumerate(deck.source.split("\n"), 1) if text.startswith("lang:")), None
        )
        message = f"{str(own)!r} is no language tag"
        yield Finding("language-tag", message, Location(deck.label, line), HINT)
    for slide in deck.slides:
        if " lang=" not in slide.markdown:
            continue
        for found in re.finditer(WRITTEN, prose(slide.markdown)):
            if found[1] and not re.fullmatch(TAG, found[1]):
                message = f"{found[1]!r} is no language tag"
                yield Finding("language-tag", message, place(slide, found.start(1)), HINT)
