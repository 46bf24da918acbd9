"""Which theme a deck asks for: one of ours, one of reveal.js's, the project's own by name, or a CSS file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidegen import resources
from slidegen.errors import Location, similar
from slidegen.model import Deck, Finding, Nature, Theme

if TYPE_CHECKING:
    from slidegen.stylesheet import Sheet

OURS: Mapping[str, Nature] = {"dark": "dark", "light": "light", "auto": "auto"}
FOLDER = "themes"
LAYER = "_reveal.css"
NAME = re.compile(r"[^\W_][\w-]*")
ELSEWHERE = re.compile(r"(?:https?:)?//", re.I)
# whether a style sheet is dark or light, by what it says first of these
SCHEME = re.compile(r"color-scheme:\s*(dark|light)\b")
GROUND = re.compile(r"--(?:r-background-color|paper):\s*#([0-9a-f]{3}(?:[0-9a-f]{3})?)\b", re.I)


class Themes:
    """Finds the themes of decks, and keeps what it found for the next deck.

    Args:
        own: the project's templates folder; its `themes/NAME.css` come before ours.
        project: the project's folder, which `theme: file.css` may be relative to.
    """

    def __init__(self, own: Path | None = None, project: Path | None = None) -> None:
        self._folders = [top / FOLDER for top in (own, resources.templates()) if top is not None]
        self._project = project
        self._sheets: dict[Path, Sheet] = {}

    def names(self) -> list[str]:
        """Every name that `theme` may have, in the order of the alphabet."""
        found = {path.stem for folder in self._folders for path in folder.glob("*.css")}
        return sorted({*OURS, *(name for name in found if NAME.fullmatch(name))})

    def of(self, deck: Deck) -> tuple[Theme, tuple[Finding, ...]]:
        """The deck's theme (dark, where there is none of that name), and what is wrong with it."""
        asked = str(deck.options.get("theme") or "dark")
        if asked in OURS:
            return Theme(asked, OURS[asked]), ()
        if ELSEWHERE.match(asked):
            return Theme("dark", "dark"), (_elsewhere(deck, asked),)
        places = self._places(deck, asked)
        path = next((place for place in places if _is_file(place)), None)
        if path is None:
            return Theme("dark", "dark", sources=frozenset(places)), (self._unknown(deck, asked),)
        if asked.endswith(".css") and not any(path.is_relative_to(top) for top in self._own(deck)):
            return Theme("dark", "dark"), (_outside(deck, asked),)
        sheet = self._sheet(path)
        return _theme(path, sheet, frozenset(places[: places.index(path) + 1])), sheet.findings

    def _own(self, deck: Deck) -> list[Path]:
        """The deck's folder and the project's, whole."""
        tops = [deck.path.parent, *([self._project] if self._project else [])]
        return [Path(os.path.normpath(top.absolute())) for top in tops]

    def _places(self, deck: Deck, asked: str) -> list[Path]:
        if asked.endswith(".css"):
            return [Path(os.path.normpath(top / asked.lstrip("/"))) for top in self._own(deck)]
        return [folder / f"{asked}.css" for folder in self._folders] if NAME.fullmatch(asked) else []

    def _sheet(self, path: Path) -> Sheet:
        if path not in self._sheets:
            inside = [*self._folders, resources.vendor(), *([self._project] if self._project else [])]
            from slidegen.stylesheet import bundle  # only for decks with a theme of their own

            self._sheets[path] = bundle(path, self._folders, (*inside, path.parent), LAYER, _is_reveals)
        return self._sheets[path]

    def _unknown(self, deck: Deck, asked: str) -> Finding:
        hint = "the path is relative to the deck's folder or the project's"
        close = similar(Path(asked).stem, self.names(), 0.6)
        if not asked.endswith(".css"):
            hint = f"use one of {', '.join(self.names())}"
        if close:
            hint = f"did you mean {close[0]!r}?"
        return Finding("unknown-theme", f"there is no theme called {asked!r}", _where(deck), hint)


def _is_reveals(css: str) -> bool:
    """Whether a style sheet is a theme made for reveal.js."""
    return "--r-main-color" in css and "--r-background-color" in css


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file system can hold
        return False


def _theme(path: Path, sheet: Sheet, looked: frozenset[Path]) -> Theme:
    ours = resources.templates()
    sources = {one for one in (*looked, *sheet.sources) if not one.is_relative_to(ours)}
    return Theme(
        name=path.stem,
        nature=nature(sheet.css),
        address=sheet.address,
        files=sheet.files,
        sources=frozenset(sources),
        centred=_is_reveals(sheet.css),
    )


def nature(css: str) -> Nature:
    """Whether the style sheet's slides are dark or light: by `color-scheme`, else by their background."""
    said = SCHEME.findall(css)
    if said:
        return "light" if said[-1] == "light" else "dark"
    ground = GROUND.findall(css)
    return "light" if ground and _brightness(ground[-1]) > 0.5 else "dark"


def _brightness(digits: str) -> float:
    """From 0 to 1, of three or six hexadecimal digits."""
    pairs = [one * 2 for one in digits] if len(digits) == 3 else [digits[i : i + 2] for i in (0, 2, 4)]
    red, green, blue = (int(pair, 16) / 255 for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _elsewhere(deck: Deck, asked: str) -> Finding:
    message = f"the theme {asked} lies elsewhere and is not used: a hall may have no network"
    return Finding("outside-theme", message, _where(deck), "download it and name the file")


def _outside(deck: Deck, asked: str) -> Finding:
    message = f"the theme {asked} lies outside the project and is not used"
    return Finding("outside-file", message, _where(deck), "move it into the project's folder")


def _where(deck: Deck) -> Location:
    """The line of the deck's front matter, or the deck as a whole where the project sets the theme."""
    lines: Iterator[tuple[int, Any]] = enumerate(deck.source.split("\n"), 1)
    return Location(deck.label, next((number for number, text in lines if text.startswith("theme:")), None))
