"""Publishes as a zip: the same site always gives the same bytes."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from slidegen.errors import Location, PublishError
from slidegen.model import Site
from slidegen.publish import Options, summary
from slidegen.write import MARKER
from slidegen.write.tree import digest, marker_text

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold
PLAIN_FILE = 0o100644 << 16


class Zip:
    """`target` is the path of the zip file."""

    def check(self, target: str, options: Options) -> None:
        """Raise PublishError for a file that is not a zip of ours, unless forced, and for a folder."""
        path = Path(target)
        if path.is_dir():
            raise PublishError("this is a folder", where=Location(path), hint="give a file name, or --folder")
        if path.exists() and not options.force and not _is_ours(path):
            raise PublishError(
                "slidegen did not write this file",
                where=Location(path),
                hint="give another name, or --force to replace it",
            )

    def publish(self, site: Site, target: str, options: Options) -> Iterator[str]:
        """Write the zip aside, then put it in its place. Raises PublishError."""
        path = Path(target)
        self.check(target, options)
        aside = path.with_name(f".{path.name}.slidegen-{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _pack(site.files, aside)
            aside.replace(path)
        except OSError as error:
            raise PublishError(
                f"the zip cannot be written: {error.strerror or error}",
                where=Location(path),
                hint="nothing was changed; check the path and the disk",
            ) from error
        finally:
            with contextlib.suppress(OSError):
                aside.unlink()
        yield f"{target}: {summary(len(site.files), path.stat().st_size)}"


def _is_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MARKER in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _pack(files: Mapping[str, bytes | Path], path: Path) -> None:
    marker = marker_text({name: digest(source) for name, source in files.items()}).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, source in sorted({**files, MARKER: marker}.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, whatever system this is
            info.external_attr = PLAIN_FILE
            archive.writestr(info, source if isinstance(source, bytes) else source.read_bytes())
