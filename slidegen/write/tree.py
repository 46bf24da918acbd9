"""A written site on the disk: what lies in its folder, which of it is slidegen's, how it is carried on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from slidegen import __version__

MARKER = ".slidegen.json"
FORMAT = 1
CHUNK = 1 << 20
Kind = Literal["file", "link", "folder", "other"]
Digests = Mapping[str, str]


def walk(folder: Path) -> dict[str, Kind]:
    """Everything below `folder` but the marker by its relative name; of the folders the empty ones.

    Links are not followed. A missing folder is empty. Raises OSError where a folder cannot be read.
    """
    found: dict[str, Kind] = {}
    if not folder.exists():
        return found
    _walk(os.fspath(folder), "", found)
    found.pop(MARKER, None)
    return found


def _walk(folder: str, prefix: str, found: dict[str, Kind]) -> None:
    with os.scandir(folder) as entries:
        names = sorted(entries, key=lambda entry: entry.name)
    for entry in names:
        if entry.is_dir(follow_symlinks=False):
            _walk(entry.path, f"{prefix}{entry.name}/", found)
        else:
            found[prefix + entry.name] = _kind(entry)
    if not names and prefix:
        found[prefix[:-1]] = "folder"


def _kind(entry: os.DirEntry[str]) -> Kind:
    return "link" if entry.is_symlink() else "file" if entry.is_file() else "other"


def digest(source: bytes | Path) -> str:
    """The sha256 of some bytes or of a file, in hexadecimal. Raises OSError."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_marker(folder: Path) -> Digests | None:
    """The files slidegen wrote into `folder` with their sha256, or None if it is not slidegen's.

    Raises OSError where the marker is there but cannot be read: that says nothing about the folder.
    """
    try:
        data = json.loads((folder / MARKER).read_text("utf-8"))
        if data["format"] != FORMAT:
            return None
        return {str(name): str(value) for name, value in data["files"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def marker_text(files: Digests) -> str:
    """The content of the marker for these files."""
    data = {"format": FORMAT, "generator": f"slidegen {__version__}", "files": dict(sorted(files.items()))}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def put(source: bytes | Path, target: Path) -> str:
    """Write a file of the site; returns the sha256 of what was written. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, bytes):
        target.write_bytes(source)
        return digest(source)
    total = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as file:
        while piece := read.read(CHUNK):
            total.update(piece)
            file.write(piece)
    return total.hexdigest()


def carry(source: Path, target: Path, kind: Kind) -> None:
    """Let `target` be what `source` is, without a copy where the file system can. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        target.mkdir(parents=True, exist_ok=True)
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        if kind == "other":
            raise
        import shutil

        shutil.copy2(source, target, follow_symlinks=False)


def copy_modes(source: Path, target: Path) -> None:
    """Give the folders of `target` the permissions they have in `source`."""
    import shutil

    for root, _, _ in os.walk(target, topdown=False):
        former = source / Path(root).relative_to(target)
        if former.is_dir():
            shutil.copymode(former, root)


def discard(old: Path, folder: Path) -> None:
    """Delete a former tree, now that `folder` is its successor; what would be lost moves over first.

    That is a file that came or changed while the successor was being made: one that is not the
    successor's own, not as slidegen wrote it, and not older than the one of its name there.
    """
    listed = read_marker(old)
    import shutil

    assert listed is not None, "a tree without a marker was never a site"
    for name, kind in walk(old).items():
        path, other = old / name, folder / name
        if kind != "folder" and not _expendable(path, other, listed.get(name)):
            other.parent.mkdir(parents=True, exist_ok=True)
            path.replace(other)
    (old / MARKER).rename(old / f"{MARKER}.done")  # from here on it is only rubbish
    shutil.rmtree(old, ignore_errors=True)


def _expendable(path: Path, other: Path, listed: str | None) -> bool:
    there = os.path.lexists(other)
    if there and os.path.samestat(path.lstat(), other.lstat()):
        return True
    if listed is not None:
        return not path.is_symlink() and digest(path) == listed
    return there and other.lstat().st_mtime_ns >= path.lstat().st_mtime_ns
