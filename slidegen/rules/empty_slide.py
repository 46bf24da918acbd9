"""A slide that shows nothing: two separators in a row, or all it holds is a comment (a switched-off `.slide:` line)."""

from collections.abc import Iterator

from slidegen.deck.directives import SWITCHED_OFF
from slidegen.deck.prose import comments
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report slides without text, directive or note; a deck of one slide may be empty."""
    slides = deck.slides
    for slide in slides if len(slides) > 1 else ():
        if slide.directives or slide.markdown.lstrip()[:4] not in ("", "<!--"):
            continue
        inside = [text for _, _, text in comments(slide.markdown)]
        if len("".join(slide.markdown.split())) > sum(len("".join(text.split())) + 7 for text in inside):
            continue
        if not slide.notes:
            yield Finding(
                "empty-slide", f"this slide shows nothing: {_why(inside)}", slide.where, _hint(inside)
            )


def _why(inside: list[str]) -> str:
    if any(SWITCHED_OFF.search(text) for text in inside):
        return "its `.slide:` line is switched off"
    return "it only holds a comment" if inside else "two separators with nothing between, or one at the end"


def _hint(inside: list[str]) -> str:
    return "write `<!-- .slide: ... -->`, or remove the slide" if inside else "remove a separator"
