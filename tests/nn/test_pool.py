"""Pooling takes the first of the largest values, and gives the gradient back to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slidegen.nn import pool
from slidegen.nn.gradcheck import gradcheck

from . import naive

Array = naive.Array
DTYPES = (np.float32, np.float64)
SIZES = st.tuples(st.integers(0, 3), st.integers(1, 7), st.integers(1, 7), st.integers(1, 5))
KERNELS = st.tuples(st.integers(1, 4), st.integers(1, 4))
AWKWARD = st.lists(st.sampled_from([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan]), min_size=1, max_size=40)


def fits(shape: tuple[int, ...], kernel: tuple[int, int]) -> bool:
    return all(shape[1 + a] >= kernel[a] for a in (0, 1))


@given(SIZES, KERNELS, st.integers(1, 3), AWKWARD, st.sampled_from(DTYPES))
def test_max_pool(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, values: list[float], dtype: Any
) -> None:
    assume(fits(shape, kernel))
    x = np.resize(np.array(values, dtype), shape)
    y, where = pool.max_pool(x, kernel, stride)
    expected, places = naive.max_pool(x, kernel, stride)
    assert (y.dtype, where.dtype) == (np.dtype(dtype), np.dtype(np.int32))
    assert y.flags.c_contiguous
    assert where.flags.c_contiguous
    assert np.array_equal(where, places)
    assert np.array_equal(y, expected, equal_nan=True)
    assert np.array_equal(np.signbit(y), np.signbit(expected))


@given(SIZES, KERNELS, st.integers(1, 3), st.sampled_from(DTYPES), st.integers(0, 9))
def test_grad_has_the_bits_of_adding_one_by_one(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, dtype: Any, seed: int
) -> None:
    assume(fits(shape, kernel))
    rng = np.random.default_rng(seed)
    _, where = pool.max_pool(rng.standard_normal(shape).astype(dtype), kernel, stride)
    dy = rng.standard_normal(where.shape).astype(dtype)
    dx = pool.max_pool_grad(dy, where, shape, kernel, stride)
    assert (dx.dtype, dx.flags.c_contiguous) == (np.dtype(dtype), True)
    assert np.array_equal(dx, naive.max_pool_grad(dy, where, shape, kernel, stride))


@given(SIZES, KERNELS, st.integers(1, 3))
def test_gradients(shape: tuple[int, ...], kernel: tuple[int, int], stride: int) -> None:
    assume(fits(shape, kernel) and shape[0] > 0)
    # no two values are closer than the differences of the check reach
    x = np.random.default_rng(0).permutation(int(np.prod(shape))).reshape(shape) / 10.0

    def loss_and_grads() -> tuple[float, dict[str, Array]]:
        y, where = pool.max_pool(x, kernel, stride)
        return float(np.sin(y).sum()), {"x": pool.max_pool_grad(np.cos(y), where, shape, kernel, stride)}

    assert gradcheck(loss_and_grads, {"x": x})["x"] < 1e-6


def test_windows_lie_side_by_side_unless_said() -> None:
    x = np.arange(20.0).reshape(1, 4, 5, 1)
    y, where = pool.max_pool(x)
    assert y[0, :, :, 0].tolist() == [[6, 8], [16, 18]]
    assert where[0, :, :, 0].tolist() == [[3, 3], [3, 3]]


def test_any_memory_order_will_do() -> None:
    x = np.random.default_rng(0).standard_normal((2, 9, 8, 6))[::-1, 1:, ::-1, ::2]
    y, where = pool.max_pool(x, 2)
    again, places = pool.max_pool(x.copy(), 2)
    assert np.array_equal(y, again)
    assert np.array_equal(where, places)
    dy = np.asfortranarray(y)
    assert np.array_equal(pool.max_pool_grad(dy, where, x.shape), pool.max_pool_grad(y, where, x.shape))


@pytest.mark.parametrize("place", [4, -1])
def test_places_outside_the_window_are_refused(place: int) -> None:
    where = np.full((1, 2, 2, 1), place, np.int32)
    with pytest.raises(ValueError, match="outside a window of 2x2"):
        pool.max_pool_grad(np.zeros((1, 2, 2, 1)), where, (1, 4, 4, 1))


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (TypeError, "x is int32", lambda: pool.max_pool(np.zeros((1, 2, 2, 1), np.int32))),
        (ValueError, "a window of 3x3 does not fit", lambda: pool.max_pool(np.zeros((1, 2, 2, 1)), 3)),
        (
            TypeError,
            "where is int64, where int32 is needed",
            lambda: pool.max_pool_grad(
                np.zeros((1, 1, 1, 1)), np.zeros((1, 1, 1, 1), np.int64), (1, 2, 2, 1)
            ),
        ),
        (
            ValueError,
            r"dy has shape \(1, 2, 2, 1\), where \(1, 1, 1, 1\)",
            lambda: pool.max_pool_grad(
                np.zeros((1, 2, 2, 1)), np.zeros((1, 2, 2, 1), np.int32), (1, 2, 2, 1)
            ),
        ),
        (
            ValueError,
            r"shape is \(2, 2\)",
            lambda: pool.max_pool_grad(np.zeros((1, 1, 1, 1)), np.zeros((1, 1, 1, 1), np.int32), (2, 2)),
        ),
    ],
)
def test_mistakes_are_named(error: type[Exception], message: str, call: Any) -> None:
    with pytest.raises(error, match=message):
        call()
