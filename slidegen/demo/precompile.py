"""Python modules compiled ahead of time, so that Pyodide starts faster: its standard library, and wheels.

`library` and `wheel` must run in the very Python that will load the result, so this file is sent to Pyodide as
source: the standard library only. The same input gives the same bytes, in a Python that has just started with the
same library (marshal writes whether a string is interned): names are sorted, dates fixed, and a .pyc is never checked
against a source (PEP 552), since there is none beside it.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import marshal
import re
import sys
import zipfile

DATE = (2020, 1, 1, 0, 0, 0)
LIBRARY = "/lib/python/"  # what tracebacks call the files
PACKAGES = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/"
KEPT = "_sysconfigdata"  # read as text by pyodide-build
# what nothing can use in a browser: tests, headers and sources for compilers, type stubs, the Fortran wrapper
UNUSED = re.compile(
    r"""/tests/ | /conftest\.py$ | /_examples/ | /include/ | \.(a|h|c|pxd|pyi|pyx|pc)$ | /py\.typed$
        | ^numpy/(f2py|_pyinstaller|_core/lib)/ | ^numpy/(_configtool\.py|ma/(README\.rst|API_CHANGES\.txt))$
        | ^numpy/_core/.*/template$ | \.dist-info/entry_points\.txt$""",
    re.VERBOSE,
)
LICENCE = re.compile(r"LICEN[CS]E|COPYING")


def library(archive: bytes) -> bytes:
    """A zip of Python sources with each module as .pyc in place of .py."""
    return _zipped(dict(_compiled(name, content, LIBRARY) for name, content in _files(archive).items()))


def wheel(archive: bytes) -> bytes:
    """A wheel with each module as .pyc in place of .py, without `UNUSED`; its licences stay, RECORD is written anew."""
    files = {name: content for name, content in _files(archive).items() if _stays(name)}
    (record,) = (name for name in files if name.endswith(".dist-info/RECORD"))
    del files[record]
    compiled = dict(_compiled(name, content, PACKAGES) for name, content in files.items())
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(compiled.items())]
    compiled[record] = "\n".join([*rows, f"{record},,", ""]).encode()
    return _zipped(compiled)


def _stays(name: str) -> bool:
    return bool(LICENCE.search(name)) or not UNUSED.search(name)


def _files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return {name: old.read(name) for name in old.namelist() if not name.endswith("/")}


def _compiled(name: str, content: bytes, prefix: str) -> tuple[str, bytes]:
    """A module under its new name, with a hash-based, unchecked header: magic number, flags 1, the source's hash."""
    if not name.endswith(".py") or name.startswith(KEPT):
        return name, content
    code = compile(content, prefix + name, "exec", dont_inherit=True)
    header = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(content)
    return f"{name}c", header + marshal.dumps(code)


def _zipped(files: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as new:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            new.writestr(info, files[name], compresslevel=9)
    return result.getvalue()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
