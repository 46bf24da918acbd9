"""Vendored files as they reach a site: checked against the manifest, unpacked where they lie here compressed."""

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
HINT = "reinstall slidegen"


@cache
def unpacked(path: Path) -> bytes:
    """A vendored gzip file's content, checked against the sum in vendor/manifest.toml.

    Raises:
        DemoError: the file is damaged.
    """
    name = _name(path).removesuffix(PACKED)
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise DemoError(f"is damaged: {error}", where=Location(path), hint=HINT) from None
    if digest(content) != _sums("unpacked").get(name):
        raise DemoError("is not what was vendored", where=Location(path), hint=HINT)
    return content


def checked(path: Path) -> Path:
    """The path of a vendored file that goes out as it is.

    Raises:
        DemoError: its sum is not the one in vendor/manifest.toml.
    """
    if digest(path) != _sums("files").get(_name(path)):
        raise DemoError("is not what was vendored", where=Location(path), hint=HINT)
    return path


def digest(source: bytes | Path) -> str:
    """SHA-256 in hexadecimal; a file is read again only when it has changed: a preview builds again and again."""
    if isinstance(source, bytes):
        return _digest_of_bytes(source)
    state = source.stat()
    return _digest_of_file(source, state.st_size, state.st_mtime_ns)


@cache
def _digest_of_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def _digest_of_file(path: Path, size: int, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _name(path: Path) -> str:
    return path.relative_to(resources.vendor()).as_posix()


def _sums(table: str) -> Mapping[str, str]:
    """`[package.files]` or `[package.unpacked]` (what lies here compressed) of every package."""
    path = resources.vendor() / "manifest.toml"
    return _read_sums(path, path.stat().st_mtime_ns)[table]


@cache
def _read_sums(path: Path, changed: int) -> Mapping[str, Mapping[str, str]]:
    packages = tomllib.loads(path.read_text(encoding="utf-8"))["package"]
    return {
        table: {name: total for one in packages for name, total in one.get(table, {}).items()}
        for table in ("files", "unpacked")
    }
