"""Installing, uninstalling and the reasons for staying with NumPy's own loops."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ENGINE, Python

MATMUL = """
import numpy as np, npwasm, npwasm.engine as engine
a = np.arange(4096, dtype=np.float32).reshape(64, 64)
"""


def test_in_cpython_numpy_stays(tmp_path: Path) -> None:
    code = "import npwasm; print(npwasm.install().reason, npwasm.status().active, npwasm.status().label)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ENGINE, capture_output=True, text=True, check=True
    )
    assert done.stdout == "this Python does not run in WebAssembly False NumPy's own loops\n"


@pytest.mark.browser
def test_installed_products_are_ours_and_uninstalled_not(python: Python) -> None:
    made = """
def made():
    before = engine._core.products()
    a @ a
    return engine._core.products() - before
counts = []
for act in (npwasm.install, npwasm.uninstall, npwasm.install, npwasm.install, npwasm.uninstall):
    act()
    counts.append(made())
counts
"""
    assert python.run(MATMUL + made) == [1, 0, 1, 1, 0]


@pytest.mark.browser
def test_chromium_gets_fused_kernels_and_says_why(python: Python) -> None:
    status = python.run(MATMUL + "npwasm.install().as_dict()")
    assert status["active"] is True
    assert status["kernel"] == "fused"
    assert status["label"] == "SIMD with fused multiply-add"
    assert "replaced NumPy's loops" in status["reason"]


@pytest.mark.browser
@pytest.mark.parametrize("kernel", ["simd", "fused"])
def test_a_kernel_can_be_chosen(python: Python, kernel: str) -> None:
    assert python.run(MATMUL + f"npwasm.install({kernel!r}).kernel") == kernel


@pytest.mark.browser
def test_an_unknown_numpy_is_left_alone(python: Python) -> None:
    code = """
npwasm.uninstall()
engine.KNOWN, known = ("1.0",), engine.KNOWN
result = npwasm.install().as_dict()
engine.KNOWN = known
result
"""
    status = python.run(MATMUL + code)
    assert status["active"] is False
    assert status["reason"] == "NumPy 2.4.6 is unknown to npwasm, which knows 1.0"


@pytest.mark.browser
def test_a_wrong_result_at_load_falls_back(python: Python) -> None:
    code = """
from npwasm import selftest
npwasm.uninstall()
class spoilt: pass
def cases(made=selftest.cases):
    found = made()
    name, work = found[3]
    spoilt.answers = iter([work(), work() + 1])
    found[3] = name, lambda: next(spoilt.answers)
    return found
original, selftest.cases = selftest.cases, cases
result = npwasm.install().as_dict()
selftest.cases = original
before = engine._core.products()
a @ a
result["made"] = engine._core.products() - before
result
"""
    status = python.run(MATMUL + code)
    assert (status["active"], status["made"]) == (False, 0)
    assert status["reason"] == "self-test: matmul float32 1x40 by 40x6 differs from NumPy's"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("im2col", "lambda *args: False"),
        ("adam", "lambda *args: True"),
        ("max_pool_grad", "lambda *args: args[2].fill(0) or True"),
        ("lstm_grad", "lambda *args: args[1].fill(0) or True"),
    ],
)
def test_a_wrong_helper_at_load_falls_back(python: Python, name: str, wrong: str) -> None:
    code = f"""
npwasm.uninstall()
original, engine._core.{name} = engine._core.{name}, {wrong}
result = npwasm.install().as_dict()
engine._core.{name} = original
result["helpers"] = npwasm.helpers() is not None
npwasm.install()
result["again"] = npwasm.status().active
result
"""
    status = python.run(MATMUL + "npwasm.install()\n" + code)
    assert (status["active"], status["helpers"], status["again"]) == (False, False, True)
    assert status["reason"] == f"self-test: {name} differs from NumPy's"
