"""Putting the kernels into NumPy, and taking them out again."""

from __future__ import annotations

import importlib
import importlib.util
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from npwasm import contract, features, helpertest, selftest
from npwasm.state import Status

KNOWN = ("2.4",)  # NumPy's series that the tests have been run with
OFF = Status(False, "numpy", "npwasm is not installed: call npwasm.install()")
_status = OFF
_core: Any = None


def status() -> Status:
    """What multiplies the matrices now."""
    return _status


def install(kernel: str | None = None) -> Status:
    """Replace NumPy's inner loops in this process, for all arrays; again is harmless.

    Args:
        kernel: "fused" or "simd" for that one; None for the best that this engine has.

    Returns:
        The status; not active, with the reason, where this is not WebAssembly, NumPy is of an unknown version, the
        engine has no SIMD, or the self-test found a wrong result. NumPy's own loops then stay. Nothing is raised.
    """
    global _status
    if not (_status.active and kernel in (None, _status.kernel)):
        uninstall()
        _status = _installed(kernel)
    return _status


def uninstall() -> None:
    """Put NumPy's own loops back."""
    global _status
    if _status.active:
        _core.restore()
    _status = OFF


def helpers() -> Any:
    """The functions that README.md lists under "Helpers"; None while NumPy's own loops are in place."""
    return _core if _status.active else None


def _installed(kernel: str | None) -> Status:
    obstacle = _obstacle()
    if obstacle:
        return Status(False, "numpy", obstacle)
    chosen = kernel or features.best_kernel()
    if chosen is None:
        return Status(False, "numpy", "this browser has no WebAssembly SIMD")
    try:
        _load(chosen)
        return _checked(chosen)
    except Exception as error:  # whatever a foreign NumPy or engine does, the page goes on with NumPy's loops
        return Status(False, "numpy", f"npwasm cannot be loaded: {error}")


def _obstacle() -> str | None:
    """Why the kernels cannot be used here, before anything is loaded."""
    if not features.in_webassembly():
        return "this Python does not run in WebAssembly"
    if not np.__version__.startswith(tuple(f"{known}." for known in KNOWN)):
        return f"NumPy {np.__version__} is unknown to npwasm, which knows {', '.join(KNOWN)}"
    return None


def _load(kernel: str) -> None:
    """Load the core and give it the kernels chosen."""
    global _core
    _core = importlib.import_module("npwasm._core")
    path = Path(__file__).parent / f"kernels_{kernel}.wasm"
    loader = ExtensionFileLoader("kernels", str(path))
    spec = importlib.util.spec_from_file_location("kernels", path, loader=loader)
    assert spec is not None
    _core.use_kernels(importlib.util.module_from_spec(spec).table)


def _checked(kernel: str) -> Status:
    """Replace the loops if they work out what NumPy's do."""
    start = perf_counter()
    wrong, compared = selftest.first_difference(_core)
    wrong = wrong or helpertest.first_wrong(_core)
    ms = (perf_counter() - start) * 1000
    if wrong:
        return Status(False, "numpy", f"self-test: {wrong} differs from NumPy's", ms)
    _core.replace(contract.einsum)
    return Status(True, kernel, f"replaced NumPy's loops ({compared} results compared)", ms)
