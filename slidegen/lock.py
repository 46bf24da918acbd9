"""`slidegen.lock`: which remote pictures and videos a project keeps copies of, and what those must hold.

A JSON file that `slidegen fetch` writes and builds read: sorted, one entry an address, to be committed with the decks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urldefrag

from slidegen.errors import Location, ProjectError
from slidegen.model import Finding

FILE = "slidegen.lock"
FOLDER = "remote"
VERSION = 1
REMOTE = re.compile(r"\s*(?:https?:)?//", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A copy: `file` relative to the project, `size` in bytes, `type` as the server named it, `date` in ISO 8601."""

    url: str
    file: str
    sha256: str
    size: int
    type: str
    date: str


@dataclass(frozen=True, slots=True)
class Lock:
    """The copies of a project by their addresses; `path` is the lock file, there or not."""

    path: Path
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def file(self, entry: Entry) -> Path:
        """Where the copy is."""
        return self.path.parent / entry.file


def url_of(address: str) -> str | None:
    """The address as the lock names it: with a scheme, without `#...`; None where it is not on the web."""
    if not REMOTE.match(address):
        return None
    address = address.strip()
    return urldefrag(f"https:{address}" if address.startswith("//") else address)[0]


def read_lock(root: Path) -> Lock:
    """The lock of the project in this folder; an empty one where there is none.

    Raises:
        ProjectError: it cannot be read, or is not what `slidegen fetch` writes.
    """
    path = root / FILE
    try:
        data = json.loads(path.read_text("utf-8"))
        entries = [_entry(one) for one in data["files"]]
    except FileNotFoundError:
        return Lock(path)
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}", where=Location(path)) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise ProjectError(
            f"not a lock file: {' '.join(str(error).split())}",
            where=Location(path, line),
            hint="remove it and run `slidegen fetch`",
        ) from None
    return Lock(path, {entry.url: entry for entry in entries})


def lock_text(entries: Mapping[str, Entry]) -> str:
    """The file's content."""
    files = [asdict(entries[url]) for url in sorted(entries)]
    return json.dumps({"version": VERSION, "files": files}, indent=1, ensure_ascii=False) + "\n"


def without_copied(findings: Iterable[Finding], copied: Collection[str]) -> list[Finding]:
    """The findings but for those about a remote file of which the page takes a copy."""
    return [one for one in findings if not one.about or url_of(one.about) not in copied]


def _entry(values: Any) -> Entry:
    entry = Entry(**values)
    for name in ("url", "file", "sha256", "type", "date"):
        if not isinstance(getattr(entry, name), str):
            raise TypeError(f"{name} must be text")
    parts = PurePosixPath(entry.file).parts
    # a lock may come from a stranger's repository: it must not lead elsewhere
    if (
        len(parts) != 2
        or parts[0] != FOLDER
        or parts[1].startswith(".")
        or "\\" in entry.file
        or "\0" in entry.file
    ):
        raise ValueError(f"{entry.file!r} is no file in {FOLDER}/")
    return entry
