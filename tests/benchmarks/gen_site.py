"""Writes the benchmark input: 50 decks x 40 slides with nested lists, code, math, images, links and notes.

usage: python gen_site.py OUT_DIR [DECKS [SLIDES]]      (deterministic; 657 kB of Markdown and 8 PNG files at 50 x 40)
"""

from __future__ import annotations

import random
import struct
import sys
import zlib
from pathlib import Path

TERMS = (
    "layer neuron gradient loss weight bias tensor batch epoch filter kernel stride softmax entropy dropout momentum "
    "matrix vector output input model train sample label"
)
WORDS = TERMS.split()
CODE = """```python
import numpy as np

def forward(x, w{0}):
    h = np.maximum(x @ w{0}, 0)
    return h.sum(axis=1)

print(forward(np.ones((2, 3)), np.eye(3)))
```"""
MATH = """$$
\\frac{{\\partial L}}{{\\partial w_{{{0}}}}} = \\sum_{{i=1}}^{{n}} (y_i - \\hat{{y}}_i) x_i
$$"""


def write(out: Path, decks: int = 50, slides: int = 40) -> None:
    """Write so many decks of so many slides, and their pictures."""
    chance = random.Random(7)
    (out / "img").mkdir(parents=True, exist_ok=True)
    for number in range(8):
        (out / "img" / f"fig{number}.png").write_bytes(png(480, 270, number + 3))
    for deck in range(decks):
        text = f"---\ntitle: Deck {deck}\n---\n\n"
        for number in range(slides):
            between = "\n\n---\n\n" if number % 4 == 0 else "\n\n***\n\n"
            text += (between if number else "") + slide(chance, deck, number)
        (out / f"deck{deck:02d}.md").write_text(text + "\n", encoding="utf-8")


def slide(chance: random.Random, deck: int, number: int) -> str:
    """One slide of five kinds."""

    def words(count: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count))

    out = [f"## Deck {deck} slide {number} {words(3)}", ""]
    note = ""
    match number % 5:
        case 0:
            for item in range(4):
                out.append("- " + words(6))
                if item % 2:
                    out += ["  - " + words(5), "  - " + words(4)]
            note = words(20)
        case 1:
            out += [words(12), "", CODE.format(number)]
        case 2:
            out += [words(10) + f" $x_{{{number}}} = \\sigma(w^T x + b)$", "", MATH.format(number)]
        case 3:
            out += [f"![figure](img/fig{number % 8}.png)", "", words(10)]
        case _:
            link = f"[link](https://example.org/{deck}/{number}) and **bold** and `code`"
            out += [words(40), "", link]
            note = words(15)
    return "\n".join([*out, *(["", "Note: " + note] if note else [])])


def png(width: int, height: int, seed: int) -> bytes:
    """A picture that does not compress well."""

    def value(x: int, y: int, channel: int) -> int:
        return (x * seed + y * 3) % 256 if channel else (x ^ y) % 256

    raw = b"".join(
        b"\0" + bytes(value(x, y, channel) for x in range(width) for channel in range(3))
        for y in range(height)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(raw, 6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    write(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:4]))
