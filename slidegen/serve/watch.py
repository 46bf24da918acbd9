"""Notices saved, new and deleted files by looking at them every so often. Standard library only."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

INTERVAL = 0.15  # seconds between two looks at everything
GLANCE = 0.025  # seconds between two looks at the files that are named one by one
QUIET = 0.025  # seconds without a change that make a save complete
LONGEST = 0.5  # seconds after which a change counts although more follow
SHARE = 10  # looking may take one part in so many of the time
BUILT = (".slidegen.json", "pyvenv.cfg")  # a folder with one of these was not written by hand
SKIPPED = {"node_modules", "__pycache__"}
State = Mapping[Path, tuple[int, int, int]]


class Place(NamedTuple):
    """A file, there or not, or a folder: its files, with `deep` also those of the folders below."""

    path: Path
    deep: bool = False


def snapshot(places: Iterable[Place]) -> State:
    """Time, size and identity of every file in these places.

    Hidden folders, installed packages and sites that slidegen wrote are passed over.
    """
    found: dict[Path, tuple[int, int, int]] = {}
    for path, deep in places:
        try:
            stat = path.stat()
        except OSError:
            continue
        if path.is_dir():
            _look(path, deep, found)
        else:
            found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def _look(folder: Path, deep: bool, found: dict[Path, tuple[int, int, int]]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    if any(entry.name in BUILT for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in SKIPPED:
            continue
        try:
            if entry.is_dir():
                if deep and not entry.is_symlink():
                    _look(Path(entry.path), deep, found)
            else:
                stat = entry.stat()
                found[Path(entry.path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        except OSError:
            continue  # deleted between the two looks


class Watcher:
    """Waits until something in some places changes.

    Args:
        places: asked at every call of `wait`, since a build may name other files than the last one.
    """

    def __init__(self, places: Callable[[], Iterable[Place]]) -> None:
        self._places = places
        self._known = set(places())
        self._last = snapshot(self._known)

    def wait(self, stop: threading.Event) -> bool:
        """Block until a change is complete (True), or until `stop` is set (False).

        What changed since the last call counts, so that nothing saved during a build is missed.
        """
        adopted = False
        while not stop.is_set():
            start = time.monotonic()
            state = snapshot(self._known)
            if state != self._last:
                self._last = self._settled(state, stop)
                self._adopt()  # before the build reads files that only the new text names
                return True
            if not adopted:
                self._adopt()
                adopted = True
            self._glance(stop, time.monotonic() + max(INTERVAL, SHARE * (time.monotonic() - start)))
        return False

    def _glance(self, stop: threading.Event, until: float) -> None:
        """Wait until it is time for a whole look, or one of the files that are named one by one has changed."""
        files = [place.path for place in self._known if place.path in self._last]
        while time.monotonic() < until and not stop.is_set():
            start = time.monotonic()
            if any(_stat(path) != self._last[path] for path in files):
                return
            stop.wait(max(GLANCE, SHARE * (time.monotonic() - start)))

    def _adopt(self) -> None:
        """Look from now on also at the places of the last build.

        What is known of a file stays: one that was saved a moment ago is still to be noticed.
        """
        if new := set(self._places()) - self._known:
            self._known |= new
            self._last = {**snapshot(new), **self._last}

    def _settled(self, state: State, stop: threading.Event) -> State:
        """The state once an editor has finished saving: a file may be empty for a moment."""
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline and not stop.wait(QUIET):
            later = snapshot(self._known)
            if later == state:
                break
            state = later
        return state
