"""Speaker notes written as HTML: found in a slide's text, so that neither its name nor a public site shows them."""

from __future__ import annotations

import re

from slidegen.deck.fences import closed_fences, inside

ASIDE = re.compile(
    r"""<aside\b(?:\s[^>]*?)?\sclass\s*=\s*(?:"[^"]*\bnotes\b[^"]*"|'[^']*\bnotes\b[^']*'|notes\b)[^>]*>"""
    r".*?(?:</aside\s*>|\Z)",
    re.S | re.I,
)


def without_asides(text: str) -> str:
    """The text with each `<aside class="notes">` outside code replaced by as many line ends as it had."""
    if "<" not in text or "<aside" not in text.lower():
        return text
    fences = closed_fences(text)

    def replaced(found: re.Match[str]) -> str:
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if inside(fences, found.start()) or before.count("`") % 2:
            return found[0]
        return "\n" * found[0].count("\n")

    return ASIDE.sub(replaced, text)
