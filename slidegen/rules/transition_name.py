"""A transition that reveal.js does not know: `data-transition="fdae"` changes nothing."""

from collections.abc import Iterator

from slidegen.errors import similar
from slidegen.model import Deck, Finding

NAMES = ("none", "fade", "slide", "convex", "concave", "zoom")
ENDS = ("", "-in", "-out")
KNOWN = frozenset(name + end for name in NAMES for end in ENDS)


def check(deck: Deck) -> Iterator[Finding]:
    """Report names in `.slide` comments that are almost one of reveal.js's; others may be a style's own."""
    for slide in deck.slides:
        for one in slide.directives:
            for attribute in ("data-transition", "data-background-transition"):
                for name in one.attrs.get(attribute, "").split():
                    close = similar(name, NAMES, 0.6)
                    if name not in KNOWN and close:
                        message = f"reveal.js knows no transition {name!r}"
                        yield Finding("transition-name", message, one.where, f"did you mean {close[0]!r}?")
