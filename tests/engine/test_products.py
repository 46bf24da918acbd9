"""Matrix products in the browser, against float64 references: any shape, stride, type and target."""

from __future__ import annotations

import pytest

from .conftest import Python

pytestmark = pytest.mark.browser
COUNT = 1400


@pytest.mark.parametrize(("kernel", "count"), [("fused", COUNT), ("simd", COUNT // 2)])
def test_random_products(python: Python, kernel: str, count: int) -> None:
    code = "import products\nproducts.failures(*argument)"
    assert python.run(code, [2026, count, kernel]) == []


@pytest.mark.soak
@pytest.mark.parametrize("kernel", ["fused", "simd"])
def test_many_random_products(python: Python, kernel: str) -> None:
    code = "import products\nproducts.failures(*argument)"
    for seed in range(10):
        assert python.run(code, [seed, 3000, kernel]) == [], f"seed {seed}"


def test_the_check_sees_a_wrong_element(python: Python) -> None:
    """The same comparison, with one element of one result off by a thousandth."""
    code = """
import products, numpy as np
rng = np.random.default_rng(1)
name, work, right, bound = products.matmul(rng)
spoilt = np.array(right)
spoilt.flat[0] += 1e-3
[products.close(right, right, bound), products.close(spoilt, right, bound)]
"""
    assert python.run(code) == [True, False]


@pytest.mark.parametrize("kernel", ["fused", "simd"])
def test_products_survive_growth_of_the_heap(python: Python, kernel: str) -> None:
    assert python.run("import products\nproducts.after_growth(argument)", kernel) == []


def test_which_calls_reach_the_kernels(python: Python) -> None:
    code = """
import numpy as np, npwasm
from npwasm import engine
npwasm.install()
a, b = np.ones((40, 50), np.float32), np.ones((50, 60), np.float32)
batch, ints, wide = np.ones((3, 40, 50), np.float32), np.ones((50, 60), int), b.astype(float)
large = np.ones((1300, 1300), np.float32)  # 1300^3 is more than 32 bits hold
calls = {
    "large": lambda: large @ large, "a @ b": lambda: a @ b, "np.dot": lambda: np.dot(a, b), "a.dot": lambda: a.dot(b),
    "tensordot": lambda: np.tensordot(batch, b, ([2], [0])), "inner": lambda: np.inner(a, b.T),
    "einsum": lambda: np.einsum("ij,jk->ik", a, b), "einsum batch": lambda: np.einsum("bij,jk", batch, b),
    "float64": lambda: wide.T @ wide, "mixed": lambda: a @ wide, "mixed dot": lambda: a.dot(wide),
    "ints": lambda: a @ ints,
    "vector": lambda: a @ b[:, 0], "dot vector": lambda: a.dot(b[:, 0]), "dot batch": lambda: np.dot(batch, b),
    "dot into": lambda: np.dot(a, b, out=np.empty((40, 60), np.float32)),
    "multi_dot": lambda: np.linalg.multi_dot([a, b]), "matrix_power": lambda: np.linalg.matrix_power(a[:, :40], 2),
}
def made(work):
    before = engine._core.products()
    work()
    return engine._core.products() - before
{name: made(work) for name, work in calls.items()}
"""
    counts = python.run(code)
    assert {name: count for name, count in counts.items() if count != 1} == {}
    assert len(counts) == 18


def test_errors_are_numpys(python: Python) -> None:
    code = """
import numpy as np, npwasm
a = np.ones((40, 50), np.float32)
works = [lambda: a @ a, lambda: a.dot(a), lambda: np.dot(a, a), lambda: np.inner(a, a.T), lambda: np.dot(a, a, 1),
         lambda: np.einsum("ij,jk->ik", a, a), lambda: np.einsum("ij,jk->iz", a, a.T), lambda: np.einsum("ij,j", a, a)]
def message(work):
    try:
        return f"no error but {work().shape}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
npwasm.uninstall()
right = [message(work) for work in works]
npwasm.install()
[right, [message(work) for work in works]]
"""
    right, found = python.run(code)
    assert found == right
    assert not any(text.startswith("no error") for text in right)
