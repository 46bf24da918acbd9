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


def test_numpy_is_asked_for_real() -> None:
    assert backend.current().version == np.__version__
