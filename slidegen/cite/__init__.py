"""Works cited from .bib files: read, counted, and written as labels and entries."""

from __future__ import annotations

from slidegen.model import Deck


def with_citations(deck: Deck) -> Deck:
    """The deck with its works counted and listed, where it has a `bibliography`.

    Raises:
        DeckError: a .bib file cannot be used.
        MissingExtraError: pybtex is not installed.
    """
    if not deck.options.get("bibliography"):
        return deck
    from slidegen.cite.cited import cite  # most decks cite nothing

    return cite(deck)
