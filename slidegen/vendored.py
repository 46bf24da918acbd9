"""Vendored files that lie here compressed, unpacked when a site is made."""

from __future__ import annotations

import gzip
import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from slidegen import resources
from slidegen.errors import DemoError, Location

PACKED = ".gz"


@cache
def unpacked(path: Path) -> bytes:
    """A vendored gzip file's content, checked against the sum in vendor/manifest.toml.

    Raises:
        DemoError: the file is damaged.
    """
    name = path.relative_to(resources.vendor()).as_posix().removesuffix(PACKED)
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise DemoError(f"is damaged: {error}", where=Location(path), hint="reinstall slidegen") from None
    if hashlib.sha256(content).hexdigest() != _unpacked_sums().get(name):
        raise DemoError("is not what was vendored", where=Location(path), hint="reinstall slidegen")
    return content


@cache
def _unpacked_sums() -> Mapping[str, str]:
    """`[package.unpacked]` of every package: sums of what lies here compressed."""
    table = tomllib.loads((resources.vendor() / "manifest.toml").read_text(encoding="utf-8"))
    return {name: total for one in table["package"] for name, total in one.get("unpacked", {}).items()}
