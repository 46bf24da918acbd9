"""Every vendored file is in the manifest once, unchanged, with its licence beside it."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from typing import Any

import pytest

from slidegen import resources

VENDOR = resources.vendor()
MANIFEST = tomllib.loads((VENDOR / "manifest.toml").read_text(encoding="utf-8"))
PACKAGES: list[dict[str, Any]] = MANIFEST["package"]
FILES = {name: digest for package in PACKAGES for name, digest in package["files"].items()}


def on_disk() -> set[str]:
    return {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != VENDOR / "manifest.toml" and "__pycache__" not in path.parts
    }


def test_every_file_is_listed() -> None:
    assert on_disk() == set(FILES)


def test_no_file_is_listed_twice() -> None:
    counts = Counter(name for package in PACKAGES for name in package["files"])
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_sum(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_package_says_where_it_is_from(package: dict[str, Any]) -> None:
    for key in ("name", "version", "licence", "source", "refresh", "modified"):
        assert package[key].strip(), key
    assert package["licence_files"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_licence_texts_are_there_and_listed(package: dict[str, Any]) -> None:
    for name in package["licence_files"]:
        assert name in package["files"]
        assert len((VENDOR / name).read_text(encoding="utf-8", errors="replace")) > 300


def test_reserved_font_name_is_gone() -> None:
    """A cut of a font with a reserved name may not carry that name; the file name is what users see first."""
    for name in FILES:
        if name.endswith(".woff2"):
            assert "source" not in name.lower()
