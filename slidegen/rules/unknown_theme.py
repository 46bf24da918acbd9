"""A theme's name that nobody knows, such as `blakc`: the deck would be dark without a word."""

import difflib
from collections.abc import Iterator

from slidegen.errors import Location
from slidegen.model import Deck, Finding

# ours, then reveal.js's own, of which only light or dark is taken
KNOWN = (
    *("dark", "light"),
    *("black", "white", "league", "beige", "night", "serif", "simple", "solarized", "moon", "dracula", "sky"),
    *("blood", "black-contrast", "white-contrast"),
)


def check(deck: Deck) -> Iterator[Finding]:
    """Report it at the front matter, or the deck as a whole where the project sets it."""
    theme = deck.options.get("theme")
    if theme is None or str(theme) in KNOWN:
        return
    close = difflib.get_close_matches(str(theme), KNOWN, 1, 0.5)
    hint = f"did you mean {close[0]!r}?" if close else "use dark or light"
    lines = deck.source.split("\n")
    line = next((number for number, text in enumerate(lines, 1) if text.startswith("theme:")), None)
    yield Finding(
        "unknown-theme", f"there is no theme called {str(theme)!r}", Location(deck.label, line), hint
    )
