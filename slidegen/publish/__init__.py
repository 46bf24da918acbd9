"""Puts a site where others can see it: a branch of a Git remote, a folder, a zip, or a plug-in's place.

A publisher is a class with the two methods of `Publisher`. The built-in ones are `branch`, `folder` and
`archive`; others come from installed packages through the entry point group `slidegen.publishers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from slidegen.errors import UsageError
from slidegen.model import Site

BUILT_IN = {"branch": "branch:Branch", "folder": "folder:Folder", "zip": "archive:Zip"}
GROUP = "slidegen.publishers"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about publishing, the same for every publisher.

    Attributes:
        root: the project's folder.
        push: send it; without, a publisher that sends to another machine only says what it would do.
        force: replace what slidegen did not make.
        remote: name of a Git remote.
        message: of a commit or release; None for one of the publisher's own.
    """

    root: Path
    push: bool = False
    force: bool = False
    remote: str = "origin"
    message: str | None = None


class Publisher(Protocol):
    """One way to publish; made without arguments."""

    def check(self, target: str, options: Options) -> None:
        """Raise SlidegenError for what is wrong already before the site is built."""

    def publish(self, site: Site, target: str, options: Options) -> Iterator[str]:
        """Publish the site to `target`, whatever that means here; yields lines for the terminal."""


def find(name: str) -> Publisher:
    """The publisher of this name, built-in ones first. Raises UsageError for an unknown one."""
    if name in BUILT_IN:
        module, _, member = BUILT_IN[name].partition(":")
        made: Publisher = getattr(import_module(f"slidegen.publish.{module}"), member)()
        return made
    from importlib.metadata import entry_points

    others = entry_points(group=GROUP)
    if name in others.names:
        plugin: Publisher = others[name].load()()
        return plugin
    known = ", ".join([*BUILT_IN, *sorted(others.names)])
    raise UsageError(f"there is no publisher {name!r}", hint=f"known: {known}")


def summary(files: int, size: int | None = None) -> str:
    """`3 files, 1.2 MB`, or without a size `3 files`."""
    if size is None:
        return f"{files} file{'' if files == 1 else 's'}"
    unit = f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"
    return f"{summary(files)}, {unit}"


def sizes(site: Site) -> int:
    """The bytes of all files of a site. Raises OSError."""
    return sum(
        len(source) if isinstance(source, bytes) else source.stat().st_size for source in site.files.values()
    )
