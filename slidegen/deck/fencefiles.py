"""Files that code fences name: ```` ```python file=src/model.py ````."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slidegen.deck.fences import closed_fences

WORD = "file="
FILE = re.compile(r"""(?<!\S)file=(?:"([^"\n]*)"|'([^'\n]*)'|(\S+))""")


def fence_files(text: str) -> tuple[str, ...]:
    """The paths, as they stand there."""
    found = (FILE.search(text, start, end) for start, end in _first_lines(text))
    return tuple(one[1] or one[2] or one[3] or "" for one in found if one)


def moved_files(text: str, folder: str) -> str:
    """The text with the relative ones of these paths led by `folder`, the way from the deck's folder to the text's."""
    for start, end in reversed(list(_first_lines(text)) if folder != "." else []):
        found = FILE.search(text, start, end)
        path = (found[1] or found[2] or found[3] or "") if found else ""
        if found and not path.startswith("/"):
            text = f'{text[: found.start()]}file="{folder}/{path}"{text[found.end() :]}'
    return text


def _first_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines that open fences begin and end."""
    for fence in closed_fences(text) if WORD in text else ():
        yield fence.start, text.find("\n", fence.start)
