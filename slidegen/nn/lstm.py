"""One time step of a long short-term memory, forward and backward.

Hochreiter and Schmidhuber, Long Short-Term Memory, Neural Computation 9(8), 1997, with the forget gate of Gers,
Schmidhuber and Cummins, Learning to Forget, 2000. A small network spends its time between NumPy's functions rather
than in them: in the browser what goes element by element is one call of the engine's, in float32 where the number of
units is a multiple of 4 (see `backend.helpers`). It gives the bits that NumPy gives there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from slidegen.nn import backend
from slidegen.nn.shapes import Array, check_floats, check_like


class Kept(NamedTuple):
    """What a step keeps for its gradient: input and old state side by side, gates, old cell, tanh of the new one."""

    inputs: Array
    gates: Array
    cell: Array
    squashed: Array


def lstm_cell(x: Array, h: Array, c: Array, w: Array, b: Array) -> tuple[Array, Array, Kept]:
    """One step: c' = f c + i g and h' = o tanh(c'), where i, f, o = sigma(z), g = tanh(z) and z = [x, h] w + b.

    Args:
        x: inputs (n, inputs), float32 or float64.
        h: states of the step before (n, units), at first zeros; of x's dtype like all the others.
        c: cells of the step before (n, units), at first zeros.
        w: weights (inputs + units, 4 units): columns of the gates i (input), f (forget), o (output), then of g.
        b: biases (4 units,) in the same order. Those of f are best begun at 1.

    Returns:
        The new states and cells (n, units), and what `lstm_cell_grad` takes.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    _check(x, h, c, w, b)
    inputs = np.concatenate((x, h), axis=1)
    gates = inputs @ w
    gates += b
    c = np.ascontiguousarray(c)
    cell, squashed, state = np.empty_like(c), np.empty_like(c), np.empty_like(c)
    fast = backend.helpers()
    if not (fast and fast.lstm(gates, c, cell, squashed, state)):
        _step(gates, c, cell, squashed, state)
    return state, cell, Kept(inputs, gates, c, squashed)


def lstm_cell_grad(dh: Array, dc: Array, kept: Kept, w: Array) -> tuple[Array, Array, Array, Array, Array]:
    """The gradients of a step, from those of its results.

    Args:
        dh: the loss's gradient by the new states (n, units): what later steps and the output say, added up.
        dc: its gradient by the new cells (n, units), as the later step gave it; zeros for the last one.
        kept: what `lstm_cell` gave.
        w: the weights given to it.

    Returns:
        Gradients of x (n, inputs), h (n, units), c (n, units), w and b. Those of w and b are this step's alone; add
        up all steps' for the sequence's.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    inputs, gates, c, squashed = kept
    units = c.shape[1]
    check_like("dh", dh, c.shape, c.dtype)
    check_like("dc", dc, c.shape, c.dtype)
    check_like("w", w, (inputs.shape[1], 4 * units), c.dtype)
    dz, dcell = np.empty_like(gates), np.empty_like(c)
    fast, given = backend.helpers(), (np.ascontiguousarray(dh), np.ascontiguousarray(dc))
    if not (fast and fast.lstm_grad(gates, dz, c, squashed, *given, dcell)):
        _slopes(gates, dz, c, squashed, dh, dc, dcell)
    dinputs = dz @ w.T
    return dinputs[:, :-units], dinputs[:, -units:], dcell, inputs.T @ dz, dz.sum(axis=0)


def _step(gates: Array, c: Array, cell: Array, squashed: Array, state: Array) -> None:
    """From z in `gates` all the others; sigma(z) = tanh(z / 2) / 2 + 1 / 2, which cannot overflow."""
    i, f, o, g = _four(gates)
    for gate in (i, f, o):
        gate[...] = 0.5 * np.tanh(0.5 * gate) + 0.5
    np.tanh(g, out=g)
    cell[...] = f * c + i * g
    np.tanh(cell, out=squashed)
    np.multiply(o, squashed, out=state)


def _slopes(gates: Array, dz: Array, c: Array, t: Array, dh: Array, dc: Array, dcell: Array) -> None:
    """The gradients by every z in `dz`, by the old cell in `dcell`."""
    i, f, o, g = _four(gates)
    di, df, do, dg = _four(dz)
    d = dc + dh * o * (1 - t * t)
    di[...] = d * g * (i * (1 - i))
    df[...] = d * c * (f * (1 - f))
    do[...] = dh * t * (o * (1 - o))
    dg[...] = d * i * (1 - g * g)
    dcell[...] = d * f


def _four(gates: Array) -> Iterator[Array]:
    """The views of i, f, o and g."""
    units = gates.shape[1] // 4
    return (gates[:, k * units : (k + 1) * units] for k in range(4))


def _check(x: Array, h: Array, c: Array, w: Array, b: Array) -> None:
    check_floats("x", x, "n, inputs")
    check_floats("b", b, "4 units")
    n, inputs = x.shape
    units = len(b) // 4
    check_like("h", h, (n, units), x.dtype)
    check_like("c", c, (n, units), x.dtype)
    check_like("w", w, (inputs + units, 4 * units), x.dtype)
    check_like("b", b, (4 * units,), x.dtype)
