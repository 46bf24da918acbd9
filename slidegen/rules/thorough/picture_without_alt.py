"""A picture without a text for those who cannot see it."""

import re
from collections.abc import Iterator

from slidegen.deck.prose import place, prose
from slidegen.model import Deck, Finding

PICTURE = r"!\[\s*+\]\((?!\s*demo:)\s*+<?([^\s)>]++)|<img\b(?![^<>]*\salt\s*=)[^<>]*>"


def check(deck: Deck) -> Iterator[Finding]:
    """Report pictures with an address; `<img alt="">` says that a picture is mere decoration."""
    for slide in deck.slides:
        if "![" not in slide.markdown and "<img" not in slide.markdown.lower():
            continue
        for found in re.finditer(PICTURE, prose(slide.markdown), re.I):
            hint = 'say what it shows: ![A neuron sums its inputs](...); decoration is <img alt="">'
            message = "this picture has no alternative text"
            yield Finding("picture-without-alt", message, place(slide, found.start()), hint, "note")
