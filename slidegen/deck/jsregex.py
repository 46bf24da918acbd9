"""JavaScript regex sources, as reveal-md's separators are written, for Python's `re`."""

from __future__ import annotations

import re
from functools import lru_cache

# ECMA-262: `.`, `^` and `$` stop at these four, and `\s` is this set.
LINE_ENDS = r"\n\r\u2028\u2029"
SPACE = r" \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
CLASSES = {"s": SPACE, "d": "0-9", "w": "A-Za-z0-9_"}
PART = re.compile(
    r"\\(?:[sSdDwW]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|k<\w+>|.)|\(\?<(?![=!])|\[\^?\]|.", re.S
)


@lru_cache(256)
def compile_js(source: str, flags: str = "") -> re.Pattern[str]:
    """A Python pattern that matches like JavaScript's `RegExp(source, flags)`.

    Args:
        source: the text between the slashes of a JavaScript regular expression.
        flags: of JavaScript's flags, `m` and `i` are known.

    Raises:
        re.error: the source is not a valid expression.
    """
    out: list[str] = []
    inside = False  # a [class]
    for part in PART.findall(source):
        if part[0] == "\\" and len(part) > 1:
            out.append(_escape(part, inside))
        elif inside:
            inside = part != "]"
            out.append(r"\[" if part == "[" else part)
        elif part in ("[]", "[^]"):
            out.append("(?!)" if part == "[]" else r"[\s\S]")
        elif part[0] == "[":
            inside = True
            out.append("[")
        else:
            out.append(_plain(part, "m" in flags))
    return re.compile("".join(out), re.IGNORECASE if "i" in flags else 0)


def _escape(part: str, inside: bool) -> str:
    """One backslash sequence; `inside` a character class."""
    letter = part[1]
    if len(part) == 2 and letter.lower() in CLASSES:
        chars = CLASSES[letter.lower()]
        if letter.islower():
            return chars if inside else f"[{chars}]"
        return part if inside else f"[^{chars}]"
    if letter == "k":
        return f"(?P={part[3:-1]})"
    if len(part) == 2 and (letter in "/-" or (letter.isalpha() and letter not in "bBnrtfv")):
        return re.escape(letter)
    return part


def _plain(part: str, multiline: bool) -> str:
    """A part outside classes that JavaScript and Python read differently."""
    match part:
        case "(?<":
            return "(?P<"
        case ".":
            return f"[^{LINE_ENDS}]"
        case "^":
            return f"(?<![^{LINE_ENDS}])" if multiline else r"\A"
        case "$":
            return f"(?![^{LINE_ENDS}])" if multiline else r"\Z"
    return part
