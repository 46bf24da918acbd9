"""The gradient passes where the unit is on, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.nn.gradcheck import gradcheck
from slidegen.nn.relu import relu_grad


@given(
    st.lists(st.floats(allow_nan=True, width=32), max_size=30),
    st.sampled_from([np.float32, np.float64]),
    st.booleans(),
)
def test_element_by_element(values: list[float], dtype: Any, turned: bool) -> None:
    y = np.array([values, values[::-1]], dtype)
    dy = np.arange(y.size, dtype=dtype).reshape(y.shape) - 3
    if turned:
        y, dy = y.T, dy.T
    dx = relu_grad(dy, y)
    expected = [d if v > 0 else 0 for v, d in zip(y.ravel().tolist(), dy.ravel().tolist(), strict=True)]
    assert dx.ravel().tolist() == expected
    assert (dx.shape, dx.dtype, dx.flags.c_contiguous) == (y.shape, np.dtype(dtype), True)


def test_gradients() -> None:
    z = np.random.default_rng(0).standard_normal((4, 5))

    def loss_and_grads() -> Any:
        y = np.maximum(z, 0)
        return float(np.sin(y).sum()), {"z": relu_grad(np.cos(y), y)}

    assert gradcheck(loss_and_grads, {"z": z})["z"] < 1e-6


def test_mistakes_are_named() -> None:
    with pytest.raises(TypeError, match="y is float64, where float32 is needed"):
        relu_grad(np.zeros(2, np.float32), np.zeros(2))
    with pytest.raises(ValueError, match=r"y has shape \(2, 1\), where \(2,\) is needed"):
        relu_grad(np.zeros(2), np.zeros((2, 1)))
    with pytest.raises(TypeError, match="dy is int64"):
        relu_grad(np.zeros(2, np.int64), np.zeros(2))
