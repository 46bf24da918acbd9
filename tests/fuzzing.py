"""Hostile decks for test_fuzz.py: made by mutating real ones, by repeating what parsers stumble over, by nesting."""

from __future__ import annotations

import json
import random
from pathlib import Path

ROOT = Path(__file__).parent.parent
# our own, the judged cases, and the source notes where they lie beside the checkout
SEEDS = (ROOT / "decks", ROOT / "tests" / "parity" / "cases", ROOT.parent / "shared" / "source-notes")
DATA = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
PIECES: list[str] = DATA["pieces"]  # put into texts
VALUES: list[str] = DATA["values"]  # of settings, in YAML
STUMBLES: list[str] = DATA["stumbles"]  # repeated as often as the text may be long
NESTED: list[tuple[str, str]] = DATA["nested"]  # opened a thousand times, then closed as often


def seeds() -> list[str]:
    """The texts that are mutated."""
    found = [path for folder in SEEDS if folder.is_dir() for path in sorted(folder.glob("*.md"))]
    return ["", *(path.read_text("utf-8") for path in found)]


def mutated(rnd: random.Random, texts: list[str]) -> str:
    """A stretch of one text or two, with pieces put in, lines moved, and ends of lines changed."""
    text = "".join(_stretch(rnd, rnd.choice(texts)) for _ in range(rnd.choice((1, 1, 2))))
    for _ in range(rnd.randrange(1, 40)):
        at = rnd.randrange(len(text) + 1)
        cut = rnd.randrange(4) * rnd.randrange(10)
        piece = rnd.choice(PIECES) * rnd.choice((1, 1, 1, 1, 2, 7))
        text = text[:at] + piece + text[at + cut :]
    if rnd.random() < 0.1:
        lines = text.split("\n")
        rnd.shuffle(lines)
        text = "\n".join(lines)
    if rnd.random() < 0.1:
        text = "".join(rnd.choice(("\n", "\n", "\r\n", "\r")) if char == "\n" else char for char in text)
    return front_matter(rnd) + text if rnd.random() < 0.3 else text


def _stretch(rnd: random.Random, text: str) -> str:
    start = rnd.randrange(len(text) + 1)
    return text[start : start + rnd.randrange(1500)]


def front_matter(rnd: random.Random) -> str:
    """Settings of any kind, most of them wrong."""
    from slidegen.deck.settings import KEYS

    names = [*KEYS, "titel", "slideNumber"]
    lines = [f"{rnd.choice(names)}: {rnd.choice(VALUES)}" for _ in range(rnd.randrange(1, 5))]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def as_bytes(rnd: random.Random, text: str) -> bytes:
    """The text as a file, now and then with a byte that no UTF-8 has, or half of a pair of surrogates."""
    data = text.encode("utf-8", "surrogatepass")
    if rnd.random() < 0.03:
        at = rnd.randrange(len(data) + 1)
        data = data[:at] + rnd.choice((b"\xff", b"\xed\xa0\x80", b"\xc3", rnd.randbytes(8))) + data[at:]
    return data


def stumble(rnd: random.Random, longest: int) -> str:
    """One thing again and again."""
    length = rnd.randrange(1, longest)
    if rnd.random() < 0.3:
        before, after = rnd.choice(NESTED)
        count = min(3000, length // len(before + after) + 1)
        return before * count + "a" + after * count + "\n"
    piece = rnd.choice(STUMBLES) if rnd.random() < 0.8 else rnd.choice(STUMBLES) + rnd.choice(STUMBLES)
    return piece * (length // len(piece) + 1) + rnd.choice(("", "\n", "a", ")", "]", "`", "-->", "</div>"))


def settings(rnd: random.Random) -> dict[str, object]:
    """What the command line could say."""
    from slidegen.markup.features import opt_in

    features = [name for name in opt_in() if rnd.random() < 0.7]
    given: dict[str, object] = {"features": features} if rnd.random() < 0.8 else {}
    if rnd.random() < 0.3:
        given["dialect"] = rnd.choice(("slidegen", "reveal"))
    if rnd.random() < 0.3:
        given["split"] = rnd.choice(("headings", "separators", "auto"))
    if rnd.random() < 0.1:
        given["notes"] = False
    return given
