"""Parts of slides that are made for one deck and found again at its next build."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pieces:
    """Finished code and formulas by the digest of what they were made from: of a deck's last build, and of this one.

    Loading what makes them takes longer than building a deck of which one word has changed.
    """

    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str | None:
        """The piece of the last build, which the next one will find, too."""
        found = self.before.get(key)
        if found is not None:
            self.now[key] = found
        return found

    def keep(self, key: str, piece: str) -> None:
        """Remember a piece of this build."""
        self.now[key] = piece


def key_of(kind: str, source: str) -> str:
    """The key of a piece of this kind that was made from this text."""
    return hashlib.sha256(f"{kind}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
