"""Decks to compare: their text and separators, and what the plugin is fed with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
HEAD = re.compile(r"<!-- parity (\{.*\}) -->")
FRONT_MATTER = re.compile(r"-{3}[\r\n]([\s\S]+?)[\r\n]-{3}")
# reveal-md's defaults
SEPARATOR = r"\r?\n---\r?\n"
VERTICAL = r"\r?\n----\r?\n"
KEYS = {"separator": "separator", "verticalSeparator": "vertical", "notesSeparator": "notes"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One deck; the separators are JavaScript regex sources, None where the plugin's default holds.

    `front_matter` is reveal-md's pipeline: byte-order mark and YAML block are cut, the separators in it win.
    """

    name: str
    text: str
    separator: str | None = SEPARATOR
    vertical: str | None = VERTICAL
    notes: str | None = None
    front_matter: bool = False

    def plugin_options(self) -> dict[str, str | None]:
        """What the plugin gets: text and separators."""
        one = self._without_front_matter() if self.front_matter else self
        return {"text": one.text, "separator": one.separator, "vertical": one.vertical, "notes": one.notes}

    def command_line(self) -> list[str]:
        """The options of `slidegen build` that ask for the same."""
        words = ["--dialect", "reveal", "--split", "separators"]
        if self.separator:
            words.append(f"--separator={self.separator}")
        words.append(f"--vertical-separator={self.vertical or 'none'}")
        if self.notes:
            words.append(f"--notes-separator={self.notes}")
        return words if self.front_matter else [*words, "--no-front-matter"]

    def _without_front_matter(self) -> Entry:
        text = self.text.removeprefix("\ufeff").replace("\r\n", "\n")  # it goes through a textarea
        found = FRONT_MATTER.match(text)
        values = yaml.safe_load(found[1]) if found else None
        if found is None or not isinstance(values, dict):
            return replace(self, text=text)
        own: Mapping[str, Any] = {ours: values[key] for key, ours in KEYS.items() if key in values}
        escaped = {ours: value.replace("\r", r"\r").replace("\n", r"\n") for ours, value in own.items()}
        return replace(self, text=text[found.end() :] or text, **escaped)


def case(path: Path) -> Entry:
    """A file of cases/: its first line is `<!-- parity {options} -->` and no part of the deck."""
    head, _, body = path.read_text("utf-8").partition("\n")
    found = HEAD.fullmatch(head)
    assert found, f"{path.name}: the first line must be <!-- parity {{...}} -->"
    options: dict[str, Any] = json.loads(found[1])
    if options.pop("crlf", False):
        body = body.replace("\n", "\r\n")
    if options.pop("bom", False):
        body = "\ufeff" + body
    return Entry(path.stem, body, **options)


def cases() -> list[Entry]:
    """All cases."""
    return [case(path) for path in sorted((HERE / "cases").glob("*.md"))]
