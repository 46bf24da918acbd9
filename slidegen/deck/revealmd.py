"""reveal-md.json (reveal-md's options) and reveal.json (reveal.js's), beside the deck or in the project's folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

from slidegen.deck.frontmatter import read_yaml
from slidegen.deck.settings import Settings, Values, of_deck
from slidegen.errors import DeckError, Location

# reveal-md reads JSON5; the first of these that is there counts, the deck's own folder before the project's
OPTIONS = ("reveal-md.json5", "reveal-md.json")
REVEAL = ("reveal.json5", "reveal.json")
TOKEN = re.compile(r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/|\t""", re.S)


def reveal_md_settings(folder: Path, root: Path | None, label: Path) -> tuple[Settings, tuple[Path, ...]]:
    """What these files set, and every path that was looked for.

    Args:
        folder: the deck's folder.
        root: the project's folder.
        label: how messages name the deck.

    Raises:
        DeckError: a file is not JSON, or a value is of the wrong kind.
    """
    folders = [folder] if root is None or root == folder else [folder, root]
    found, looked = Settings(), []
    for names in (REVEAL, OPTIONS):
        paths = [one / name for one in folders for name in names]
        looked += paths
        if path := next((path for path in paths if path.is_file()), None):
            shown = label.parent / path.name if path.parent == folder else path
            values = _read(path, shown)
            if names is REVEAL:
                values = Values({"revealOptions": dict(values)}, {"revealOptions": 1})
            found = of_deck(values, shown).over(found)
    return found, tuple(looked)


def _read(path: Path, shown: Path) -> Values:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise DeckError(f"cannot be read: {error.strerror}", where=Location(shown)) from None
    except UnicodeDecodeError:
        raise DeckError("not UTF-8", where=Location(shown), hint="save it as UTF-8") from None
    try:
        values = json.loads(text)
        lines = {str(key): _line(text, str(key)) for key in values} if isinstance(values, dict) else {}
        values = Values(values, lines) if isinstance(values, dict) else values
    except (ValueError, RecursionError):
        values = read_yaml(_without_comments(text), shown)  # JSON5 without comments and tabs is YAML, nearly
    if not isinstance(values, Values):
        raise DeckError("the file must hold an object, {...}", where=Location(shown, 1))
    return values


def _without_comments(text: str) -> str:
    """Comments as blanks, so that lines stay where they are."""
    return TOKEN.sub(
        lambda found: re.sub(r"[^\n]", " ", found[0]) if found[0][0] in "/\t" else found[0], text
    )


def _line(text: str, key: str) -> int:
    """The line on which a key stands."""
    return text.count("\n", 0, max(0, text.find(json.dumps(key, ensure_ascii=False)))) + 1
