"""templates/bench/product.py, in CPython: does it compute what it times, and would it notice if not?"""

import importlib.util
from types import ModuleType

import numpy as np
import pytest

from slidegen import resources
from slidegen.bench.plan import LARGEST, SHAPES, SQUARE

SPEC = importlib.util.spec_from_file_location("product", resources.templates() / "bench" / "product.py")
assert SPEC is not None
assert SPEC.loader is not None
product: ModuleType = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(product)

CASES = [*SHAPES, (SQUARE, "a @ b", 33, 33, 33)]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("group", "form", "rows", "columns", "inner"), CASES)
def test_every_form_is_that_product(
    group: str, form: str, rows: int, columns: int, inner: int, dtype: str
) -> None:
    made = product.Product(form, rows, columns, inner, dtype)
    result = made.function(*made.operands)
    exact = made.a.astype(np.int64) @ made.b.astype(np.int64)
    assert np.array_equal(np.asarray(result, np.int64).reshape(rows, columns), exact)
    assert made.wrong(result) == ""


def test_seconds_are_those_of_one_product() -> None:
    made = product.Product("a @ b", 33, 33, 33, "float64")
    prepared = made.prepare()
    assert prepared["wrong"] == ""
    assert not prepared["slow"]
    assert made.repeats > 1, "a product of microseconds is made often"
    assert prepared["seconds"] == pytest.approx(made.seconds() * made.repeats * made.bursts, rel=20)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c + np.eye(40, 30, k=-5, dtype=c.dtype)[[7, *range(1, 40)]],
        lambda c: c.astype(np.float64),
        lambda c: c[:, :29],
        lambda c: c * np.float32("nan"),
        lambda c: c[::-1],
    ],
    ids=["one number", "dtype", "shape", "nan", "order"],
)
def test_a_wrong_result_is_noticed(spoil: object) -> None:
    made = product.Product("a @ b", 40, 30, 50, "float32")
    right = made.function(*made.operands)
    assert made.wrong(right) == ""
    assert callable(spoil)
    assert made.wrong(spoil(right))


def test_float32_holds_every_sum_of_the_largest_size() -> None:
    assert 4 * 4 * LARGEST < 2**24


def test_here_is_no_engine() -> None:
    assert product.about(None)["engine"] is None
