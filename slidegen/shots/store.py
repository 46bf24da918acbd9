"""The stored pictures of a deck: a folder `.shots/<deck>/` beside it, replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from slidegen.errors import Location, ShotError
from slidegen.project import shown
from slidegen.shots import record
from slidegen.shots.names import SUFFIX
from slidegen.shots.record import Entry, Record
from slidegen.write.atomic import leftovers, locked, remove, staging, swap

FOLDER = ".shots"
RECORD = "record.json"


def folder_of(deck: Path) -> Path:
    """Where the pictures of a deck's file are stored."""
    return deck.parent / FOLDER / deck.stem


def read(folder: Path) -> Record | None:
    """The stored record, None where there is none.

    Raises:
        ShotError: there is one, but it cannot be used.
    """
    path = folder / RECORD
    _recover(folder)
    try:
        return record.from_json(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise ShotError(
            f"cannot be read: {error.strerror if isinstance(error, OSError) else error}",
            where=Location(shown(path)),
            hint="restore it from Git, or delete the folder and run `slidegen shots --update`",
        ) from error


def picture(folder: Path, entry: Entry) -> bytes | None:
    """A stored picture, None where its file is missing."""
    try:
        return (folder / entry.picture).read_bytes()
    except OSError:
        return None


def unused(folder: Path, kept: Record | None) -> tuple[Path, ...]:
    """Pictures in a deck's folder that no entry names."""
    used = {entry.picture for entry in kept.slides.values()} if kept else set()
    return tuple(path for path in sorted(folder.glob(f"*{SUFFIX}")) if path.name not in used)


def orphans(deck_folder: Path) -> tuple[Path, ...]:
    """Sets of pictures in a folder of decks whose deck is no longer there."""
    found = []
    for path in sorted((deck_folder / FOLDER).glob(f"*/{RECORD}")):
        with contextlib.suppress(OSError, ValueError):
            if not (deck_folder / record.from_json(path.read_text("utf-8")).deck).exists():
                found.append(path.parent)
    return tuple(found)


def write(folder: Path, new: Record, pictures: Mapping[str, bytes]) -> None:
    """Put a set in the place of the one that is there; an interruption leaves the old one whole.

    Args:
        folder: the deck's folder of pictures. new: the record to store. pictures: the content of pictures
        by file name; those of `new` that are not among them stay as they are.

    Files that are no pictures keep their place. Pictures that `new` does not name go.

    Raises:
        ShotError: the folder cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder), _prepared(folder) as aside:
            _fill(aside, folder, new, pictures)
            former = swap(aside, folder)
        if former is not None:
            remove(former)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ShotError(
            f"pictures cannot be stored: {reason}",
            where=Location(shown(folder)),
            hint="the old ones are untouched",
        ) from error


def delete(folder: Path) -> None:
    """Remove an orphaned set: its pictures and its record, and the folder if nothing else is in it."""
    for path in (*folder.glob(f"*{SUFFIX}"), folder / RECORD):
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def digest(entry: Entry, content: bytes | None) -> str:
    """A hash of a stored slide: of its picture and its text."""
    text = repr((entry.picture, entry.blocks))
    return hashlib.sha256(text.encode() + b"\0" + (content or b"")).hexdigest()[:16]


@contextlib.contextmanager
def _prepared(folder: Path) -> Iterator[Path]:
    _clear(folder)
    aside = staging(folder)
    aside.mkdir()
    try:
        yield aside
    finally:
        remove(aside)


def _fill(aside: Path, folder: Path, new: Record, pictures: Mapping[str, bytes]) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            shutil.copytree(path, aside / path.name, symlinks=True)
        elif path.suffix != SUFFIX and path.name != RECORD:
            shutil.copy2(path, aside / path.name, follow_symlinks=False)
    for entry in new.slides.values():
        content = pictures.get(entry.picture)
        if content is None:
            shutil.copy2(folder / entry.picture, aside / entry.picture)
        else:
            (aside / entry.picture).write_bytes(content)
    (aside / RECORD).write_text(record.to_json(new), "utf-8")


def _recover(folder: Path) -> None:
    """Bring back a set whose replacement died between its two renames, before it is missed."""
    if folder.exists() or not folder.parent.is_dir() or not leftovers(folder):
        return
    with locked(folder):
        _clear(folder)


def _clear(folder: Path) -> None:
    """Clear up after processes that were killed; the lock of `folder` is held."""
    for left in leftovers(folder):
        if left.name.endswith("-old") and not folder.exists():
            left.rename(folder)
        else:
            remove(left)
