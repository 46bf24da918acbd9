"""Wrong arrays are named, with what is wrong and what is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.nn import shapes

from . import naive


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([[1.0]], "x is a list, not a NumPy array"),
        (np.zeros((1, 1), np.int64), "x is int64; float32 or float64 is needed"),
        (np.zeros((1, 1), np.float16), "x is float16"),
        (np.zeros((1, 1), ">f4"), "x is >f4"),
    ],
)
def test_only_floats(x: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        shapes.check_floats("x", x, "n, classes")


def test_axes_are_counted() -> None:
    with pytest.raises(ValueError, match=r"x has shape \(2, 3\), not \(n, height, width, channels\)"):
        shapes.check_floats("x", np.zeros((2, 3)), shapes.IMAGES)
    shapes.check_floats("x", np.zeros((2, 3), np.float32), "n, classes")


def test_likeness() -> None:
    float32 = np.dtype(np.float32)
    shapes.check_like("g", np.zeros(2, np.float32), (2,), float32)
    with pytest.raises(TypeError, match="g is float64, where float32 is needed"):
        shapes.check_like("g", np.zeros(2), (2,), float32)
    with pytest.raises(ValueError, match=r"g has shape \(2,\), where \(3,\) is needed"):
        shapes.check_like("g", np.zeros(2, np.float32), (3,), float32)


def test_pair() -> None:
    assert (shapes.pair("kernel", 3), shapes.pair("kernel", (1, 2))) == ((3, 3), (1, 2))
    with pytest.raises(ValueError, match="kernel is 0; it must be at least 1"):
        shapes.pair("kernel", 0)


@given(*[st.integers(1, 12)] * 4, st.integers(1, 4), st.integers(0, 3))
def test_windows_are_counted(height: int, width: int, kh: int, kw: int, stride: int, pad: int) -> None:
    tops, lefts = naive.places(height, kh, stride, pad), naive.places(width, kw, stride, pad)
    if tops and lefts:
        assert shapes.count((1, height, width, 1), (kh, kw), stride, pad) == (len(tops), len(lefts))
    else:
        with pytest.raises(ValueError, match=f"a window of {kh}x{kw} does not fit"):
            shapes.count((1, height, width, 1), (kh, kw), stride, pad)


@pytest.mark.parametrize(("stride", "pad"), [(0, 0), (1, -1)])
def test_strides_and_padding(stride: int, pad: int) -> None:
    with pytest.raises(ValueError, match="at least 1 and 0"):
        shapes.count((1, 5, 5, 1), (2, 2), stride, pad)
