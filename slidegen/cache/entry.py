"""A deck's page as bytes, and back; the pool's workers answer with them, the store keeps them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from slidegen.cache.state import State
from slidegen.errors import Location
from slidegen.model import Facts, Finding, Page, RenderedDeck


@dataclass(frozen=True, slots=True)
class Entry:
    """A page with what the build said of it, and the state of every file that it was made from.

    `states` is empty where the page may not be kept. `pieces` are the page's finished code and formulas, by
    what they were made from: the next page of the same deck will have most of them.
    """

    page: Page
    findings: tuple[Finding, ...]
    states: Mapping[Path, State]
    pieces: Mapping[str, str] = field(default_factory=dict)


def pack(entry: Entry) -> bytes:
    """The entry as a digest and JSON behind it."""
    page, facts = entry.page, entry.page.facts
    assert facts is not None
    data = {
        "page": [page.path, page.title, page.html],
        "facts": [os.fspath(facts.path), facts.lang, facts.slides, facts.demos, facts.uses],
        "files": [_file(name, source) for name, source in facts.files.items()],
        "inputs": sorted(os.fspath(path) for path in facts.inputs),
        "links": [[os.fspath(path), address] for path, address in facts.links.items()],
        "findings": [_finding(one) for one in entry.findings],
        "states": [[os.fspath(path), state] for path, state in entry.states.items()],
        "pieces": dict(entry.pieces),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return digest(text) + b"\n" + text


def digest(text: bytes) -> bytes:
    """What stands before the JSON, so that a damaged entry is not taken for a good one."""
    return hashlib.sha256(text).hexdigest().encode()


def unpack(data: bytes, deck: Callable[[], RenderedDeck]) -> Entry:
    """The entry.

    Args:
        data: what `pack` made.
        deck: makes the deck, should anybody ask for its slides.

    Raises:
        ValueError: it is none.
    """
    head, _, text = data.partition(b"\n")
    if head != digest(text):
        raise ValueError("damaged")
    try:
        return _entry(json.loads(text.decode("utf-8", "surrogatepass")), deck)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("of another form") from error


@lru_cache(maxsize=4096)  # fifty decks name the same pictures, each in four lists
def _path(text: str) -> Path:
    return Path(text)


def _entry(data: Any, deck: Callable[[], RenderedDeck]) -> Entry:
    file, lang, slides, demos, uses = data["facts"]
    facts = Facts(
        Path(file),
        lang,
        slides,
        tuple(demos),
        tuple(uses),
        {name: _path(path) if text is None else text.encode("latin-1") for name, path, text in data["files"]},
        frozenset(map(_path, data["inputs"])),
        {_path(path): address for path, address in data["links"]},
    )
    path, title, html = data["page"]
    findings = tuple(
        Finding(rule, message, Location(_path(place), line), hint, severity)
        for rule, message, place, line, hint, severity in data["findings"]
    )
    states = {_path(path): state for path, state in data["states"]}
    return Entry(Page(path, title, html, deck, facts), findings, states, data["pieces"])


def _file(name: str, source: bytes | Path) -> Sequence[str | None]:
    """Its path, or its bytes as text of one character for each."""
    return [name, None, source.decode("latin-1")] if isinstance(source, bytes) else [name, str(source), None]


def _finding(one: Finding) -> Sequence[Any]:
    where = one.where
    return [one.rule, one.message, os.fspath(where.path), where.line, one.hint, one.severity]
