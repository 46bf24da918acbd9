"""Reads a deck's file, and says what to do when it cannot be read."""

from __future__ import annotations

from pathlib import Path

from slidegen.errors import DeckError, Location


def read_text(path: Path, label: Path | None = None) -> str:
    """The file's text, without a byte-order mark, its lines ended by line feeds, whatever they were ended by.

    Messages name the file as `label`, where given.

    Raises:
        DeckError: the file is missing, not a file, not readable or not UTF-8.
    """
    shown = label or path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DeckError("no such file", where=Location(shown), hint="check the path's spelling") from None
    except IsADirectoryError:
        raise DeckError(
            "this is a folder, not a deck", where=Location(shown), hint="name a .md file"
        ) from None
    except OSError as error:
        raise DeckError(f"cannot be read: {error.strerror}", where=Location(shown)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DeckError(
            f"not UTF-8: byte 0x{data[error.start]:02x}",
            where=Location(shown, line),
            hint="save it as UTF-8, for instance with `iconv -f GB18030 -t UTF-8`",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")  # as an HTML page reads it
