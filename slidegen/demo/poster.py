"""A demo's poster: what a visitor sees before Pyodide has loaded, and where it cannot run."""

from __future__ import annotations

import base64
import re
import runpy
import struct
import zlib
from typing import Any

from slidegen.demo import faults
from slidegen.demo.catalog import Demo
from slidegen.errors import DemoError, Location
from slidegen.nn.instance import Instance
from slidegen.project import shown

LARGEST = 60_000
NUMBER = re.compile(r"(?<![\w#-])-?\d+(?:\.\d+)?")
PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


def instance(demo: Demo, changes: dict[str, Any] | None = None) -> Instance:
    """The demo's model with its default parameters, some changed, in CPython, at step 0.

    Raises:
        DemoError: model.py cannot be read.
        ModelError: the model cannot be made.
    """
    params = demo.manifest.defaults() | (changes or {})
    path = demo.folder / "model.py"
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DemoError(f"cannot be read: {error}", where=Location(shown(path))) from None
    return Instance(source, params, int(params.get("seed", 0)), str(shown(path)))


def draw(demo: Demo) -> str:
    """The SVG that the demo's poster.py draws after `STEPS` steps with the default parameters and its `PARAMS`.

    Raises:
        DemoError: there is no poster.py, it or the model fails, or its picture is too large.
        ModelError: the model failed.
    """
    path = demo.folder / "poster.py"
    if not path.is_file():
        raise DemoError("the demo has no poster.py", where=Location(demo.folder))
    with faults.told(demo.folder, path.name):
        svg = _run(demo, runpy.run_path(str(path)))
        size = len(svg.encode())
    if size > LARGEST:
        message = f"the poster has {size} bytes"
        raise DemoError(message, where=Location(path), hint=f"at most {LARGEST}: fewer points or decimals")
    return svg


def _run(demo: Demo, module: dict[str, Any]) -> str:
    running = instance(demo, module.get("PARAMS"))
    running.advance(int(module["STEPS"]), float("inf"))
    return str(module["draw"](running))


def same(one: str, other: str) -> bool:
    """Whether two posters show the same, up to what another processor's rounding may change.

    The text is the same but for numbers, which differ by at most 0.25; pixels differ by at most 3 of 255.
    """
    pictures = [[_pixels(found[1]) for found in PICTURE.finditer(svg)] for svg in (one, other)]
    texts = [PICTURE.sub("picture", svg) for svg in (one, other)]
    numbers = [[float(found[0]) for found in NUMBER.finditer(text)] for text in texts]
    if NUMBER.sub("0", texts[0]) != NUMBER.sub("0", texts[1]) or len(pictures[0]) != len(pictures[1]):
        return False
    close = all(abs(a - b) <= 0.25 for a, b in zip(*numbers, strict=True))
    return close and all(_close(a, b) for a, b in zip(*pictures, strict=True))


def _close(one: tuple[tuple[int, int], bytes], other: tuple[tuple[int, int], bytes]) -> bool:
    return one[0] == other[0] and all(abs(a - b) <= 3 for a, b in zip(one[1], other[1], strict=True))


def _pixels(text: str) -> tuple[tuple[int, int], bytes]:
    """Size and raw rows of a PNG that `drawing.png` wrote: one IDAT chunk, no row filters."""
    content = base64.b64decode(text)
    size = struct.unpack(">II", content[16:24])
    start = content.index(b"IDAT")
    (length,) = struct.unpack(">I", content[start - 4 : start])
    return (size[0], size[1]), zlib.decompress(content[start + 4 : start + 4 + length])
