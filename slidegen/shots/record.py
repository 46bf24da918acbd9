"""The record of a deck's slides: their text and geometry as JSON, read, written and compared.

Pixels depend on the machine, the text of a slide and the places of its blocks hardly do; so this record is
what is compared where pictures cannot be.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from slidegen.shots.shot import Block, Environment

FORMAT = 1
# Half the size of the smallest text: a block that moved by that much is elsewhere. Hinting and the
# widths of other
# machines' fallback fonts move blocks by less.
TOLERANCE = 12
MOST = 3  # differences told of one slide


@dataclass(frozen=True, slots=True)
class Entry:
    """What is stored of one slide.

    `picture` is the file's name; `base`, in sets of this machine only, is the hash of the committed entry
    it was made beside.
    """

    picture: str
    blocks: tuple[Block, ...]
    demos: tuple[Mapping[str, Any], ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All entries of a deck by slide id, in the slides' order, and where they were made.

    `deck` is the deck's file name.
    """

    deck: str
    environment: Environment
    size: tuple[int, int]
    slides: Mapping[str, Entry] = field(default_factory=dict)


def to_json(record: Record) -> str:
    """The record as JSON with one block a line, so that a changed slide is a small change in Git."""
    head = {
        "format": FORMAT,
        "deck": record.deck,
        "environment": asdict(record.environment),
        "size": list(record.size),
    }
    lines = [f" {_dump(key)}: {_dump(value)}," for key, value in head.items()]
    slides = ",\n".join(f"  {_dump(name)}: {_entry_text(entry)}" for name, entry in record.slides.items())
    return "\n".join(["{", *lines, ' "slides": {', *([slides] if slides else []), " }", "}", ""])


def _entry_text(entry: Entry) -> str:
    blocks = ",\n".join(f"    {_dump([block.tag, block.text, list(block.box)])}" for block in entry.blocks)
    fields = [f'   "picture": {_dump(entry.picture)}', f'   "blocks": [\n{blocks}\n   ]']
    if entry.demos:
        fields.append(f'   "demos": {_dump([dict(demo) for demo in entry.demos])}')
    if entry.base:
        fields.append(f'   "base": {_dump(entry.base)}')
    return "{\n" + ",\n".join(fields) + "\n  }"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def from_json(text: str) -> Record:
    """Read a record. Raises ValueError where the text is none, or one of another format."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']!r} instead of {FORMAT}")
        width, height = data["size"]
        return Record(
            str(data["deck"]),
            Environment(**data["environment"]),
            (int(width), int(height)),
            {str(name): _entry(value) for name, value in data["slides"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a record of slides: {error}") from error


def _entry(value: Mapping[str, Any]) -> Entry:
    blocks = []
    for tag, text, (x, y, width, height) in value["blocks"]:
        blocks.append(Block(str(tag), str(text), (int(x), int(y), int(width), int(height))))
    picture = str(value["picture"])
    if "/" in picture or "\\" in picture or picture.startswith("."):
        raise ValueError(f"{picture!r} is no picture's file name")
    return Entry(picture, tuple(blocks), tuple(value.get("demos", ())), value.get("base"))


def differences(before: Sequence[Block], after: Sequence[Block]) -> tuple[str, ...]:
    """What differs between two lists of blocks, in a few lines; blocks that shifted a little do not."""
    old, new = [_key(block) for block in before], [_key(block) for block in after]
    found: list[str] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [
                line
                for one, other in zip(before[a:b], after[c:d], strict=True)
                if (line := moved(one, other))
            ]
        else:
            found += _replaced(before[a:b], after[c:d])
    return tuple(found[:MOST] + ([f"and {len(found) - MOST} more"] if len(found) > MOST else []))


def moved(before: Block, after: Block) -> str | None:
    """How a block that says the same left its place, if by more than TOLERANCE."""
    if all(abs(one - other) <= TOLERANCE for one, other in zip(before.box, after.box, strict=True)):
        return None
    return f"{_name(after)} is at {_place(after)} instead of {_place(before)}"


def _replaced(before: Sequence[Block], after: Sequence[Block]) -> list[str]:
    pairs = min(len(before), len(after))
    lines = [_became(one, other) for one, other in zip(before, after, strict=False)]
    lines += [f"{_name(block)} is gone" for block in before[pairs:]]
    return lines + [f"{_name(block)} is new" for block in after[pairs:]]


def _became(one: Block, other: Block) -> str:
    """Both, cut so that where they first differ is seen."""
    pairs = enumerate(zip(one.text, other.text, strict=False))
    same = next((index for index, (a, b) in pairs if a != b), min(len(one.text), len(other.text)))
    start = same - 24 if same > 40 else 0
    return f"{_name(one, start)} became {_name(other, start)}"


def _key(block: Block) -> tuple[str, str]:
    return block.tag, block.text


def _name(block: Block, start: int = 0) -> str:
    text = ("…" if start else "") + block.text[start:]
    return f"{block.tag} “{text if len(text) <= 60 else text[:59] + '…'}”"


def _place(block: Block) -> str:
    x, y, width, height = block.box
    return f"{x},{y} {width}x{height}"
