"""The compiler that `slidegen demo wheels` uses, for tests: Pyodide in Chromium."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from slidegen.commands import in_pyodide
from slidegen.demo import vendoring

ROOT = Path(__file__).parent.parent.parent
ORIGINALS = ROOT / vendoring.ORIGINALS
MAGIC_3_14 = (3627).to_bytes(2, "little") + b"\r\n"


def compiled(function: str, data: bytes, runtime: vendoring.Runtime) -> bytes:
    """In a thread of its own: Playwright's loop may be running in this one already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(in_pyodide.compiled, function, data, runtime).result()
