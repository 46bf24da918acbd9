"""What posters are drawn with: SVG in the project's colours, light and dark, and class maps as small pictures."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
# The names and values of templates/css/palette.css; an SVG in <img> cannot read that file.
STYLE = """\
:root{--paper:#fbfaf7;--panel:#fff;--line:#dcd8cf;--ink:#1d2733;--soft:#55626f;--accent:#a85400;\
--a:#1f6fd6;--b:#c2500f;--c:#16805f}
@media(prefers-color-scheme:dark){:root{--paper:#0f1419;--panel:#161d25;--line:#2a3540;--ink:#e9eef3;\
--soft:#a9b6c3;--accent:#ffb454;--a:#4da3ff;--b:#ff8f40;--c:#59c9a5}}
text{font-family:"Source Sans 3","Noto Sans CJK SC","PingFang SC","Noto Sans","Segoe UI",system-ui,sans-serif;\
fill:var(--soft)}"""
CLASSES = "abc"
TINT = 0.62
SHAPES = {
    "a": '<circle id="a" r="6" fill="var(--a)"/>',
    "b": '<rect id="b" x="-5.4" y="-5.4" width="10.8" height="10.8" fill="var(--b)"/>',
    "c": '<path id="c" d="M0-6.8 6.4 4.6H-6.4Z" fill="var(--c)"/>',
}


def document(width: int, height: int, title: str, body: Sequence[str]) -> str:
    """A whole SVG with the project's colours."""
    shapes = "".join(SHAPES.values())
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    parts = [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", f"<defs>{shapes}</defs>"]
    return "\n".join([*parts, *body, "</svg>"]) + "\n"


def tag(name: str, text: str | None = None, **attributes: str | float) -> str:
    """An element; `_` in a name means `-`, a trailing one is dropped, numbers have one decimal at most."""
    pairs = (f" {key.rstrip('_').replace('_', '-')}={_value(value)}" for key, value in attributes.items())
    start = f"<{name}{''.join(pairs)}"
    return f"{start}/>" if text is None else f"{start}>{escape(text)}</{name}>"


def line(points: Array, **attributes: str | float) -> str:
    """A polyline through points (n, 2)."""
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return tag("polyline", None, points=path, fill="none", stroke_linejoin="round", **attributes)


def class_map(scores: Array, side: float) -> list[str]:
    """A map of class scores (rows, columns, 1 or k) as a square of this side, row 0 at the top.

    Each class's colour shows through a mask as strongly as its score is above an equal share.
    """
    parts = [tag("rect", width=side, height=side, fill="var(--paper)")]
    shares = scores if scores.shape[2] > 1 else np.concatenate([1 - scores, scores], axis=2)
    even = 1 / shares.shape[2]
    for index, name in enumerate(CLASSES[: shares.shape[2]]):
        strength = TINT * np.clip((shares[:, :, index] - even) / (1 - even), 0, 1)
        image = tag("image", href=png(strength), width=side, height=side)
        parts.append(f'<mask id="m{name}">{image}</mask>')
        parts.append(tag("rect", width=side, height=side, fill=f"var(--{name})", mask=f"url(#m{name})"))
    return parts


def points(xy: Array, labels: Array, half: float, side: float) -> list[str]:
    """Points (n, 2) of [-half, half]^2 with the shape and colour of their class."""
    places = (xy * [1, -1] / half + 1) / 2 * side
    uses = (
        tag("use", href=f"#{CLASSES[label]}", x=x, y=y) for (x, y), label in zip(places, labels, strict=True)
    )
    return ['<g stroke="var(--paper)" stroke-width="1.6">', *uses, "</g>"]


def border(scores: Array, side: float) -> str:
    """Where the probability of class 1 crosses one half on a map (rows, columns, 1)."""
    rows = scores.shape[0]
    # One more cell on each side, carried on, so that the border reaches the edge.
    field = np.pad(scores[:, :, 0] - 0.5, 1, mode="reflect", reflect_type="odd")
    path = "".join(
        f"M{number((x1 - 0.5) / rows * side)} {number((y1 - 0.5) / rows * side)}"
        f"L{number((x2 - 0.5) / rows * side)} {number((y2 - 0.5) / rows * side)}"
        for x1, y1, x2, y2 in zero_lines(field)
    )
    return tag("path", d=path, stroke="var(--ink)", stroke_width=2.6, stroke_linecap="round", fill="none")


def zero_lines(field: Array) -> Iterator[tuple[float, float, float, float]]:
    """Where a grid of values crosses zero, cell by cell: marching squares (Lorensen and Cline, 1987, in the plane).

    A cell with four crossings gets two lines, joined in the order of its sides.
    """
    for y in range(field.shape[0] - 1):
        for x in range(field.shape[1] - 1):
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
            found = [_crossing(field, *corners[i], *corners[(i + 1) % 4]) for i in range(4)]
            ends = [place for place in found if place is not None]
            for start, end in zip(ends[::2], ends[1::2], strict=False):
                yield (*start, *end)


def _crossing(field: Array, x1: int, y1: int, x2: int, y2: int) -> tuple[float, float] | None:
    a, b = float(field[y1, x1]), float(field[y2, x2])
    if (a < 0) == (b < 0):
        return None
    t = a / (a - b)
    return x1 + t * (x2 - x1), y1 + t * (y2 - y1)


def png(gray: Array) -> str:
    """Brightness (rows, columns) from 0 to 1 as a data address of an 8-bit PNG."""
    rows, columns = gray.shape
    pixels = np.round(gray * 255).astype(np.uint8)
    raw = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw, 9)) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunks).decode()


def number(value: float) -> str:
    """One decimal at most."""
    return f"{round(float(value), 1) + 0.0:g}"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _value(value: str | float) -> str:
    return quoteattr(value if isinstance(value, str) else number(value))
