"""Which Markdown a deck is written in: everything that makes one converter differ from another."""

from __future__ import annotations

from dataclasses import dataclass

from slidegen.errors import DeckError, Location, similar
from slidegen.markup.features import opt_in
from slidegen.model import Deck, Dialect


@dataclass(frozen=True, slots=True)
class Profile:
    """Decks of equal profiles share a converter.

    `dialect` "reveal" is what reveal.js's own plugin understands, and nothing else.
    """

    dialect: Dialect = "slidegen"
    features: frozenset[str] = frozenset()

    @classmethod
    def of(cls, deck: Deck) -> Profile:
        """The deck's profile.

        Raises:
            DeckError: it asks for a feature that does not exist.
        """
        for name in sorted(deck.features - set(opt_in())):
            close = similar(name, opt_in(), 0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(opt_in())}"
            raise DeckError(f"there is no feature called {name!r}", where=Location(deck.label, 1), hint=hint)
        return cls(deck.dialect, deck.features if deck.dialect == "slidegen" else frozenset())
