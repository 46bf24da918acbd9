"""The engine's helpers in the browser: as exact as their twins in NumPy, and closed to whatever does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Python

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def with_nn(python: Python) -> Python:
    """The shared Pyodide with slidegen.nn."""
    python.page.evaluate("() => python.loadPackage('slidegen-nn')")
    return python


def compare(python: Python, cases: int, seed: int) -> Any:
    return python.run("import helpers\nhelpers.compare(*argument)", [cases, seed])


def agrees(result: Any, cases: int) -> None:
    assert result["wrong"] == []
    assert set(result["refused"].values()) == {0}
    assert min(result["taken"].values()) >= cases


def test_random_cases_agree_with_the_twins(with_nn: Python) -> None:
    agrees(compare(with_nn, 120, 0), 120)


@pytest.mark.soak
def test_many_random_cases_agree_with_the_twins(with_nn: Python) -> None:
    for seed in range(1, 21):
        agrees(compare(with_nn, 500, seed), 500)


@pytest.mark.parametrize("kernel", ["simd", "fused"])
def test_optimisers_have_numpys_bits_with_either_kernel(with_nn: Python, kernel: str) -> None:
    """No fused operation gets into them: `same` in checks/helpers.py compares bits."""
    code = "import npwasm\nnpwasm.install(argument)\nimport helpers\nhelpers.compare(20, 5)"
    agrees(with_nn.run(code, kernel), 20)


def test_cells_that_the_engine_refuses_are_numpys(with_nn: Python) -> None:
    result = with_nn.run("import helpers\nhelpers.uneven(3)")
    assert result == {"wrong": [None, None], "refused": 2, "taken": 0}


def test_misfits_are_refused_and_touch_nothing(python: Python) -> None:
    result = python.run("import refusals\nrefusals.refusals()")
    assert result["wrong"] == []
    assert result["tried"] > 500


def test_no_reference_is_lost_or_kept(python: Python) -> None:
    assert set(python.run("import refusals\nrefusals.counts()").values()) == {0}


def test_uninstalled_there_are_no_helpers(with_nn: Python) -> None:
    code = """
import npwasm, numpy as np
from slidegen.nn import backend, conv
answers = []
for act in (npwasm.install, npwasm.uninstall, npwasm.install):
    act()
    answers.append([backend.helpers() is not None, float(conv.im2col(np.ones((1, 3, 3, 1)), 2).sum())])
answers
"""
    assert with_nn.run(code) == [[True, 16.0], [False, 16.0], [True, 16.0]]


def test_the_badge_says_so(with_nn: Python) -> None:
    code = """
import npwasm
from slidegen.nn import backend
npwasm.install("simd")
found = backend.current().as_dict()
npwasm.uninstall()
[found, backend.current().as_dict()]
"""
    on, off = with_nn.run(code)
    assert on["kernel"] == "npwasm: SIMD"
    assert "replaced NumPy's loops" in on["reason"]
    assert off["kernel"] == "loops"
    assert off["reason"].endswith("npwasm is not installed: call npwasm.install()")


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (
            "ValueError",
            "labels must lie in 0 to 2",
            "loss.softmax_cross_entropy(np.zeros((2, 3)), np.array([0, 3]))",
        ),
        (
            "ValueError",
            "where holds places outside a window of 2x2",
            "pool.max_pool_grad(np.zeros((1, 1, 1, 1)), np.full((1, 1, 1, 1), 4, np.int32), (1, 2, 2, 1))",
        ),
        (
            "TypeError",
            "the gradient of w is float32",
            "optim.Sgd(1).step({'w': np.zeros(2)}, {'w': np.zeros(2, 'f')})",
        ),
        (
            "ValueError",
            "the gradient of w has shape",
            "optim.Adam().step({'w': np.zeros(2)}, {'w': np.zeros(3)})",
        ),
        ("ValueError", "a window of 3x3 does not fit", "conv.im2col(np.zeros((1, 2, 2, 1)), 3)"),
    ],
)
def test_mistakes_are_named_as_in_cpython(with_nn: Python, error: str, message: str, call: str) -> None:
    code = f"""
import npwasm, numpy as np
from slidegen.nn import conv, loss, optim, pool
npwasm.install()
try:
    said = str({call})
except Exception as error:
    said = f"{{type(error).__name__}}: {{error}}"
said
"""
    assert with_nn.run(code).startswith(f"{error}: {message}")


@pytest.mark.parametrize("name", ["2-8-2", "MLP, SGD", "MLP, Adam", "LeNet", "LSTM"])
def test_a_network_learns_the_same_with_helpers(with_nn: Python, name: str) -> None:
    """Ten steps of the networks that tests/benchmarks/helpers.py compares: the same losses, to rounding."""
    code = """
import networks, npwasm
npwasm.install()
pair = [networks.Training(name) for name in (argument, f"{argument} helped")]
[[training.steps(1) for _ in range(10)] for training in pair]
"""
    plain, helped = with_nn.run(code, name)
    assert helped == pytest.approx(plain, rel=1e-3)
    assert plain[-1] < plain[0]
