"""Two `.slide` lines that set the same attribute in one slide: the last wins, the first is lost."""

from collections.abc import Iterator

from slidegen.deck.lines import line_of
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the second of two such lines."""
    for slide in deck.slides:
        seen: dict[str, int | None] = {}
        for one in slide.directives:
            if one.kind != "slide":
                continue
            twice = [name for name in one.attrs if name in seen and name != "data-background-interactive"]
            if twice:
                first = seen[twice[0]]
                yield Finding(
                    "slide-twice",
                    f"a second `.slide` line sets {twice[0]} again; the one on {line_of(deck, first)} is lost",
                    one.where,
                    "put a separator between them to make two slides",
                )
            seen |= dict.fromkeys(one.attrs, one.where.line)
