"""TeX as words and signs, for the titles and ids of slides whose headings hold formulas."""

from __future__ import annotations

import re
import unicodedata

from slidegen.deck.formulas import find_inline

# What a title says in place of TeX, and an id after it
SIGNS = {
    **{"infty": "∞", "nabla": "∇", "partial": "∂", "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "times": "×"},
    **{"cdot": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "in": "∈", "approx": "≈"},
    **{"sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "pm": "±", "ell": "ℓ", "ldots": "…", "dots": "…", "top": "⊤"},
    **{"varepsilon": "ε", "epsilon": "ε", "varphi": "φ", "vartheta": "θ", "lambda": "λ", "quad": " "},
    **{"|": "‖", "colon": ":", "mid": "|"},
}  # fmt: skip
FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
COMMAND = re.compile(r"\\([A-Za-z]+|.)\s?", re.S)
KEPT_ARGUMENT = re.compile(
    r"(?:math|text|bold|operator|left|right|big|Big|hat|bar|vec|tilde|over|under|displaystyle)"
)


def readable(tex: str) -> str:
    """TeX as one may say it in a title: letters and signs, no commands, braces or dollars."""
    text = FRACTION.sub(r"\1/\2", tex)
    return " ".join(re.sub(r"[{}$]", "", COMMAND.sub(_sign, text)).split())


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    if name in SIGNS:
        return SIGNS[name]
    if not name.isalpha():
        return " " if name in ",;:! \\" else name
    if KEPT_ARGUMENT.match(name):
        return ""
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return name + " "


def without_formulas(text: str) -> str:
    """The text with every formula in it made readable; the rest is left as it is."""
    parts, at = [], 0
    for found in re.finditer(r"`+|[$\\]", text):
        if found.start() < at:
            continue
        if found[0][0] == "`":  # code: dollars in it mean nothing
            close = text.find(found[0], found.end())
            skip = close + len(found[0]) if close > 0 else found.end()
            parts.append(text[at:skip])
            at = skip
        elif formula := find_inline(text, found.start(), len(text)):
            parts += [text[at : found.start()], readable(formula.tex)]
            at = found.start() + len(formula.raw)
        elif found[0] == "\\":  # an escaped sign begins nothing
            parts.append(text[at : found.start() + 2])
            at = found.start() + 2
    return "".join(parts) + text[at:]
