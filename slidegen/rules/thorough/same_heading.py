"""Two slides of a stack with the same heading: which of them a link or the overview means is hard to tell."""

from collections.abc import Iterator

from slidegen.deck.ids import title_of
from slidegen.deck.lines import line_of
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the second; slides that are animated from one to the next mean it so."""
    for stack in deck.stacks:
        seen: dict[str, int | None] = {}
        for slide in stack.slides:
            title = title_of(slide.markdown)
            if title and title in seen and "data-auto-animate" not in slide.attrs:
                message = f"the slide on {line_of(deck, seen[title])} has the heading {title!r} too"
                hint = "say in each what is new on it"
                yield Finding("same-heading", message, slide.where, hint, "note")
            seen.setdefault(title, slide.where.line)
