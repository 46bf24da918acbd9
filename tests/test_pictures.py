"""Sizes from the headers of real files, as Pillow writes them, and of files that lie."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from slidegen.pictures import size_of, with_hints


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def encoded(kind: str, size: tuple[int, int] = (37, 21), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_formats(tmp_path: Path, kind: str, options: dict[str, object]) -> None:
    assert size_of(write(tmp_path / "a", encoded(kind, **options))) == (37, 21)


def test_webp_with_alpha_and_metadata(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 40), (1, 2, 3, 4)).save(out, "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0")
    assert size_of(write(tmp_path / "a.webp", out.getvalue())) == (300, 40)


@pytest.mark.parametrize(
    ("orientation", "expected"), [(1, (37, 21)), (3, (37, 21)), (6, (21, 37)), (8, (21, 37))]
)
def test_photographs_that_were_turned(tmp_path: Path, orientation: int, expected: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert size_of(write(tmp_path / "a.jpg", encoded("JPEG", exif=exif))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80.4px"/>', (120, 80)),
        ("<?xml version=\"1.0\"?>\n<!-- a -->\n<svg viewBox=\"0 0 2 3\" height='5' width='4'>", (4, 5)),
        ('<svg viewBox="0 0 200 100"/>', None),
        ('<svg width="100%" height="50%"/>', None),
        ('<svg width="12" height="80"', None),
        ("<html width='3' height='4'>", None),
    ],
)
def test_svg(tmp_path: Path, text: str, expected: tuple[int, int] | None) -> None:
    assert size_of(write(tmp_path / "a.svg", text.encode())) == expected


@given(st.sampled_from(["PNG", "GIF", "JPEG", "WEBP"]), st.integers(0, 200), st.binary(max_size=60))
def test_broken_files_have_no_size_or_a_plausible_one(
    tmp_path_factory: object, kind: str, cut: int, more: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "broken"  # type: ignore[attr-defined]
    found = size_of(write(path, encoded(kind)[:cut] + more))
    assert found is None or (found[0] > 0 and found[1] > 0)


def test_no_file_no_size(tmp_path: Path) -> None:
    assert size_of(tmp_path / "none.png") is None
    assert size_of(tmp_path) is None


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (
            '<img src="a.png">',
            '<img src="a.png" width="3" height="4" data-sized loading="lazy" decoding="async">',
        ),
        ('<img src="a" width="9">', '<img src="a" width="9" loading="lazy" decoding="async">'),
        (
            '<img src="a" loading="eager" decoding="sync" height="1"/>',
            '<img src="a" loading="eager" decoding="sync" height="1"/>',
        ),
    ],
)
def test_what_the_author_wrote_stays(tag: str, expected: str) -> None:
    assert with_hints(tag, (3, 4), lazy=True) == expected


def test_the_first_slides_are_eager() -> None:
    assert "loading" not in with_hints('<img src="a">', None, lazy=False)
