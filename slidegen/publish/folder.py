"""Publishes into a folder, such as one that a web server shows, by the rules of `slidegen.write`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from slidegen.model import Site
from slidegen.publish import Options, sizes, summary
from slidegen.write import write


class Folder:
    """`target` is the folder's path."""

    def check(self, target: str, options: Options) -> None:
        """Nothing is known to be wrong before the site is there."""

    def publish(self, site: Site, target: str, options: Options) -> Iterator[str]:
        """Write the site. Raises OutputError."""
        result = write(site, Path(target))
        counts = (
            f"{len(result.written)} written, {len(result.unchanged)} unchanged, {len(result.removed)} removed"
        )
        yield f"{target}: {summary(len(site.files), sizes(site))} ({counts})"
