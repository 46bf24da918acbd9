"""Two-dimensional data sets for classifiers, drawn from a seed: circles, xor, moons, spiral.

Every coordinate is rounded to a multiple of 2**-24. That is exact in float32 too, and it hides the last
bit, in which the mathematics libraries of CPython and of Pyodide differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from slidegen.nn.rng import Floats, normal, permutation, uniform

Labels = npt.NDArray[np.uint8]
GRID = 2.0**24


@dataclass(frozen=True, slots=True)
class Split:
    """Points (n, 2) and labels (n,) to learn from, and others of the same kind to be tested on."""

    train: Floats
    train_labels: Labels
    test: Floats
    test_labels: Labels


def make(name: str, n: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Labels]:
    """A data set.

    Args:
        name: a key of `SETS`.
        n: how many points; the classes get equally many, give or take one.
        noise: standard deviation of what is added to each coordinate, in units of the square's half side.
        rng: where the points come from.

    Returns:
        X (n, 2) float64 within [-1, 1] and y (n,) uint8, in random order.
    """
    y = (np.arange(n) % CLASSES[name]).astype(np.uint8)
    X = SETS[name](y, rng) + noise * normal(rng, (n, 2))
    X /= max(1.0, float(np.abs(X).max()))
    order = permutation(rng, n)
    return np.round(X[order] * GRID) / GRID, y[order]


def split(X: Floats, y: Labels, test: float = 0.5) -> Split:
    """The last `test` share of the points (rounded down) for testing, the others for training."""
    first = len(y) - int(len(y) * test)
    return Split(X[:first], y[:first], X[first:], y[first:])


def circles(y: Labels, rng: np.random.Generator) -> Floats:
    """A ring (class 0) around a disc (class 1)."""
    u = rng.random(len(y))
    # The square root spreads the points evenly over the area of the disc and of the ring.
    radius = np.where(y == 1, 0.45 * np.sqrt(u), np.sqrt(0.5 + 0.4 * u))
    return _polar(radius, uniform(rng, 0.0, 2.0 * np.pi, (len(y),)))


def xor(y: Labels, rng: np.random.Generator) -> Floats:
    """Class 1 where the signs of the coordinates differ; a margin of 0.15 on both sides of the axes."""
    size = uniform(rng, 0.15, 0.95, (len(y), 2))
    sign = np.where(rng.random(len(y)) < 0.5, -1.0, 1.0)
    corner: Floats = np.stack([sign, np.where(y == 1, -sign, sign)], axis=1)
    return size * corner


def moons(y: Labels, rng: np.random.Generator) -> Floats:
    """Two half circles that reach into each other."""
    angle = uniform(rng, 0.0, np.pi, (len(y),))
    upper = _polar(np.ones(len(y)), angle) - np.array([0.5, 0.25])
    both: Floats = np.where(y[:, None] == 1, -upper, upper)
    return 0.6 * both


def spiral(y: Labels, rng: np.random.Generator) -> Floats:
    """Three arms that wind around the origin by 258 degrees each."""
    along = uniform(rng, 0.05, 1.0, (len(y),))
    return _polar(0.95 * along, 2.0 * np.pi / 3.0 * y + 4.5 * along)


def _polar(radius: Any, angle: Any) -> Floats:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


SETS: dict[str, Callable[[Labels, np.random.Generator], Floats]] = {
    "circles": circles,
    "xor": xor,
    "moons": moons,
    "spiral": spiral,
}
CLASSES = {"circles": 2, "xor": 2, "moons": 2, "spiral": 3}
