"""Text within a block: words, code, bold and italic words, links, pictures and formulas in their plainest form."""

from __future__ import annotations

import re
from typing import Protocol

from slidegen.deck.formulas import Formula, find_inline
from slidegen.markup.highlight import escape

# What no rule for text ever looks at, wherever it stands; spaces of other kinds have been ruled out before.
WORDS = r"[^\x00-\x1f!$&*<>@\[\\\]^_`{|}~]"
# how a line may begin, so that it begins no block
START = r"(?!\d+[.)])(?=[^\x00-!#-&)-/:-@\[-`{-~]|\*\*?[A-Za-z0-9]|\[[A-Za-z0-9]|!\[|`[^`]|\$[^$])"
ADDRESS = r"[A-Za-z0-9/.:?=~+,;_#-]+"
PIECE = re.compile(
    rf"(?P<words>{WORDS}+)"
    rf"|(?P<line>(?<! )\n{START})"
    r"|`(?P<code>[^`\s]|[^`\s][^`\n]*[^`\s])`(?!`)"
    r"|(?<![^\s(])\*\*(?P<strong>[A-Za-z0-9](?:[A-Za-z0-9 ,]*[A-Za-z0-9])?)\*\*(?![^\s.,;:)?])"
    r"|(?<![^\s(])\*(?P<em>[A-Za-z0-9](?:[A-Za-z0-9 ,]*[A-Za-z0-9])?)\*(?![^\s.,;:)?])"
    rf"|(?P<picture>!?)\[(?P<label>[A-Za-z0-9 ,.'()/:-]*)\]\((?P<address>{ADDRESS})\)"
    r"|(?P<formula>\$)"
)
PLAIN = re.compile(rf"{START}{WORDS}*(?<! )")
STARTS = re.compile(START)


class Formulas(Protocol):
    """Keeps the formulas of a text until all of it is rendered."""

    def clear(self) -> None:
        """A new text begins."""

    def mark(self, formula: Formula, line: int | None = None, *, block: bool = False) -> str:
        """What stands for a formula that begins on this line, counted from 0."""


def inline(text: str, formulas: Formulas | None, line: int = 0) -> str | None:
    """The text of a heading, paragraph or item as HTML; None where it is not simple.

    Args:
        text: one line, or several.
        formulas: gives marks for formulas; None where dollars mean nothing.
        line: the first line in the slide, counted from 0.
    """
    if PLAIN.fullmatch(text):
        return None if _is_web(text) else text
    if not STARTS.match(text) or text.endswith(" "):
        return None
    parts: list[str] = []
    at, end = 0, len(text)
    while at < end:
        found = PIECE.match(text, at)
        part = _html(found) if found else None
        at = found.end() if found else end
        if found and found.lastgroup == "formula" and formulas is not None:
            formula = find_inline(text, found.start(), end)
            if formula is not None and "\n" not in formula.raw:  # a line of it might begin a block
                part = formulas.mark(formula, line + text.count("\n", 0, found.start()))
                at = found.start() + len(formula.raw)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)


def _is_web(text: str) -> bool:
    """Whether a bare address may stand here, which would be a link."""
    return "://" in text or "www." in text.lower()


def _html(found: re.Match[str]) -> str | None:
    kind = str(found.lastgroup)
    text = found[kind]
    match kind:
        case "words":
            return None if _is_web(text) else text
        case "line":
            return "\n"
        case "code":
            return f"<code>{escape(text)}</code>"
        case "strong" | "em":
            return None if _is_web(text) else f"<{kind}>{text}</{kind}>"
        case "address":
            return _link(found["label"], text, picture=bool(found["picture"]))
    return None


def _link(label: str, address: str, *, picture: bool) -> str | None:
    if _is_web(label) or label != label.strip() or address.startswith("demo:"):
        return None
    if not picture:
        return f'<a href="{address}">{label}</a>' if label and address != "href" else None
    # an attribute that is called like its value is written in its short form
    return None if label == "alt" or address == "src" else f'<img alt="{label}" src="{address}">'
