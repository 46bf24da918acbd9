from __future__ import annotations

import os
from pathlib import Path

import pytest

from slidegen.model import Site
from slidegen.serve.content import Content, SiteIndex, byte_range, content_type


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("k.mjs", "text/javascript; charset=utf-8"),
        ("k.JS", "text/javascript; charset=utf-8"),
        ("p.wasm", "application/wasm"),
        ("f.woff2", "font/woff2"),
        ("p.svg", "image/svg+xml; charset=utf-8"),
        ("lock.json", "application/json; charset=utf-8"),
        ("numpy-2.4.6-cp314.whl", "application/zip"),
        ("photo.webp", "image/webp"),
        ("model.py", "text/x-python; charset=utf-8"),
        ("no-suffix", "application/octet-stream"),
        ("odd.slidegen-unknown", "application/octet-stream"),
    ],
)
def test_the_type_follows_the_name(name: str, expected: str) -> None:
    assert content_type(name) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-3", (0, 4)),
        ("bytes=4-", (4, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=0-99", (0, 10)),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_byte_range(header: str, expected: tuple[int, int] | None) -> None:
    assert byte_range(header, 10) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=0-", 0)])
def test_a_range_outside_the_content_is_said(header: str, size: int) -> None:
    with pytest.raises(ValueError, match="bytes"):
        byte_range(header, size)


def test_find_pages_folders_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("no")
    index = SiteIndex(Site({"index.html": b"root", "讲座/一/index.html": b"deck"}, ()))

    def source(target: str) -> object:
        found = index.find(target)
        return found.source if isinstance(found, Content) else found

    assert source("/") == b"root"
    assert source("/index.html") == b"root"
    assert source("/%E8%AE%B2%E5%BA%A7/%E4%B8%80/") == b"deck"
    assert source("/%E8%AE%B2%E5%BA%A7/%E4%B8%80") == "/%E8%AE%B2%E5%BA%A7/%E4%B8%80/"
    assert source("/%E8%AE%B2%E5%BA%A7/") is None  # a folder without a page is not listed
    assert source("/%ff") is None
    assert source("//index.html") is None
    for escape in ("/../secret", "/%2e%2e/secret", f"/{tmp_path}/secret", "/讲座/../../secret"):
        assert index.find(escape) is None


def test_the_tag_changes_with_the_bytes_and_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"one")
    site = Site({"a": b"one", "b": b"two", "film.mp4": path}, ())
    index = SiteIndex(site)

    def tag(name: str) -> str:
        found = index.find(name)
        assert isinstance(found, Content)
        return found.etag

    assert tag("/a") == tag("/a") != tag("/b")
    before = tag("/film.mp4")
    path.write_bytes(b"new")
    os.utime(path, ns=(1, 1))
    assert tag("/film.mp4") != before
    path.unlink()
    assert index.find("/film.mp4") is None


def test_chunks_of_a_file_and_of_bytes_agree(tmp_path: Path) -> None:
    data = os.urandom(700_000)
    path = tmp_path / "big"
    path.write_bytes(data)
    for source in (data, path):
        content = Content("big", source, len(data), "tag")
        assert b"".join(content.chunks(0, len(data))) == data
        assert b"".join(content.chunks(300_000, 650_001)) == data[300_000:650_001]
