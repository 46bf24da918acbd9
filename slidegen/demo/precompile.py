"""Python's standard library compiled ahead of time, so that Pyodide starts faster.

`compiled` must run in the very Python that will load the result, so it is sent to Pyodide as source: the
standard library only.
"""

from __future__ import annotations

import importlib.util
import io
import marshal
import zipfile

PREFIX = "/lib/python/"  # what tracebacks call the files
DATE = (2020, 1, 1, 0, 0, 0)
KEPT = "_sysconfigdata"  # read as text by pyodide-build


def compiled(archive: bytes) -> bytes:
    """A zip of Python sources with each module as .pyc in place of .py, names sorted and dates fixed.

    The .pyc files are never checked against a source (PEP 552), since there is none beside them.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(one for one in old.namelist() if not one.endswith("/")):
            content = old.read(name)
            if name.endswith(".py") and not name.startswith(KEPT):
                name, content = f"{name}c", _pyc(content, PREFIX + name)
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content, compresslevel=9)
    return result.getvalue()


def _pyc(source: bytes, name: str) -> bytes:
    """A hash-based, unchecked .pyc: magic number, flags 1, the source's hash, the code."""
    code = compile(source, name, "exec", dont_inherit=True)
    header = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(source)
    return header + marshal.dumps(code)
