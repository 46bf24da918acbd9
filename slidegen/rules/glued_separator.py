"""A separator with no blank line before or behind it: it cuts here, but not in every Markdown tool."""

from collections.abc import Iterator

from slidegen.errors import Location
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report each such separator."""
    lines = deck.source.split("\n")
    for number in deck.breaks:
        around = [lines[index] for index in (number - 2, number) if 0 <= index < len(lines)]
        if any(line.strip() for line in around):
            yield Finding(
                "glued-separator",
                f"separator `{lines[number - 1].strip()}` without a blank line before and after it",
                Location(deck.label, number),
                "add the blank line: elsewhere it would be read as a rule or a heading",
            )
