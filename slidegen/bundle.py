"""Styles and scripts as visitors get them: fewer files, without comments and needless space.

The sources stay apart in templates/, and a user's file of the same name still takes the place of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from slidegen import resources

# a style sheet of the site, and those it is made of, in their order; addresses below _slidegen/
BUNDLES = {"css/deck.css": ("reveal/reveal.css", "css/palette.css", "css/deck.css")}
FIRST = re.compile(
    r"""(?:@charset[^;]*;|(@import\s*(?:"[^"]*"|'[^']*'|[^;"'])*;))"""
)  # only right at the start

KEPT_OR_SPACE = re.compile(
    r"""(?P<kept>/\*!.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^"')]*\))|(?:\s|/\*(?!!).*?(?:\*/|\Z))+""",
    re.S,
)


def packed(files: Mapping[str, bytes | Path]) -> dict[str, bytes | Path]:
    """The files of ours that visitors get in another form than they are written in, by address.

    Args:
        files: all files of the site that every page may use.
    """
    found: dict[str, bytes | Path] = {}
    ours = resources.templates()
    for address, source in files.items():
        name = address.removeprefix("_slidegen/")
        if not isinstance(source, Path) or name.startswith("reveal/"):
            continue
        if name in BUNDLES:
            parts = [files[f"_slidegen/{part}"] for part in BUNDLES[name] if f"_slidegen/{part}" in files]
            found[address] = _bundle(tuple(_text(part) for part in parts)).encode()
        elif name.endswith(".css"):
            found[address] = _bundle((_text(source),)).encode()
        elif name.endswith(".js") and source.is_relative_to(ours):  # a user's may be newer than the minifier
            found[address] = _script(_text(source)).encode()
    return found


@lru_cache(maxsize=64)
def _bundle(texts: tuple[str, ...]) -> str:
    """Style sheets one after the other; imports count only before all rules."""
    imports: list[str] = []
    bodies = []
    for text in texts:
        body = _style(text.removeprefix("\ufeff"))
        while found := FIRST.match(body):
            imports += [found[1]] if found[1] else []
            body = body[found.end() :].lstrip()
        bodies.append(body)
    return "\n".join([*imports, *bodies]) + "\n"


def _style(css: str) -> str:
    """Without comments and indentation; no more, since minifiers of our time misread nested rules."""
    return KEPT_OR_SPACE.sub(lambda found: found["kept"] or ("\n" if "\n" in found[0] else " "), css).strip()


@lru_cache(maxsize=64)
def _script(text: str) -> str:
    from rjsmin import jsmin

    return str(jsmin(text, keep_bang_comments=True)) + "\n"


def _text(source: bytes | Path) -> str:
    return (source if isinstance(source, bytes) else source.read_bytes()).decode("utf-8", "replace")
