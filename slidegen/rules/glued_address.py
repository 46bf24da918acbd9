"""A bare address that runs on into Chinese, Japanese or Korean text behind it."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

# an address that has such letters behind `/` or `=` may mean them
GLUED = r"(?<![(<\"'=A-Za-z0-9_/])(https?://[^\s<>()\"'\u0080-\uffff]*[A-Za-z0-9])[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"


def check(deck: Deck) -> Iterator[Finding]:
    """Report each of them."""
    for slide in deck.slides:
        if "://" not in slide.markdown or slide.markdown.isascii():
            continue
        for found in re.finditer(GLUED, prose(slide.markdown)):
            message = f"the address {found[1]} runs on into the text behind it"
            yield Finding("glued-address", message, place(slide, found.start(1)), "put a space behind it")
