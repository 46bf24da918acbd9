"""The cell is the one of the papers, and its gradients are right through time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.nn.gradcheck import gradcheck
from slidegen.nn.lstm import lstm_cell, lstm_cell_grad

Array = Any
SIZES = st.integers(0, 4), st.integers(1, 5), st.integers(1, 5)


def drawn(dtype: Any, *shapes: tuple[int, ...]) -> list[Array]:
    rng = np.random.default_rng(0)
    return [(2 * rng.standard_normal(shape)).astype(dtype) for shape in shapes]


def naive(x: Array, h: Array, c: Array, w: Array, b: Array) -> tuple[Array, Array]:
    """Number by number, from the definition."""
    n, units = h.shape
    states, cells = np.zeros((n, units)), np.zeros((n, units))

    def sigma(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    for row in range(n):
        together = [*x[row].tolist(), *h[row].tolist()]
        for unit in range(units):
            z = [math.fsum([*(together * w[:, k * units + unit]), b[k * units + unit]]) for k in range(4)]
            i, f, o, g = sigma(z[0]), sigma(z[1]), sigma(z[2]), math.tanh(z[3])
            cells[row, unit] = f * c[row, unit] + i * g
            states[row, unit] = o * math.tanh(cells[row, unit])
    return states, cells


@given(*SIZES, st.sampled_from([np.float32, np.float64]))
def test_as_in_the_papers(n: int, inputs: int, units: int, dtype: Any) -> None:
    shapes = (n, inputs), (n, units), (n, units), (inputs + units, 4 * units), (4 * units,)
    x, h, c, w, b = drawn(dtype, *shapes)
    states, cells, _ = lstm_cell(x, h, c, w, b)
    assert (states.dtype, cells.dtype) == (np.dtype(dtype),) * 2
    exact = 1e-5 if dtype == np.float32 else 1e-13
    for found, right in zip((states, cells), naive(x, h, c, w, b), strict=True):
        assert np.allclose(found, right, rtol=0, atol=exact)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_gradients_through_three_steps(n: int, inputs: int, units: int) -> None:
    w, b, h0, c0, *xs = drawn(
        np.float64, (inputs + units, 4 * units), (4 * units,), (n, units), (n, units), *[(n, inputs)] * 3
    )
    params = {"w": w, "b": b, "h0": h0, "c0": c0, **{f"x{t}": x for t, x in enumerate(xs)}}

    def loss_and_grads() -> tuple[float, dict[str, Array]]:
        h, c, kept, states = h0, c0, [], []
        for x in xs:
            h, c, one = lstm_cell(x, h, c, w, b)
            states.append(h)
            kept.append(one)
        grads = {"w": np.zeros_like(w), "b": np.zeros_like(b)}
        dh, dc = np.zeros_like(h), np.cos(c)
        for t in reversed(range(len(xs))):
            dx, dh, dc, dw, db = lstm_cell_grad(dh + np.cos(states[t]), dc, kept[t], w)
            grads[f"x{t}"] = dx
            grads["w"] += dw
            grads["b"] += db
        grads |= {"h0": dh, "c0": dc}
        return float(sum(np.sin(s).sum() for s in states) + np.sin(c).sum()), grads

    assert max(gradcheck(loss_and_grads, params).values()) < 1e-6


def test_gates_that_are_shut_or_open_stay_so() -> None:
    """Without overflow: a shut forget gate forgets, an open one keeps, bit for bit."""
    x, c = np.zeros((2, 1)), np.array([[3.0], [-5.0]])
    w = np.zeros((2, 4))
    for forget, expected in ((1e6, c), (-1e6, 0 * c)):
        _, cells, _ = lstm_cell(x, np.zeros((2, 1)), c, w, np.array([-1e6, forget, 0, 0]))
        assert np.array_equal(cells, expected)


def test_arguments_stay_as_they_are() -> None:
    args = drawn(np.float64, (2, 3), (2, 4), (2, 4), (7, 16), (16,))
    before = [a.copy() for a in args]
    h, c, kept = lstm_cell(*args)
    dh, dc = np.ones_like(h), np.ones_like(c)
    lstm_cell_grad(dh, dc, kept, args[3])
    again = lstm_cell_grad(dh, dc, kept, args[3])
    assert all(np.array_equal(a, b) for a, b in zip(args, before, strict=True))
    assert all(
        np.array_equal(a, b) for a, b in zip(again, lstm_cell_grad(dh, dc, kept, args[3]), strict=True)
    )
    assert (dh == 1).all()


@pytest.mark.parametrize(
    ("place", "value", "error", "message"),
    [
        (0, np.zeros((2, 3), np.int64), TypeError, "x is int64"),
        (0, np.zeros((2, 5)), ValueError, r"w has shape \(7, 16\), where \(9, 16\) is needed"),
        (1, np.zeros((2, 3)), ValueError, r"h has shape \(2, 3\), where \(2, 4\) is needed"),
        (2, np.zeros((2, 4), np.float32), TypeError, "c is float32, where float64 is needed"),
        (3, np.zeros((7, 12)), ValueError, r"w has shape \(7, 12\), where \(7, 16\) is needed"),
        (4, np.zeros(15), ValueError, r"h has shape \(2, 4\), where \(2, 3\) is needed"),
    ],
)
def test_mistakes_are_named(place: int, value: Array, error: type[Exception], message: str) -> None:
    args = drawn(np.float64, (2, 3), (2, 4), (2, 4), (7, 16), (16,))
    args[place] = value
    with pytest.raises(error, match=message):
        lstm_cell(*args)


def test_gradients_of_another_shape_are_refused() -> None:
    x, h, c, w, b = drawn(np.float64, (2, 3), (2, 4), (2, 4), (7, 16), (16,))
    _, _, kept = lstm_cell(x, h, c, w, b)
    with pytest.raises(ValueError, match=r"dh has shape \(2, 3\), where \(2, 4\) is needed"):
        lstm_cell_grad(np.zeros((2, 3)), c, kept, w)
    with pytest.raises(TypeError, match="w is float32, where float64 is needed"):
        lstm_cell_grad(c, c, kept, w.astype(np.float32))
