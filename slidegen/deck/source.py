"""A slide's own lines of the deck's file, notes included, as `Slide.markdown` does not have them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from slidegen.model import Deck, Slide


def source_of(deck: Deck, slide: Slide, follows: Slide | None) -> tuple[str, int]:
    """The lines of a slide up to the next separator or slide, and the first one's number.

    Empty for a slide that comes from another file.

    Args:
        deck: the deck.
        slide: one of its slides.
        follows: the slide behind it; None for the last.
    """
    first = slide.where.line or 1
    if slide.where.path != deck.label:
        return "", first
    lines = _lines(deck.source)
    last = len(lines)
    if follows is not None and follows.where.path == deck.label:
        last = (follows.where.line or 1) - 1
    at = bisect_right(deck.breaks, first)
    if at < len(deck.breaks):
        last = min(last, deck.breaks[at] - 1)
    return "\n".join(lines[first - 1 : last]), first


@lru_cache(4)
def _lines(source: str) -> list[str]:
    return source.split("\n")
