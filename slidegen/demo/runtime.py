"""What a site needs to run its demos: the kit, the demos themselves, and Pyodide with its wheels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from slidegen import resources
from slidegen.demo import corelibrary, loadlist, page
from slidegen.demo.catalog import Catalog, Demo
from slidegen.vendored import PACKED, checked, unpacked

DEMOS = "_slidegen/demos/"
PYODIDE = "_slidegen/pyodide/"
# of a demo's folder, these are for its author and not for its visitors
AUTHORS_FILES = ("demo.toml", "poster.py", "index.html")
AUTHORS_SUFFIXES = (".j2", ".pyc", ".md")
AUTHORS_FOLDERS = ("tests", "engine", "__pycache__")


def site_files(catalog: Catalog, names: Sequence[str]) -> Mapping[str, bytes | Path]:
    """The files of these demos by address, with all they share; nothing when there are no demos.

    Raises:
        DemoError: a demo cannot be used, or a vendored file is damaged.
    """
    if not names:
        return {}
    files: dict[str, bytes | Path] = {}
    for name in names:
        files |= demo_files(catalog.find(name))
    kit = resources.demos() / "_kit"
    files |= {f"{DEMOS}_kit/{path.relative_to(kit).as_posix()}": path for path in _visible(kit)}
    return files | pyodide_files()


def demo_files(demo: Demo) -> dict[str, bytes | Path]:
    """One demo's files and its page."""
    start = f"{DEMOS}{demo.name}/"
    files: dict[str, bytes | Path] = {
        start + path.relative_to(demo.folder).as_posix(): path for path in _visible(demo.folder)
    }
    return files | {start + "index.html": page.render(demo.manifest).encode()}


def pyodide_files() -> dict[str, bytes | Path]:
    """Pyodide, its lock file, the wheels, their licences, the part of the library to start with, and the list.

    Raises:
        DemoError: a file is not what the manifest or the lock file says.
    """
    top = resources.vendor() / "pyodide"
    files: dict[str, bytes | Path] = {engine_wheel().name: engine_wheel()}
    for path in sorted(path for path in top.rglob("*") if path.is_file()):
        name = path.relative_to(top).as_posix()
        packed = path.suffix == PACKED
        files[name.removesuffix(PACKED)] = unpacked(path) if packed else checked(path)
    files["python_core.zip"] = corelibrary.core((top / "python_stdlib.zip").read_bytes())
    files[loadlist.NAME] = loadlist.module(files)
    return {PYODIDE + name: source for name, source in files.items()}


def engine_wheel() -> Path:
    """The built wheel of npwasm, the fast NumPy."""
    (wheel,) = (resources.demos() / "_kit" / "engine" / "dist").glob("npwasm-*.whl")
    return wheel


def _visible(folder: Path) -> Iterator[Path]:
    """The files of a demo's folder that a visitor's browser may need."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part in AUTHORS_FOLDERS for part in parts)
        if (
            path.is_file()
            and not hidden
            and path.suffix not in AUTHORS_SUFFIXES
            and parts[-1] not in AUTHORS_FILES
        ):
            yield path
