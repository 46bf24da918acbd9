"""What both runtimes work out: run by CPython as a module, and by Pyodide from its source. NumPy only."""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np

from slidegen.nn import backend, data, rng
from slidegen.nn.instance import Instance

STEPS = 500
# The defaults, and others. A deep network at a learning rate of 1 is chaotic: a change in the last bit of one
# weight grows to 100 % of the loss within 500 steps in CPython alone, so runtimes are compared below that.
SETTINGS = (
    {},
    {"data": "spiral", "layers": "16-8", "noise": 0.05, "learning_rate": 0.3},
    {"data": "xor", "layers": "8", "noise": 0.2, "batch": 1, "learning_rate": 0.1},
    {"data": "moons", "layers": "8", "activation": "relu", "regularisation": "l2"},
    {"data": "circles", "layers": "4-4", "activation": "sigmoid", "regularisation": "l1"},
)


def report(source: str, defaults: dict[str, Any]) -> dict[str, Any]:
    """Everything that is compared; floats as hexadecimal text, so that no bit is lost on the way."""
    return {
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "backend": backend.current().as_dict(),
        "modules": sorted(name for name in sys.modules if name.partition(".")[0] == "slidegen"),
        "stream": hexed(rng.stream(7, "data").random(8)),
        "normal": hexed(rng.normal(rng.stream(7, "data"), (2000,))),
        "order": rng.permutation(rng.stream(7, "data"), 200).tolist(),
        "data": {
            f"{name} {noise}": points(name, noise) for name in sorted(data.SETS) for noise in (0.0, 0.2)
        },
        "runs": [run(source, {**defaults, **changes}) for changes in SETTINGS],
        "ms": step_ms(source, defaults),
    }


def points(name: str, noise: float) -> dict[str, Any]:
    """A data set of 1,000 points."""
    X, y = data.make(name, 1000, noise, rng.stream(7, name))
    return {"X": hexed(X.ravel()), "y": y.tolist()}


def run(source: str, params: dict[str, Any]) -> dict[str, Any]:
    """Losses after `STEPS` steps in both number types, and the digests of two equal runs."""
    result: dict[str, Any] = {}
    for dtype in ("float64", "float32"):
        pair = [Instance(source, {**params, "dtype": dtype}, params["seed"]) for _ in range(2)]
        for one in pair:
            one.advance(STEPS, float("inf"))
        result[dtype] = hexed([pair[0].frame()[1][name] for name in ("loss", "test_loss")])
        result[f"{dtype} digests"] = [one.digest() for one in pair]
    return result


def step_ms(source: str, params: dict[str, Any]) -> dict[str, float]:
    """Milliseconds a step and a frame take with the default parameters."""
    one = Instance(source, params, params["seed"])
    one.advance(50, float("inf"))
    start = time.perf_counter()
    one.advance(300, float("inf"))
    middle = time.perf_counter()
    for _ in range(20):
        one.frame()
    return {"step": (middle - start) / 300 * 1000, "frame": (time.perf_counter() - middle) / 20 * 1000}


def hexed(values: Any) -> list[str]:
    """Floats as exact text."""
    return [float(value).hex() for value in values]
