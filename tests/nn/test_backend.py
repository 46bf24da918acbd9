"""The badge says what NumPy says about itself."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from slidegen.nn import backend


def blas(found: bool, name: str) -> Any:
    return lambda mode: {"Build Dependencies": {"blas": {"name": name, "found": found}}}


@pytest.mark.parametrize(
    ("found", "name", "result"), [(True, "openblas", "openblas"), (False, "x", None), (True, "none", None)]
)
def test_blas_name(monkeypatch: pytest.MonkeyPatch, found: bool, name: str, result: str | None) -> None:
    monkeypatch.setattr(np.__config__, "show", blas(found, name))
    assert backend.blas_name() == result


def test_without_blas_in_webassembly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(np.__config__, "show", blas(False, "none"))
    monkeypatch.setattr(sys, "platform", "emscripten")
    found = backend.current()
    assert (found.kernel, found.platform) == ("loops", "WebAssembly")
    assert found.label == f"NumPy {np.__version__} · WebAssembly"
    assert "without BLAS" in found.reason


def test_with_blas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(np.__config__, "show", blas(True, "openblas"))
    found = backend.current().as_dict()
    assert found["reason"] == "matrix products by openblas"
    assert found["label"].endswith("· native")


class Engine:
    """As much of npwasm as is asked."""

    def __init__(self, active: bool) -> None:
        self.active, self.label, self.reason = active, "SIMD", "compared" if active else "no SIMD here"

    def status(self) -> Engine:
        return self

    def helpers(self) -> str | None:
        return "functions" if self.active else None


def test_with_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "npwasm", Engine(True))
    found = backend.current()
    assert (found.kernel, found.reason) == ("npwasm: SIMD", "compared")
    assert backend.helpers() == "functions"


def test_an_engine_that_stepped_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(np.__config__, "show", blas(False, "none"))
    monkeypatch.setattr(backend, "npwasm", Engine(False))
    assert backend.current().kernel == "loops"
    assert backend.current().reason == "NumPy's own loops: built without BLAS; no SIMD here"
    assert backend.helpers() is None


def test_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "npwasm", None)
    assert backend.helpers() is None
    assert "npwasm" not in backend.current().kernel


def test_in_cpython_the_twins_run() -> None:
    assert backend.helpers() is None


def test_numpy_is_asked_for_real() -> None:
    assert backend.current().version == np.__version__
