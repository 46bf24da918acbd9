"""Widths and heights of pictures, read from their files' headers, and what an <img> says about its loading.

Sizes are pixels as browsers show them: a photograph that its camera turned is turned. Formats: PNG (W3C PNG 3, 11.2.1),
GIF (89a, 18), JPEG (ITU T.81, B.2; Exif 2.3 orientation), WebP (RFC 9649), SVG with absolute sizes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

Size = tuple[int, int]

SVG_SIZE = re.compile(r"""\s(width|height)\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']""")
SIZED = re.compile(r"\s(?:width|height)=", re.I)
LOADING = re.compile(r"\sloading=", re.I)
DECODING = re.compile(r"\sdecoding=", re.I)


def size_of(path: Path) -> Size | None:
    """Width and height in CSS pixels; None for other formats, and for files that are not what they say."""
    try:
        with path.open("rb") as file:
            return _size(file)
    except (OSError, ValueError, IndexError):
        return None


def with_hints(tag: str, size: Size | None, *, lazy: bool) -> str:
    """An `<img ...>` with its size, so that nothing jumps while it loads, and `loading` and `decoding`.

    What the author wrote stays; an author's own width or height keeps ours away.
    """
    more = ' decoding="async"' if not DECODING.search(tag) else ""
    if lazy and not LOADING.search(tag):
        more = ' loading="lazy"' + more
    if size and not SIZED.search(tag):
        # the theme lays a sized picture out as it does any other; the attributes tell the space it will take
        more = f' width="{size[0]}" height="{size[1]}" data-sized' + more
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return tag[:end].rstrip() + more + tag[end:]


def _size(file: BinaryIO) -> Size | None:
    head = file.read(32)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _plausible(_big(head[16:20]), _big(head[20:24]))
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return _plausible(_little(head[6:8]), _little(head[8:10]))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    if head[:2] == b"\xff\xd8":
        return _jpeg(file)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _svg(head + file.read(8000))
    return None


def _plausible(width: int, height: int) -> Size | None:
    return (width, height) if 0 < width < 1 << 20 and 0 < height < 1 << 20 else None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _webp(head: bytes) -> Size | None:
    match head[12:16]:
        case b"VP8X":
            return _plausible(_little(head[24:27]) + 1, _little(head[27:30]) + 1)
        case b"VP8L":
            bits = _little(head[21:25])
            return _plausible((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            return _plausible(_little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF)
    return None


def _jpeg(file: BinaryIO) -> Size | None:
    """Walks the segments to the frame header; an Exif segment on the way may turn the picture."""
    file.seek(2)
    turned = False
    while len(marker := file.read(4)) == 4 and marker[0] == 0xFF:
        kind, length = marker[1], _big(marker[2:]) - 2
        if kind in (0xD9, 0xDA) or length < 0:
            return None
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            data = file.read(5)
            height, width = _big(data[1:3]), _big(data[3:5])
            return _plausible(height, width) if turned else _plausible(width, height)
        if kind == 0xE1:
            turned = _is_turned(file.read(length)) or turned
        else:
            file.seek(length, 1)
    return None


def _is_turned(exif: bytes) -> bool:
    """Whether Exif's orientation (tag 0x0112) exchanges width and height."""
    if not exif.startswith(b"Exif\0\0"):
        return False
    tiff = exif[6:]
    number = _little if tiff[:2] == b"II" else _big
    at = number(tiff[4:8])
    for entry in range(at + 2, min(len(tiff), at + 2 + 12 * number(tiff[at : at + 2])), 12):
        field = tiff[entry : entry + 12]
        if number(field[:2]) == 0x0112:
            return number(field[8:10]) >= 5
    return False


def _svg(head: bytes) -> Size | None:
    start = head.find(b"<svg")
    tag = head[start : head.find(b">", start) + 1].decode("utf-8", "replace") if start >= 0 else ""
    found = {name: float(value) for name, value in SVG_SIZE.findall(tag)}
    return _plausible(round(found.get("width", 0)), round(found.get("height", 0)))
