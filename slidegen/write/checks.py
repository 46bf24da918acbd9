"""What a site may not be written over, under or into; each check raises OutputError."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from slidegen.errors import Location, OutputError
from slidegen.model import Site
from slidegen.write.tree import MARKER, Digests, Kind, read_marker


def check_names(site: Site, out: Path) -> None:
    """Every address stays inside the folder and away from the marker, and none is another's folder."""
    folders = {parent for name in site.files for parent in _parents(name)}
    for name in site.files:
        if name == MARKER or any(part in ("", ".", "..") for part in name.split("/")):
            raise OutputError(f"the site may not hold a file of the name {name!r}", where=Location(out))
        if name in folders:
            raise OutputError(
                f"{name!r} would be a file and a folder", where=Location(out), hint="rename a deck"
            )


def check_sources(site: Site, folder: Path, out: Path) -> None:
    """The folder holds nothing the site is made from, as the project's own folder would."""
    sources = {source for source in site.files.values() if isinstance(source, Path)}
    sources |= {page.facts.path for page in site.pages if page.facts}
    inside = os.path.join(folder, "")  # noqa: PTH118  # a thousand files are asked for
    real = cache(os.path.realpath)
    for source in sorted(sources):
        file = source.name if not source.is_symlink() else None
        place = os.path.join(real(source.parent), file) if file else real(source)  # noqa: PTH118
        if place.startswith(inside):
            raise OutputError(
                f"the site cannot go into a folder that holds its sources ({source})",
                where=Location(out),
                hint="give a folder of its own with -o, such as `-o site`",
            )


def owned(folder: Path, out: Path) -> Digests:
    """What slidegen wrote there before; somebody else's folder is refused."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise OutputError("this is a file, not a folder", where=Location(out), hint="give a folder with -o")
    listed = read_marker(folder)
    if listed is None and any(folder.iterdir()):
        raise OutputError(
            f"this folder is not empty and slidegen did not write it (it has no valid {MARKER})",
            where=Location(out),
            hint="give a new or empty folder with -o, or empty this one yourself",
        )
    return listed or {}


def check_changes(
    listed: Digests, found: Digests, wanted: Digests, present: Iterable[str], out: Path
) -> None:
    """Every listed file that is there is as slidegen wrote it, or as it is going to be."""
    for name in present:
        if name in listed and found.get(name) not in (listed[name], wanted.get(name, "")):
            raise OutputError(
                "this file was changed after slidegen wrote it",
                where=Location(out / name),
                hint="move it out of the folder to keep it, or delete it; then build again",
            )


def check_room(foreign: Mapping[str, Kind], wanted: Digests, out: Path) -> None:
    """No file of the site has the name of a foreign one, nor stands above or below one."""
    above = {parent for name in wanted for parent in _parents(name)}
    for name, kind in foreign.items():
        below = any(parent in wanted for parent in _parents(name))
        if name in wanted or below or (name in above and kind != "folder"):
            raise OutputError(
                "the site needs this name, but slidegen did not write what is there",
                where=Location(out / name),
                hint="move it away, or give another folder with -o",
            )


def _parents(name: str) -> Iterator[str]:
    """The folders above a file, from the nearest on."""
    while (end := name.rfind("/")) > 0:
        name = name[:end]
        yield name
