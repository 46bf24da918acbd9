"""Whether a file is still what it was."""

from __future__ import annotations

import stat
from pathlib import Path

from slidegen.disk import Disk

# nanoseconds before a build in which a file may not have changed: clocks of file systems tick in steps
FINE, COARSE = 20_000_000, 2_000_000_000
# what is remembered of a file: kind, size, time of change, time of any change, number, sha256
State = list[int | str]
GONE: State = ["none"]


def state(path: Path, disk: Disk) -> State:
    """What the path is now, with the digest of a file; what cannot be looked at is not there."""
    try:
        if disk.kind(path) == "file":
            digest = disk.digest(path)
            return [*_look(path), digest]  # in this order: a change between the two shows in the times
        return _look(path)
    except (OSError, ValueError):
        return GONE


def same(path: Path, before: State, disk: Disk) -> bool:
    """Whether the path is what it was: untouched, or a file of the same content."""
    try:
        now = _look(path)
    except (OSError, ValueError):
        return before == GONE
    if now == before[: len(now)]:
        return True
    if now[0] != "file" or before[0] != "file" or now[1] != before[1]:
        return False
    try:
        return disk.digest(path) == before[-1]
    except OSError:
        return False


def settled(states: list[State], began: int) -> bool:
    """Whether no file was touched since `began` (nanoseconds since 1970), nor right before.

    `began` is when the build first looked at any file, since it remembers what it saw for later decks. Only then is
    it certain that the build read what the states describe.
    """
    return all(_newest(one) < began for one in states)


def _look(path: Path) -> State:
    """A folder's times change when a name in it comes or goes; its size says nothing."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        return ["folder", found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
    kind = "file" if stat.S_ISREG(found.st_mode) else "other"
    return [kind, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _newest(one: State) -> int:
    """When it was last touched at the latest; the time of any change, which no program can set."""
    if one[0] == "none":
        return 0
    touched = int(one[2 if one[0] == "folder" else 3])
    return touched + (FINE if touched % 1_000_000 else COARSE)
