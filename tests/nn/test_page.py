"""The networks in docs/helpers.md, run as they stand there: their gradients are right, and one trains."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from slidegen.nn import conv, loss, lstm, optim, pool, relu
from slidegen.nn.gradcheck import gradcheck

PAGE = Path(__file__).parents[2] / "docs" / "helpers.md"
Array = Any


def block(call: str) -> str:
    """The block of code that makes this call."""
    blocks = re.findall(r"^(?:    [^\n]*\n|\n)+", PAGE.read_text("utf-8"), re.M)
    (found,) = (one for one in blocks if call in one)
    return re.sub("^    ", "", found, flags=re.M)


class Network:
    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self.labels = np.arange(12) % 3
        self.x = rng.standard_normal((12, 6, 6, 2)) + self.labels[:, None, None, None]
        self.p = {
            "w": 0.3 * rng.standard_normal((3, 3, 2, 4)),
            "b": np.zeros(4),
            "v": 0.3 * rng.standard_normal((36, 3)),
            "c": np.zeros(3),
        }
        self.adam = optim.Adam(0.01)

    def step(self, adam: Any) -> tuple[float, dict[str, Array]]:
        names = {"np": np, "conv": conv, "loss": loss, "pool": pool, "relu": relu}
        space = {**names, "x": self.x, "labels": self.labels, "p": self.p, "adam": adam}
        exec(block("conv.conv2d("), space)
        return space["value"], space["grads"]  # type: ignore[return-value]


class Still:
    """An optimiser that changes nothing."""

    def step(self, params: Any, grads: Any) -> None:
        assert params.keys() == grads.keys()


def test_it_trains() -> None:
    network = Network()
    losses = [network.step(network.adam)[0] for _ in range(60)]
    assert losses[0] > 0.8
    assert losses[-1] < 0.1


def test_its_gradients_are_right() -> None:
    network = Network()
    assert max(gradcheck(lambda: network.step(Still()), network.p).values()) < 1e-6


def test_the_recurrent_networks_gradients_are_right() -> None:
    rng = np.random.default_rng(0)
    x, labels, units = rng.standard_normal((3, 4, 2)), np.array([0, 2, 1]), 5
    p = {
        "w": rng.standard_normal((7, 20)),
        "b": np.repeat([0.0, 1.0, 0.0, 0.0], units),
        "v": rng.standard_normal((5, 3)),
    }
    code = block("lstm.lstm_cell(").replace("np.float32", "np.float64")

    def loss_and_grads() -> Any:
        space: dict[str, Any] = {"np": np, "lstm": lstm, "loss": loss, "x": x, "p": p}
        space |= {"labels": labels, "units": units, "steps": 4}
        exec(code, space)
        return space["value"], space["grads"]

    assert max(gradcheck(loss_and_grads, p).values()) < 1e-6
