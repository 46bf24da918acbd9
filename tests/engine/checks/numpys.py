"""Runs NumPy's own tests. Runs in Pyodide."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import numpy as np

# C modules of NumPy's tests, which its wheel does not hold; what needs them fails, with the engine and without.
NOT_THERE = (
    "_multiarray_tests",
    "_rational_tests",
    "_umath_tests",
    "_operand_flag_tests",
    "_struct_ufunc_tests",
)


class Missing:
    """Anything out of those modules."""

    dtype = np.dtype(object)

    def __init__(self, *_: Any) -> None: ...

    def __call__(self, *_: Any, **__: Any) -> Missing:
        return self


def stand_in(package: types.ModuleType, name: str) -> None:
    """A module that can be imported, and from which anything can be."""
    module = types.ModuleType(f"{package.__name__}.{name}")

    def attribute(wanted: str) -> Any:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        return (lambda: 0) if wanted == "get_fpu_mode" else Missing()  # asked around every test

    module.__getattr__ = attribute  # type: ignore[method-assign]
    sys.modules[module.__name__] = module
    setattr(package, name, module)


class Outcomes:
    """A plugin of pytest that keeps what became of each test."""

    def __init__(self) -> None:
        self.passed, self.failed = 0, []

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.passed += report.when == "call" and report.passed
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid} cannot be read: {str(report.longrepr)[-200:]}")


def run(file: str) -> dict[str, Any]:
    """How many tests of a file passed, and the names of those that failed."""
    import pytest

    if "numpy.f2py" not in sys.modules:
        stand_in(np, "f2py")
        for name in NOT_THERE:
            stand_in(np._core, name)
    outcomes = Outcomes()
    options = [
        "-qq",
        "--tb=no",
        "--no-header",
        "--disable-warnings",
        "-rN",
        "-W",
        "ignore",
        "--continue-on-collection-errors",
    ]
    options += ["-p", "no:cacheprovider", "-p", "no:faulthandler", "--rootdir", "/"]
    pytest.main([*options, str(Path(np.__file__).parent / file)], plugins=[outcomes])
    return {"passed": outcomes.passed, "failed": outcomes.failed}
