"""Runs in the browser: a recurrent network as textbooks write it in NumPy, and the same with slidegen.nn's cell."""

from __future__ import annotations

from typing import Any

import numpy as np

from slidegen.nn import loss
from slidegen.nn.lstm import lstm_cell, lstm_cell_grad
from slidegen.nn.optim import Adam

Array = Any
UNITS, STEPS, SYMBOLS = 32, 8, 8  # as small as a demo's; as many classes as symbols


def sigma(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def plain_cell(x: Array, h: Array, c: Array, w: Array, b: Array) -> tuple[Array, Array, Any]:
    """One step; gates i, f, o, g."""
    inputs = np.concatenate([x, h], axis=1)
    z = inputs @ w + b
    n = h.shape[1]
    i, f, o, g = sigma(z[:, :n]), sigma(z[:, n : 2 * n]), sigma(z[:, 2 * n : 3 * n]), np.tanh(z[:, 3 * n :])
    cell = f * c + i * g
    t = np.tanh(cell)
    return o * t, cell, (inputs, i, f, o, g, c, t)


def plain_cell_grad(dh: Array, dc: Array, kept: Any, w: Array) -> tuple[Array, ...]:
    inputs, i, f, o, g, c, t = kept
    d = dc + dh * o * (1 - t * t)
    parts = [d * g * i * (1 - i), d * c * f * (1 - f), dh * t * o * (1 - o), d * i * (1 - g * g)]
    dz = np.concatenate(parts, axis=1)
    dinputs, n = dz @ w.T, dh.shape[1]
    return dinputs[:, :-n], dinputs[:, -n:], d * f, inputs.T @ dz, dz.sum(axis=0)


class Recurrent:
    """Reads sequences x (n, STEPS, SYMBOLS), and says from its last state of which class each is.

    Loss and optimiser are helpers in both forms: what is compared is the cell.
    """

    def __init__(self, cell: Any, cell_grad: Any, optimiser: Any = None) -> None:
        rng = np.random.default_rng(0)
        shapes = {"w": (SYMBOLS + UNITS, 4 * UNITS), "v": (UNITS, SYMBOLS)}
        self.p = {
            name: (rng.standard_normal(s) / np.sqrt(s[0])).astype(np.float32) for name, s in shapes.items()
        }
        self.p["b"] = np.repeat(np.float32([0, 1, 0, 0]), UNITS)
        self.cell, self.cell_grad, self.optimiser = cell, cell_grad, optimiser or Adam(0.01)

    def step(self, x: Array, labels: Array) -> float:
        p, n = self.p, len(x)
        h = c = np.zeros((n, UNITS), np.float32)
        kept = []
        for t in range(STEPS):
            h, c, one = self.cell(np.ascontiguousarray(x[:, t]), h, c, p["w"], p["b"])
            kept.append(one)
        value, d = loss.softmax_cross_entropy(h @ p["v"], labels)
        grads = {"v": h.T @ d, "w": np.zeros_like(p["w"]), "b": np.zeros_like(p["b"])}
        dh, dc = d @ p["v"].T, np.zeros_like(c)
        for one in reversed(kept):
            _, dh, dc, dw, db = self.cell_grad(dh, dc, one, p["w"])
            grads["w"] += dw
            grads["b"] += db
        self.optimiser.step(p, grads)
        return value


def plain() -> Recurrent:
    return Recurrent(plain_cell, plain_cell_grad)


def helped() -> Recurrent:
    return Recurrent(lstm_cell, lstm_cell_grad)
