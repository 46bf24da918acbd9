"""A slide that shows nothing because all it holds is a comment, such as a switched-off `#####.slide:` line."""

import re
from collections.abc import Iterator

from slidegen.deck.directives import COMMENT, SWITCHED_OFF
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report slides without text, directive or note."""
    for slide in deck.slides:
        if slide.directives or not COMMENT.search(slide.markdown) or COMMENT.sub("", slide.markdown).strip():
            continue
        off = any(SWITCHED_OFF.search(found) for found in re.findall(r"<!--(.*?)-->", slide.markdown, re.S))
        what = "its `.slide:` line is switched off" if off else "it only holds a comment"
        yield Finding(
            "empty-slide",
            f"this slide shows nothing: {what}",
            slide.where,
            "write `<!-- .slide: ... -->`, or remove the slide",
        )
