"""Styles and scripts as visitors get them: fewer files, without comments and needless space.

The sources stay apart in templates/, and a user's file of the same name still takes the place of ours.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from slidegen import resources

# a style sheet of the site, and those it is made of, in their order; addresses below _slidegen/
BUNDLES = {"css/deck.css": ("reveal/reveal.css", "css/palette.css", "css/deck.css")}
FIRST = re.compile(
    r"""(?:@charset[^;]*;|(@import\s*(?:"[^"]*"|'[^']*'|[^;"'])*;))"""
)  # only right at the start

KEPT_OR_SPACE = re.compile(
    r"""(?=[\s/"'u])(?:(?P<kept>/\*!.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^"')]*\))|(?:\s|/\*(?!!).*?(?:\*/|\Z))+)""",
    re.S,
)


class Texts(Protocol):
    """Keeps texts from build to build."""

    def text(self, key: str) -> str | None:
        """The text of that key."""

    def keep_text(self, key: str, text: str) -> None:
        """Remember it."""


def packed(files: Mapping[str, bytes | Path], texts: Texts | None = None) -> dict[str, bytes]:
    """The files of ours that visitors get in another form than they are written in, by address.

    Args:
        files: all files of the site that every page may use.
        texts: where what an earlier build made of the same sources is found.
    """
    sources = dict(_sources(files))
    key = hashlib.sha256(json.dumps(sources).encode()).hexdigest()
    made = json.loads((texts.text(key) if texts else None) or "null")
    if made is None:
        made = {
            address: _bundle(tuple(parts)) if address.endswith(".css") else _script(parts[0])
            for address, parts in sources.items()
        }
        if texts:
            texts.keep_text(key, json.dumps(made))
    return {address: text.encode() for address, text in made.items()}


def _sources(files: Mapping[str, bytes | Path]) -> Iterator[tuple[str, list[str]]]:
    """The texts that each file of another form is made from, by its address."""
    ours = os.path.join(resources.templates(), "")  # noqa: PTH118
    for address, source in files.items():
        name = address.removeprefix("_slidegen/")
        if not isinstance(source, Path) or name.startswith("reveal/"):
            continue
        if name.endswith(".css"):
            parts = [f"_slidegen/{part}" for part in BUNDLES[name]] if name in BUNDLES else [address]
            yield address, [_text(files[part]) for part in parts if part in files]
        elif name.endswith(".js") and os.fspath(source).startswith(ours):
            yield address, [_text(source)]  # a user's may be newer than the minifier


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
