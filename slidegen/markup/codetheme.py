"""reveal-md's `highlightTheme` as colours of ours, where Pygments has a style of that name or one like it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from slidegen.errors import Location, similar
from slidegen.markup.context import Context
from slidegen.markup.languages import available

# highlight.js's themes that Pygments has by another name
SAME: Mapping[str, str] = {
    "atom-one-dark": "one-dark",
    "base16/dracula": "dracula",
    "base16/material": "material",
    "base16/nord": "nord",
    "base16/solarized-dark": "solarized-dark",
    "base16/solarized-light": "solarized-light",
    "arduino-light": "arduino",
    "monokai-sublime": "monokai",
}
# classes of code.css to the token types that give them their colour
TOKENS: Mapping[str, str] = {
    "k": "Keyword",
    "t": "Name.Builtin",
    "f": "Name.Function",
    "s": "Literal.String",
    "m": "Literal.Number",
    "c": "Comment",
    "d": "Name.Decorator",
}


def style(context: Context) -> str:
    """The `<style>` of the deck's theme, before its first code block; empty everywhere else."""
    name = context.options.get("highlightTheme")
    if not name or "codetheme" in context.memory or not available():
        return ""
    context.memory["codetheme"] = name
    colours = _colours(str(name))
    if colours is None:
        place = Location(context.where.path, 1)
        message = f"highlightTheme {name!r} has no like here: code keeps our colours"
        context.say("highlight-theme", message, place, _hint(str(name)), "note")
        return ""
    rules = "".join(f"--code-{name}:{value};" for name, value in colours.items())
    return f"<style>.reveal pre{{{html.escape(rules)}}}</style>\n"


def _hint(name: str) -> str:
    from pygments.styles import get_all_styles

    known = sorted(get_all_styles())
    close = similar(name, known, 0.6)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"


def _colours(name: str) -> Mapping[str, str] | None:
    """Colours by variable; None where Pygments has no such style."""
    from pygments.styles import get_style_by_name
    from pygments.token import string_to_tokentype
    from pygments.util import ClassNotFound

    name = name.lower().removesuffix(".css")
    try:
        found: Any = get_style_by_name(SAME.get(name, name))
    except ClassNotFound:
        return None
    colours = {
        one: found.style_for_token(string_to_tokentype(token))["color"] for one, token in TOKENS.items()
    }
    ink = (
        found.style_for_token(string_to_tokentype("Name"))["color"]
        or found.style_for_token(string_to_tokentype("Token"))["color"]
    )
    ground = found.background_color
    dark = sum(int(ground.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)) < 384 if len(ground) == 7 else False
    plain = f"#{ink}" if ink else ("#e9eef3" if dark else "#1d2733")
    return {"ground": ground, "ink": plain} | {
        one: f"#{value}" if value else plain for one, value in colours.items()
    }
