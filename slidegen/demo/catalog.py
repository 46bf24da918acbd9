"""Which demos there are: the bundled ones, a project's own, and those of installed packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from slidegen import resources
from slidegen.errors import DemoError, Location
from slidegen.plugins import plugins

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from slidegen.demo.manifest import Manifest

FILE = "demo.toml"
ENTRY_POINTS = "slidegen.demos"
NEEDED = ("model.py", "view.mjs", "poster.svg")


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.manifest.name


class Catalog:
    """Demos by name; a manifest is read when its demo is asked for, and once.

    Args:
        folders: the folder of each demo.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self.folders = dict(sorted(folders.items()))
        self._read: dict[str, Demo] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(self.folders)

    def find(self, name: str, where: Location | None = None, needed: Sequence[str] = NEEDED) -> Demo:
        """The demo of that name; its folder holds the files `needed`.

        Raises:
            DemoError: there is none, its manifest is wrong, or a file it needs is missing.
        """
        if name not in self.folders:
            from slidegen.demo.params import nearest

            raise DemoError(f"there is no demo called {name!r}", where=where, hint=nearest(name, self.names))
        if name not in self._read:
            from slidegen.demo.manifest_file import read  # only for decks with demos

            folder = self.folders[name]
            self._read[name] = Demo(folder, read(folder / FILE))
        _check_files(self.folders[name], needed)
        return self._read[name]


def load_catalog(own: Path | None = None) -> Catalog:
    """The bundled demos, those of installed packages, and those in a project's own folder.

    Raises:
        DemoError: two folders hold a demo of the same name.
    """
    found: dict[str, Path] = {}
    for folder in _all(own):
        other = found.setdefault(folder.name, folder)
        if other.resolve() != folder.resolve():
            message = f"the demo {folder.name!r} is also in {other}"
            raise DemoError(message, where=Location(folder), hint="rename one of the two folders")
    return Catalog(found)


def _all(own: Path | None) -> Iterator[Path]:
    yield from _in(resources.demos())
    for point in plugins(ENTRY_POINTS):
        yield from _in(_folder_of(point))
    if own is not None and own.is_dir():
        yield from _in(own)


def _in(folder: Path) -> Iterator[Path]:
    """The demos of a folder of demos; `_kit` and the like are not demos."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(("_", ".")) and (path / FILE).is_file():
            yield path


def _folder_of(point: EntryPoint) -> Path:
    """What an entry point names: a folder of demos, or a function that returns it."""
    try:
        value = point.load()
        folder = Path(str(value() if callable(value) else value))
    except Exception as error:
        message = f"the entry point {point.name!r} of {ENTRY_POINTS} cannot be loaded: {error}"
        raise DemoError(message, hint=f"it is {point.value}") from error
    if not folder.is_dir():
        raise DemoError(f"the entry point {point.name!r} of {ENTRY_POINTS} names no folder: {folder}")
    return folder


def _check_files(folder: Path, needed: Sequence[str]) -> None:
    for name in needed:
        if not (folder / name).is_file():
            raise DemoError(f"the demo has no {name}", where=Location(folder))
