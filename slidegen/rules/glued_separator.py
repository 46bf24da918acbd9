"""A separator with no blank line before or behind it: it cuts here, but not in every Markdown tool."""

from collections.abc import Iterator

from slidegen.deck.lines import line_of
from slidegen.errors import Location
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report the first line that a separator touches."""
    lines = deck.source.split("\n")
    for number in deck.breaks:
        around = [other for other in (number - 1, number + 1) if 0 < other <= len(lines)]
        touched = [other for other in around if lines[other - 1].strip()]
        if touched:
            yield Finding(
                "glued-separator",
                f"no blank line between this line and the separator `{lines[number - 1].strip()}`"
                f" on {line_of(deck, number)}",
                Location(deck.label, touched[0]),
                "add one: elsewhere the separator would be read as a rule, a heading or text",
            )
