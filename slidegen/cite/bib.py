"""Reads .bib files with pybtex, which is loaded for decks with a bibliography only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidegen.cite.work import Author, Work
from slidegen.deck.read import read_text
from slidegen.errors import DeckError, Location, MissingExtraError

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

COMMAND = re.compile(r"\\[a-zA-Z]+\*?[ \t]?|[{}$]")
VERBATIM = ("url", "doi", "eprint", "howpublished")


def read_bib(path: Path, label: Path) -> Mapping[str, Work]:
    """The works of a file by key.

    Args:
        path: the file.
        label: how messages name it.

    Raises:
        DeckError: it cannot be read, is not BibTeX, or holds a key twice.
        MissingExtraError: pybtex is not installed.
    """
    return _works(read_text(path, label), label)


@lru_cache(maxsize=8)  # many decks share one bibliography
def _works(text: str, label: Path) -> Mapping[str, Work]:
    try:
        from pybtex import errors
        from pybtex.database.input.bibtex import Parser
        from pybtex.exceptions import PybtexError
    except ModuleNotFoundError:
        raise MissingExtraError("build", "cite", "pybtex") from None
    errors.set_strict_mode(True)
    try:
        data = Parser().parse_string(text)
        return {key: _work(key, entry) for key, entry in data.entries.items()}
    except PybtexError as error:
        raise _said(error, text, label) from None


def _said(error: Exception, text: str, label: Path) -> DeckError:
    message = re.sub(r"^syntax error in line \d+: ", "", str(error))
    line = getattr(error, "lineno", None)
    hint = "each entry is @kind{key, name = {value}, ...}"
    if found := re.match(r"repeated bibliography entry: (.*)", message):
        places = list(re.finditer(rf"@\s*\w+\s*[{{(]\s*{re.escape(found[1])}\s*,", text, re.I))
        line = 1 + text.count("\n", 0, places[1].start()) if len(places) > 1 else None
        message, hint = (
            f"the key {found[1]!r} stands here a second time",
            "rename or remove one of the entries",
        )
    elif found := re.search(r"'(.*)'", message):
        offset = text.find(found[1])
        line = line or (1 + text.count("\n", 0, offset) if offset >= 0 else None)
    return DeckError(f"not valid BibTeX: {message}", where=Location(label, line), hint=hint)


def _work(key: str, entry: Entry) -> Work:
    persons: list[Any] = list(entry.persons.get("author") or entry.persons.get("editor") or ())
    authors = tuple(_author(person) for person in persons)
    more = bool(authors) and authors[-1] == Author("others")
    return Work(
        key=key,
        kind=entry.type.lower(),
        authors=authors[:-1] if more else authors,
        more=more,
        fields={
            name.lower(): value if name.lower() in VERBATIM else plain(value)
            for name, value in entry.fields.items()
        },
    )


def _author(person: Person) -> Author:
    family = " ".join([*person.prelast_names, *person.last_names])
    lineage = " ".join(person.lineage_names)
    given = " ".join([*person.first_names, *person.middle_names])
    return Author(plain(f"{family} {lineage}".strip()), plain(given))


def plain(latex: str) -> str:
    """LaTeX as text: accents decoded, braces and commands taken away."""
    if not re.search(r"[\\{}$~-]", latex):
        return " ".join(latex.split())
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        text = str(Text.from_latex(latex))
    except (PybtexError, ValueError):
        text = latex
    return " ".join(COMMAND.sub("", text).replace("\u00a0", " ").split())
