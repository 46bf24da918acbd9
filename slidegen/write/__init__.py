"""Writes a site into a folder: all of it or nothing, and never over what slidegen did not write.

What is guaranteed, wherever the process fails or is killed (not when the power goes: nothing is
forced to the disk):

- The folder holds the previous site or the new one, whole, never a mix. The new site is prepared in
  a folder beside it, then the two change places (`slidegen.write.atomic`). Only where the system
  cannot do that in one step and the process is killed right there is the folder missing; the next
  run brings the previous site back.
- Only files listed in the folder's `.slidegen.json` are ever deleted or replaced, and only while
  their sha256 is the one in the list. All others stay as they are.
- Two runs that write the same folder take turns.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from slidegen.errors import Location, OutputError
from slidegen.model import Site
from slidegen.write.atomic import leftovers, locked, remove, staging, swap
from slidegen.write.checks import check_changes, check_names, check_room, check_sources, owned
from slidegen.write.tree import (
    MARKER,
    Digests,
    Kind,
    carry,
    copy_modes,
    digest,
    discard,
    marker_text,
    put,
    read_marker,
    walk,
)

__all__ = ["MARKER", "WriteResult", "read_marker", "write"]


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What `write` did, as sorted names relative to the folder: new or changed, untouched, deleted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(site: Site, out: Path) -> WriteResult:
    """Make the folder `out` hold this site, beside the foreign files it holds already.

    Raises OutputError, with nothing changed, where `out` cannot be written, is not slidegen's,
    holds files the site is made from, or holds a file of the site that somebody has changed.
    """
    check_names(site, out)
    try:
        folder = out.resolve()
    except RuntimeError:
        raise OutputError(
            "its links lead in a circle", where=Location(out), hint="give another folder"
        ) from None
    check_sources(site, folder, out)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            recover(folder)
            return _write(site, folder, out)
    except OSError as error:
        place = f" ({error.filename})" if error.filename and Path(error.filename) != folder else ""
        raise OutputError(
            f"the site cannot be written: {error.strerror or error}{place}",
            where=Location(out),
            hint="what was there before is still there; mend this or give another folder with -o",
        ) from error


def recover(folder: Path) -> None:
    """Clear up after killed processes; the lock of `folder` is held. Raises OSError."""
    for left in leftovers(folder):
        empty = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
        if read_marker(left) is None:  # never finished, or already thrown away
            remove(left)
        elif empty:
            left.replace(folder)
        elif read_marker(folder) is not None:
            discard(left, folder)


def _write(site: Site, folder: Path, out: Path) -> WriteResult:
    listed = owned(folder, out)
    present = walk(folder)
    found = {
        name: digest(folder / name) for name, kind in present.items() if name in listed and kind == "file"
    }
    wanted = {name: digest(source) for name, source in site.files.items()}
    foreign = {name: kind for name, kind in present.items() if name not in listed}
    check_changes(listed, found, wanted, present, out)
    check_room(foreign, wanted, out)
    same = {name for name, value in wanted.items() if found.get(name) == value}
    result = WriteResult(
        tuple(sorted(wanted.keys() - same)), tuple(sorted(same)), tuple(sorted(found.keys() - wanted.keys()))
    )
    if listed != wanted or result.written:
        _replace(site, folder, {name: wanted[name] for name in same}, foreign)
    return result


def _replace(site: Site, folder: Path, same: Digests, foreign: dict[str, Kind]) -> None:
    new = staging(folder)
    try:
        _fill(new, site, folder, same, foreign)
    except BaseException:
        remove(new)
        raise
    old = swap(new, folder)
    if old is not None:
        with contextlib.suppress(OSError):  # the site is there; the next run clears up
            discard(old, folder)


def _fill(new: Path, site: Site, folder: Path, same: Digests, foreign: dict[str, Kind]) -> None:
    """Make the whole successor of `folder` in `new`; its marker, written last, makes it valid.

    A file of `same` that somebody changes right now is carried on as it is, and the marker says that it is not ours.
    """
    new.mkdir()
    kept: dict[str, Kind] = dict.fromkeys(same, "file")
    for name, kind in (kept | foreign).items():
        carry(folder / name, new / name, kind)
    digests: dict[str, str] = {}
    for name, source in site.files.items():
        digests[name] = same[name] if name in same else put(source, new / name)
    put(marker_text(digests).encode(), new / MARKER)
    copy_modes(folder, new)
