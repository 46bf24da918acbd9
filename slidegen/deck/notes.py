"""Speaker notes written as HTML: found in a slide's text, so that neither its name nor a public site shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slidegen.deck.fences import closed_fences, inside
from slidegen.errors import DeckError, Location

ASIDE = re.compile(
    r"""<aside\b(?:\s[^>]*?)?\sclass\s*=\s*(?:"[^"]*\bnotes\b[^"]*"|'[^']*\bnotes\b[^']*'|notes\b)[^>]*>"""
    r".*?(?:</aside\s*>|\Z)",
    re.S | re.I,
)


def without_asides(text: str) -> str:
    """The text with each `<aside class="notes">` outside code replaced by as many line ends as it had."""
    if "<aside" not in text.lower():
        return text
    fences = closed_fences(text)

    def replaced(found: re.Match[str]) -> str:
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if inside(fences, found.start()) or before.count("`") % 2:
            return found[0]
        return "\n" * found[0].count("\n")

    return ASIDE.sub(replaced, text)


def has_notes(settings: Mapping[str, Any], where: Location) -> bool:
    """Whether the deck's page may hold its notes: not with `notes: false`.

    Raises:
        DeckError: neither true nor false.
    """
    value = settings.get("notes")
    if value is not None and not isinstance(value, bool):
        raise DeckError(f"notes: {value!r} is not known", where=where, hint="notes: false leaves them out")
    return value is not False
