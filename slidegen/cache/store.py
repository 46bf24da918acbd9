"""The folder of kept pages: found by what they are, trusted only while all they were made from is the same."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from slidegen.cache.entry import Entry, digest, pack, unpack
from slidegen.cache.state import same
from slidegen.disk import Disk
from slidegen.model import RenderedDeck
from slidegen.usercache import is_own

LIMIT = 256 << 20  # bytes of all projects' entries together; the ones not used for longest go first
FRESH = 3600.0  # seconds for which an entry counts as just used


class Store:
    """Entries by key; a store that cannot be used holds nothing and takes nothing.

    Args:
        folder: where the entries lie. It must be the user's own: entries that others wrote could put
            anything on a page, and any file into the site.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._usable: bool | None = None
        self._recent: dict[str, Entry] = {}
        self._outdated: dict[str, Mapping[str, str]] = {}
        self._written = False

    def find(
        self, key: str, pages: Mapping[Path, str], disk: Disk, deck: Callable[[], RenderedDeck]
    ) -> Entry | None:
        """The entry of that key, if all it was made from is the same.

        Args:
            key: see `key_of`.
            pages: the files of all decks, with their address seen from this one's page.
            disk: what is known of the disk.
            deck: makes the deck, should anybody ask for its slides.
        """
        entry = self._recent.get(key) or self._read(key, deck)
        if entry is None or not entry.states or not _holds(entry, pages, disk):
            self._outdated[key] = entry.pieces if entry else {}
            return None
        self._recent[key] = entry
        return entry

    def pieces(self, key: str) -> Mapping[str, str]:
        """The finished code and formulas of the entry that was found to be outdated."""
        return self._outdated.pop(key, {})

    def keep(self, key: str, entry: Entry, data: bytes | None = None) -> None:
        """Remember an entry, as bytes where they are known already; nothing happens where that fails."""
        if not entry.states:
            return
        self._recent[key] = entry
        self._write(key, data or pack(entry))

    def text(self, key: str) -> str | None:
        """A text of that key, which depends on nothing but its key."""
        head, _, data = (self._bytes(key) or b"").partition(b"\n")
        return data.decode("utf-8", "surrogatepass") if data and head == digest(data) else None

    def keep_text(self, key: str, text: str) -> None:
        """Remember a text."""
        data = text.encode("utf-8", "surrogatepass")
        self._write(key, digest(data) + b"\n" + data)

    def forget(self, keys: Collection[str]) -> None:
        """Hold only these in memory, and delete what is too much on the disk."""
        self._recent = {key: entry for key, entry in self._recent.items() if key in keys}
        if self._written and self._folder is not None:
            with contextlib.suppress(OSError):
                prune(self._folder, LIMIT)
            self._written = False

    def _read(self, key: str, deck: Callable[[], RenderedDeck]) -> Entry | None:
        data = self._bytes(key)
        try:
            return unpack(data, deck) if data else None
        except ValueError:
            return None

    def _bytes(self, key: str) -> bytes | None:
        if self._folder is None or not self._open(make=False):
            return None
        path = self._folder / key
        try:
            data = path.read_bytes()
            if path.stat().st_mtime + FRESH < time.time():
                os.utime(path)
        except OSError:
            return None
        return data

    def _write(self, key: str, data: bytes) -> None:
        if self._folder is None or not self._open(make=True):
            return
        try:
            new = self._folder / f".{key}-{os.getpid()}"
            try:
                with new.open("xb") as file:
                    file.write(data)
                new.replace(self._folder / key)
            except BaseException:
                new.unlink()
                raise
        except OSError:
            self._usable = False  # the disk is full, say
            return
        self._written = True

    def _open(self, *, make: bool) -> bool:
        assert self._folder is not None
        if self._usable is None or (make and not self._usable and not self._folder.exists()):
            try:
                if make:
                    self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._usable = is_own(self._folder)
            except OSError:
                self._usable = False
        return self._usable


def key_of(*parts: object) -> str:
    """The name of an entry: a digest of all that makes it what it is, but for the files' content."""
    text = json.dumps(parts, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()


def prune(folder: Path, limit: int) -> None:
    """Delete the entries not used for longest, and what dead processes left. Raises OSError."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            look = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(look.st_mode):
                found.append((look.st_mtime, look.st_size, entry.path))
    total = sum(size for _, size, _ in found)
    for used, size, path in sorted(found):
        left = Path(path).name.startswith(".") and used + FRESH < time.time()
        if total > limit or left:
            with contextlib.suppress(FileNotFoundError):
                Path(path).unlink()
            total -= size


def _holds(entry: Entry, pages: Mapping[Path, str], disk: Disk) -> bool:
    facts = entry.page.facts
    assert facts is not None
    try:
        linked = all(pages.get(disk.real(path), "") == address for path, address in facts.links.items())
    except (OSError, RuntimeError, ValueError):
        return False
    return linked and all(same(path, state, disk) for path, state in entry.states.items())
