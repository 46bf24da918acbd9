"""What the disk held during one build: each file is looked at once, however many slides name it."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Literal

from slidegen.pictures import Size, size_of

Kind = Literal["file", "folder", "none"]


class Disk:
    """Remembers what it saw; make a new one for each build.

    Attributes:
        began: nanoseconds since 1970; nothing was looked at before.
    """

    def __init__(self) -> None:
        self.began = time.time_ns()
        self._real: dict[str, Path] = {}
        self._kinds: dict[str, Kind] = {}
        self._digests: dict[str, str] = {}
        self._sizes: dict[str, Size | None] = {}

    def real(self, path: Path) -> Path:
        """The path without links. Raises OSError or RuntimeError where there is no end to them."""
        key = os.fspath(path)
        if key not in self._real:
            self._real[key] = path.resolve()
        return self._real[key]

    def kind(self, path: Path) -> Kind:
        """What is there. Raises OSError or ValueError where no such name is possible."""
        key = os.fspath(path)
        if key not in self._kinds:
            self._kinds[key] = "folder" if path.is_dir() else "file" if path.is_file() else "none"
        return self._kinds[key]

    def digest(self, path: Path) -> str:
        """The sha256 of a file, in hexadecimal. Raises OSError."""
        key = os.fspath(path)
        if key not in self._digests:
            with path.open("rb") as file:
                self._digests[key] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._digests[key]

    def picture_size(self, path: Path) -> Size | None:
        """Width and height of a picture in CSS pixels; None where they cannot be told."""
        key = os.fspath(path)
        if key not in self._sizes:
            self._sizes[key] = size_of(path)
        return self._sizes[key]


def signature(folder: str, suffixes: tuple[str, ...] = ()) -> list[str | int]:
    """Names and times of all files below a folder, without their content; empty where there is none."""
    found: list[str | int] = []
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        found += [entry.name, *signature(entry.path, suffixes), ".."]
                elif not suffixes or entry.name.endswith(suffixes):
                    look = entry.stat()
                    found += [entry.name, look.st_size, look.st_mtime_ns, look.st_ctime_ns]
    except OSError as error:
        found.append(str(error))
    return found
