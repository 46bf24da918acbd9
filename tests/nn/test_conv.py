"""Convolution and its two directions are what loops over pixels say, and gradients are gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slidegen.nn import conv
from slidegen.nn.gradcheck import gradcheck

from . import naive

Array = naive.Array
DTYPES = (np.float32, np.float64)
SIZES = st.tuples(st.integers(0, 3), st.integers(1, 6), st.integers(1, 6), st.integers(1, 4))
KERNELS = st.tuples(st.integers(1, 4), st.integers(1, 4))
STEPS = st.integers(1, 3), st.integers(0, 2)


def fits(shape: tuple[int, ...], kernel: tuple[int, int], pad: int) -> bool:
    return all(shape[1 + a] + 2 * pad >= kernel[a] for a in (0, 1))


def drawn(shape: tuple[int, ...], dtype: Any, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


@given(SIZES, KERNELS, *STEPS, st.sampled_from(DTYPES))
def test_im2col(shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int, dtype: Any) -> None:
    assume(fits(shape, kernel, pad))
    x = drawn(shape, dtype)
    cols = conv.im2col(x, kernel, stride, pad)
    expected = naive.im2col(x, kernel, stride, pad)
    assert cols.dtype == dtype
    assert cols.flags.c_contiguous
    assert np.array_equal(cols, expected)


@given(SIZES, KERNELS, *STEPS, st.sampled_from(DTYPES))
def test_col2im_has_the_bits_of_adding_window_by_window(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int, dtype: Any
) -> None:
    assume(fits(shape, kernel, pad))
    cols = drawn(naive.im2col(np.zeros(shape), kernel, stride, pad).shape, dtype)
    x = conv.col2im(cols, shape, kernel, stride, pad)
    assert (x.dtype, x.flags.c_contiguous) == (np.dtype(dtype), True)
    assert np.array_equal(x, naive.col2im(cols, shape, kernel, stride, pad))


@given(SIZES, KERNELS, *STEPS)
def test_col2im_is_the_adjoint(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int
) -> None:
    """<im2col(x), c> = <x, col2im(c)> for all x and c."""
    assume(fits(shape, kernel, pad))
    x = drawn(shape, np.float64)
    cols = conv.im2col(x, kernel, stride, pad)
    other = drawn(cols.shape, np.float64, 1)
    back = conv.col2im(other, shape, kernel, stride, pad)
    assert float((cols * other).sum()) == pytest.approx(float((x * back).sum()), rel=1e-9, abs=1e-9)


@given(SIZES, KERNELS, *STEPS, st.integers(1, 3), st.sampled_from(DTYPES))
def test_conv2d(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int, filters: int, dtype: Any
) -> None:
    assume(fits(shape, kernel, pad))
    x, w, b = drawn(shape, dtype), drawn((*kernel, shape[3], filters), dtype, 1), drawn((filters,), dtype, 2)
    y, cols = conv.conv2d(x, w, b, stride, pad)
    assert (y.dtype, y.flags.c_contiguous) == (np.dtype(dtype), True)
    assert np.array_equal(cols, conv.im2col(x, kernel, stride, pad))
    expected = naive.conv2d(x, w, b, stride, pad)
    assert y.shape == expected.shape
    assert np.allclose(y, expected, rtol=0, atol=1e-5 if dtype == np.float32 else 1e-12)


@given(SIZES, KERNELS, *STEPS, st.integers(1, 3))
def test_gradients(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int, filters: int
) -> None:
    assume(fits(shape, kernel, pad) and shape[0] > 0)
    x, w, b = (
        drawn(size, np.float64, seed)
        for seed, size in enumerate((shape, (*kernel, shape[3], filters), (filters,)))
    )

    def loss_and_grads() -> tuple[float, dict[str, Array]]:
        y, cols = conv.conv2d(x, w, b, stride, pad)
        dy = np.cos(y)
        dw, db = conv.conv2d_weight_grad(dy, cols, kernel)
        dx = conv.conv2d_input_grad(dy, w, x.shape, stride, pad)
        return float(np.sin(y).sum()), {"x": dx, "w": dw, "b": db}

    assert max(gradcheck(loss_and_grads, {"x": x, "w": w, "b": b}).values()) < 1e-6


def test_any_memory_order_will_do() -> None:
    x = drawn((2, 8, 9, 6), np.float32)
    crossed = x[::-1, ::2, 1:, ::-2]
    cols = conv.im2col(crossed, 3, 1, 1)
    assert np.array_equal(cols, conv.im2col(crossed.copy(), 3, 1, 1))
    turned = np.asfortranarray(cols)
    assert np.array_equal(
        conv.col2im(turned, crossed.shape, 3, 1, 1), conv.col2im(cols, crossed.shape, 3, 1, 1)
    )


def test_what_is_not_finite_stays_in_its_windows() -> None:
    x = np.zeros((1, 5, 5, 1), np.float32)
    x[0, 2, 2] = np.nan
    cols = conv.im2col(x, 3)
    assert np.isnan(cols).sum(axis=1).tolist() == [1] * 9
    x[0, 2, 2] = np.inf
    assert np.isinf(conv.im2col(x, 3, pad=1)).sum() == 9


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (TypeError, "x is int64", lambda: conv.im2col(np.zeros((1, 3, 3, 1), np.int64), 2)),
        (ValueError, r"x has shape \(3, 3\), not \(n, height", lambda: conv.im2col(np.zeros((3, 3)), 2)),
        (ValueError, "a window of 4x4 does not fit into 3x3", lambda: conv.im2col(np.zeros((1, 3, 3, 1)), 4)),
        (
            ValueError,
            r"cols has shape \(4, 3\), where \(4, 4\) is needed",
            lambda: conv.col2im(np.zeros((4, 3)), (1, 3, 3, 1), 2),
        ),
        (
            ValueError,
            r"shape is \(3, 3\), not",
            lambda: conv.col2im(np.zeros((4, 4)), (3, 3), 2),
        ),
        (
            TypeError,
            "w is float64, where float32 is needed",
            lambda: conv.conv2d(
                np.zeros((1, 3, 3, 1), np.float32), np.zeros((2, 2, 1, 1)), np.zeros(1, np.float32)
            ),
        ),
        (
            ValueError,
            r"w has shape \(2, 2, 2, 1\), where \(2, 2, 1, 1\) is needed",
            lambda: conv.conv2d(np.zeros((1, 3, 3, 1)), np.zeros((2, 2, 2, 1)), np.zeros(1)),
        ),
        (
            ValueError,
            r"b has shape \(2,\), where \(1,\) is needed",
            lambda: conv.conv2d(np.zeros((1, 3, 3, 1)), np.zeros((2, 2, 1, 1)), np.zeros(2)),
        ),
        (
            ValueError,
            r"cols has shape \(3, 4\), where \(4, 4\) is needed",
            lambda: conv.conv2d_weight_grad(np.zeros((1, 2, 2, 1)), np.zeros((3, 4)), 2),
        ),
        (
            ValueError,
            "cols has 5 columns, which is no multiple of 2x2",
            lambda: conv.conv2d_weight_grad(np.zeros((1, 2, 2, 1)), np.zeros((4, 5)), 2),
        ),
        (
            ValueError,
            "where 1 channels are needed",
            lambda: conv.conv2d_input_grad(np.zeros((1, 2, 2, 1)), np.zeros((2, 2, 1, 1)), (1, 3, 3, 2)),
        ),
        (
            ValueError,
            r"dy has shape \(1, 2, 2, 3\), where \(1, 2, 2, 1\) is needed",
            lambda: conv.conv2d_input_grad(np.zeros((1, 2, 2, 3)), np.zeros((2, 2, 1, 1)), (1, 3, 3, 1)),
        ),
    ],
)
def test_mistakes_are_named(error: type[Exception], message: str, call: Any) -> None:
    with pytest.raises(error, match=message):
        call()
