"""Parts of slides that are made for one deck and found again at its next build."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pieces:
    """Finished code and formulas by the digest of what they were made from: of a deck's last build, and of this one.

    Loading what makes them takes longer than building a deck of which one word has changed. Where `keeps` is false
    there is no next build, and nothing is remembered.
    """

    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    keeps: bool = True

    def find(self, kind: str, source: str) -> str | None:
        """The piece that the last build made of this text, and which the next one will find, too."""
        key = _key(kind, source) if self.before else ""
        found = self.before.get(key)
        if found is not None:
            self.now[key] = found
        return found

    def keep(self, kind: str, source: str, piece: str) -> None:
        """Remember a piece of this build."""
        if self.keeps:
            self.now[_key(kind, source)] = piece


def _key(kind: str, source: str) -> str:
    return hashlib.sha256(f"{kind}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
