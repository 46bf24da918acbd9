"""The plugin that judges us is the one that its manifest names."""

from __future__ import annotations

import hashlib
import tomllib
from typing import Any

from .entry import HERE

VENDOR = HERE / "vendor"
PACKAGES: list[dict[str, Any]] = tomllib.loads((VENDOR / "manifest.toml").read_text("utf-8"))["package"]


def test_every_file_is_listed_with_its_sum() -> None:
    listed = {name: digest for package in PACKAGES for name, digest in package["files"].items()}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir()}
    del found["manifest.toml"]
    assert listed == found


def test_it_says_where_it_is_from() -> None:
    for package in PACKAGES:
        assert all(
            package[key].strip() for key in ("name", "version", "licence", "source", "refresh", "modified")
        )
        assert set(package["licence_files"]) < set(package["files"])
