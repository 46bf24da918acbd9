"""The part of Python's standard library that a demo starts with: half of its bytes; the rest comes when it is used."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from slidegen.demo import later

# What Pyodide, NumPy, npwasm and slidegen.nn import, and what a model's author is likely to. Packages are whole.
# tests/kit/test_boot.py fails where a demo of ours needs more.
NAMES = """
    __future__ _collections_abc _colorize _compat_pickle _opcode_metadata _py_warnings _pyodide _sitebuiltins _ssl
    _weakrefset abc annotationlib ast asyncio base64 bisect bz2 codecs codeop collections compression concurrent
    contextlib contextvars copy copyreg ctypes dataclasses datetime dis encodings enum fnmatch functools genericpath
    glob hashlib heapq hmac importlib inspect io json keyword linecache locale logging lzma ntpath numbers opcode
    operator os pathlib pickle platform posixpath pyodide random re reprlib secrets selectors shutil signal site
    socket ssl stat string struct subprocess sysconfig tempfile textwrap threading token tokenize traceback types
    typing warnings weakref zipfile zipimport
    colorsys decimal fractions gzip pprint queue statistics
"""
CORE = frozenset(NAMES.split())
LATER = "slidegen_later"
END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")


def with_later(archive: bytes) -> bytes:
    """The sources of the library, with the module that fetches what is not in `CORE`, by name."""
    result = io.BytesIO(archive)
    with zipfile.ZipFile(result, "a") as made:
        rest = sorted({top(name) for name in made.namelist() if name.endswith(".py")} - CORE)
        source = Path(later.__file__).read_text(encoding="utf-8")
        filled = source.replace("NAMES: Collection[str] = ()", f"NAMES: Collection[str] = {tuple(rest)!r}")
        made.writestr(f"{LATER}.py", filled)
    return result.getvalue()


@cache
def core(library: bytes) -> bytes:
    """The zip that Python starts with, cut out of the whole one as it is: nothing is packed again."""
    return subset(library, lambda name: top(name) in CORE or top(name) == LATER)


def top(name: str) -> str:
    """The top-level module that a file of the library belongs to."""
    return name.partition("/")[0].partition(".")[0]


def subset(archive: bytes, wanted: Callable[[str], bool]) -> bytes:
    """A zip with those files of another; source: PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.

    Args:
        archive: without a comment, without zip64, and no sizes behind the contents.
    """
    *_, count, _, at, _ = END.unpack(archive[-END.size :])
    files, entries = bytearray(), []
    for _ in range(count):
        fields = ENTRY.unpack_from(archive, at)
        packed, lengths, start = fields[8], fields[10:13], fields[-1]
        entry = archive[at : at + ENTRY.size + sum(lengths)]
        at += len(entry)
        if wanted(entry[ENTRY.size : ENTRY.size + lengths[0]].decode()):
            entries.append(entry[: ENTRY.size - 4] + struct.pack("<L", len(files)) + entry[ENTRY.size :])
            header = 30 + sum(struct.unpack_from("<2H", archive, start + 26))
            files += archive[start : start + header + packed]
    directory = b"".join(entries)
    end = END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(files), 0)
    return bytes(files) + directory + end
