"""Every key that a project, a deck or one of reveal-md's files may set, and how they are read: nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from slidegen.errors import DeckError, Location, SlidegenError, similar
from slidegen.model import Dialect, Finding

Kind = Literal["text", "texts", "flag", "mapping", "texts by name", "mapping or flag"]
LARGEST = 20_000  # values in one setting: YAML's aliases can make billions out of a few lines


@dataclass(frozen=True, slots=True)
class Key:
    """What a setting holds, and whether it may stand in a deck (front matter, reveal-md.json) and in slidegen.toml."""

    kind: Kind = "text"
    deck: bool = True
    project: bool = True
    choices: tuple[str, ...] = ()


# docs/format.md describes each of them; tests/deck/test_settings.py compares.
KEYS: Mapping[str, Key] = {
    "title": Key(),
    "description": Key(project=False),
    "image": Key(project=False),
    "lang": Key(),
    "url": Key(deck=False),
    "absoluteUrl": Key(project=False),
    "featuredSlide": Key(project=False),
    "favicon": Key(),
    "theme": Key(),
    "highlightTheme": Key(),
    "css": Key("texts"),
    "scripts": Key("texts"),
    "staticDirs": Key("texts"),
    "template": Key(),
    "dialect": Key(choices=("slidegen", "reveal")),
    "features": Key("texts"),
    "notes": Key("flag"),
    "split": Key(choices=("auto", "headings", "separators")),
    "separator": Key(),
    "verticalSeparator": Key(),
    "notesSeparator": Key(),
    "frontMatter": Key("flag", deck=False),
    "revealOptions": Key("mapping"),
    "macros": Key("texts by name"),
    "mermaid": Key("mapping or flag"),
    "bibliography": Key("texts"),
    "citation_style": Key(choices=("author-year", "numeric")),
    "decks": Key("texts", deck=False),
    "out": Key(deck=False),
    "demos": Key(deck=False),
    "templates": Key(deck=False),
    "extensions": Key("texts", deck=False),
    "extensionConfigs": Key("mapping", deck=False),
    "check": Key("mapping", deck=False),
}
# reveal-md's keys, and those that blogs and other slide tools keep in front matter, that change nothing here
WITHOUT_EFFECT = frozenset(
    [
        "assetsDir",
        "base",
        "disableAutoOpen",
        "glob",
        "help",
        "host",
        "listingTemplate",
        "port",
        "preprocessor",
        "print",
        "printSize",
        "static",
        "staticDir",
        "puppeteerChromiumExecutable",
        "puppeteerLaunchArgs",
        "version",
        "view",
        "watch",
        "author",
        "authors",
        "category",
        "categories",
        "comments",
        "date",
        "draft",
        "info",
        "keywords",
        "layout",
        "license",
        "marp",
        "permalink",
        "published",
        "subtitle",
        "summary",
        "tags",
        "type",
        "updated",
    ]
)
REVEAL_OPTIONS = frozenset(
    [
        "autoSlide",
        "backgroundTransition",
        "center",
        "controls",
        "embedded",
        "fragments",
        "hash",
        "height",
        "history",
        "keyboard",
        "loop",
        "margin",
        "maxScale",
        "minScale",
        "mouseWheel",
        "overview",
        "parallaxBackgroundImage",
        "plugins",
        "progress",
        "rtl",
        "showNotes",
        "slideNumber",
        "touch",
        "transition",
        "transitionSpeed",
        "viewDistance",
        "width",
    ]
)
# what a deck may rely on, and would miss
UNUSABLE = {
    "preprocessor": "no JavaScript runs while building",
    "template": "pages are Jinja2 templates, NAME.j2",
}
MEANT = {
    "text": "text",
    "texts": "a list of texts",
    "flag": "true or false",
    "mapping": "a mapping",
    "texts by name": "a mapping of names to texts",
    "mapping or flag": "a mapping, or false",
}
FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Values(dict[str, Any]):
    """What a file sets, with the line, from 1, on which each key stands and the text of plain values as written."""

    def __init__(
        self,
        values: Mapping[str, Any] | None = None,
        lines: Mapping[str, int] | None = None,
        written: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(values or {})
        self.lines, self.written = lines or {}, written or {}


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked values, and where each was set."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def over(self, other: Settings) -> Settings:
        """These settings, and the other's where these say nothing; `revealOptions` are joined key by key."""
        values = {**other.values, **self.values}
        both = (other.values.get("revealOptions"), self.values.get("revealOptions"))
        if all(isinstance(one, dict) for one in both):
            values["revealOptions"] = {**cast(dict[str, Any], both[0]), **cast(dict[str, Any], both[1])}
        return Settings(values, {**other.places, **self.places}, (*other.findings, *self.findings))


def of_deck(values: Values, label: Path) -> Settings:
    """The settings of front matter or of reveal-md.json; what is unknown or of no use here is said.

    Raises:
        DeckError: a value is of the wrong kind.
    """
    known: dict[str, Any] = {}
    places: dict[str, Location] = {}
    for name, value in values.items():
        if value is not None and name in KEYS and KEYS[name].deck:
            places[name] = Location(label, values.lines.get(name, 1))
            plain = KEYS[name].kind == "text" and not isinstance(value, bool)
            written = values.written.get(name, value) if plain else value
            known[name] = checked(name, written, places[name])
    return Settings(known, places, tuple(_findings(values, label)))


def checked(name: str, value: Any, where: Location | None, error: type[SlidegenError] = DeckError) -> Any:
    """The value of a known key as the rest of slidegen wants it.

    Raises:
        SlidegenError: it is of the wrong kind; of the class `error`.
    """
    key = KEYS[name]
    found = _checked(name, key.kind, value)
    if found is None or "\0" in str(found):
        shown = (
            f", not {value!r}"
            if isinstance(value, str | bool | int | float) and len(repr(value)) < 60
            else ""
        )
        raise error(f"{name} must be {MEANT[key.kind]}{shown}", where=where, hint="mend or remove it")
    if key.choices and found not in key.choices:
        raise error(f"{name}: {found!r} is not known", where=where, hint=f"use {' or '.join(key.choices)}")
    return found


def dialect(settings: Mapping[str, Any]) -> Dialect:
    """`slidegen`, or `reveal` for nothing but what reveal.js's own plugin understands."""
    return cast(Dialect, settings.get("dialect", "slidegen"))


def unknown_key(name: str, known: Mapping[str, Key]) -> str:
    """What to say about a key that nobody knows."""
    if name in REVEAL_OPTIONS:
        return f"reveal.js's options stand under revealOptions: {name} too"
    spelt = name.replace("-", "").replace("_", "").lower()
    same = [one for one in known if one.lower() == spelt]
    close = same or similar(name, known, 0.6)
    return f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"


def _findings(values: Values, label: Path) -> Iterator[Finding]:
    idle = [str(name) for name in values if name in WITHOUT_EFFECT - UNUSABLE.keys()]
    if idle:
        where = Location(label, values.lines.get(idle[0], 1))
        message = f"of no effect here: {', '.join(idle)}"
        yield Finding("idle-setting", message, where, severity="note")
    for name, what in UNUSABLE.items():
        value = values.get(name)
        if value and not str(value).endswith(".j2"):
            where, message = (
                Location(label, values.lines.get(name, 1)),
                f"{name}: {value} is not used: {what}",
            )
            yield Finding("idle-setting", message, where, "see the deck format's page in the documentation")
    known = {name: key for name, key in KEYS.items() if key.deck}
    for name in values:
        where = Location(label, values.lines.get(name, 1))
        if name in KEYS and name not in known:
            yield Finding(
                "unknown-setting", f"{name!r} is no setting of one deck", where, "set it in slidegen.toml"
            )
        elif name not in KEYS and name not in WITHOUT_EFFECT:
            yield Finding("unknown-setting", f"unknown key {name!r}", where, unknown_key(name, known))


def _checked(name: str, kind: Kind, value: Any) -> Any:
    """The value in its kind's own form, None where it is of another kind."""
    match kind:
        case "text":
            return _text(name, value)
        case "texts":
            return _texts(value.replace(" ", ",") if name == "features" and isinstance(value, str) else value)
        case "flag":
            return FLAGS.get(str(value).lower()) if isinstance(value, bool | str) else None
        case "mapping":
            return _mapping(value)
        case "texts by name":
            named = (
                {str(key): _text(name, one) for key, one in value.items()}
                if isinstance(value, dict)
                else None
            )
            return named if named is not None and None not in named.values() else None
    return value if isinstance(value, bool) else _mapping(value)


def _text(name: str, value: Any) -> str | None:
    if value is False and name == "verticalSeparator":
        return "none"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value)


def _texts(value: Any) -> list[str] | None:
    """reveal-md takes a list, or one text with commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        return None
    found = [_text("", one) for one in value]
    return None if None in found else cast(list[str], found)


def _mapping(value: Any) -> dict[str, Any] | None:
    """The mapping if it is one of plain values, such as JSON can write."""
    if not isinstance(value, dict) or _size(value) > LARGEST:
        return None
    try:
        json.dumps(value, allow_nan=False, sort_keys=True)  # as the page writes them
    except (TypeError, ValueError, RecursionError):
        return None
    return {str(key): one for key, one in value.items()}


def _size(value: Any) -> int:
    """How many values there are, counted up to a little more than LARGEST."""
    waiting, count = [value], 0
    while waiting and count <= LARGEST:
        one = waiting.pop()
        count += 1
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return count
