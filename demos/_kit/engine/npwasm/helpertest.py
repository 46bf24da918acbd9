"""The helpers' part of the self-test at load: sums that can be done in the head, in about a millisecond.

In float32 only: what can differ from one NumPy to another is how arrays are laid out, and that is the same for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
f32 = np.float32
# a function's name, its arguments, and what its arrays hold afterwards
Case = tuple[str, tuple[Any, ...], tuple[Any, ...]]
CORNERS = [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]  # the 2x2 windows of 1 to 9


def first_wrong(core: Any) -> str | None:
    """The name of the first helper that refuses its arguments or gets a sum wrong; None when all are right."""
    for name, args, expected in [*_windows(), *_rules(), *_others()]:
        if not getattr(core, name)(*args) or not _hold(args, expected):
            return name
    return None


def _windows() -> Iterator[Case]:
    """The helpers for pictures: one of 3x3 pixels and one channel."""
    picture = np.arange(1, 10, dtype=f32).reshape(1, 3, 3, 1)
    windows = np.array(CORNERS, f32)
    yield "im2col", (picture, np.empty((4, 4), f32), 2, 2, 1, 0), (None, windows)
    times = [
        [[[1], [4], [3]], [[8], [20], [12]], [[7], [16], [9]]]
    ]  # each pixel as often as it stands in a window
    yield "col2im", (windows, np.empty_like(picture), 2, 2, 1, 0), (None, times)
    last = np.full((1, 2, 2, 1), 3, np.int32)
    top = np.array([5, 6, 8, 9], f32).reshape(1, 2, 2, 1)
    yield "max_pool", (picture, np.empty_like(top), np.empty_like(last), 2, 2, 1), (None, top, last)
    back = [[[[0], [0], [0]], [[0], [5], [6]], [[0], [8], [9]]]]
    yield "max_pool_grad", (top, last, np.empty_like(picture), 2, 2, 1), (None, None, back)


def _rules() -> Iterator[Case]:
    """The helpers that go element by element: five elements, one more than a vector."""

    def five(value: float) -> Array:
        return np.full(5, value, f32)

    yield "sgd", (five(1), five(2), 0.25), (five(0.5),)
    yield "momentum", (five(1), five(2), five(4), 0.25, 0.5), (five(2.5), None, five(1.5))
    yield (
        "adam",
        (five(1), five(4), five(0), five(0), 0.5, 1.0, 0.5, 0.75, 0.0),
        (five(0.5), None, five(2), five(4)),
    )
    yield "relu_grad", (five(9), np.arange(5, dtype=f32), five(1)), (np.arange(5),)


def _others() -> Iterator[Case]:
    """Two rows of scores that are all alike; a cell whose gates are half open."""
    scores, labels, grad = np.zeros((2, 2)), np.array([0, 1], np.int64), np.empty((2, 2))
    yield "softmax_cross_entropy", (scores, labels, grad), (None, None, [[-0.25, 0.25], [0.25, -0.25]])
    zeros, eight = np.zeros((1, 4), f32), np.full((1, 4), 8, f32)
    gates = np.zeros((1, 16), f32)
    half = np.repeat(np.array([[0.5, 0.5, 0.5, 0]], f32), 4, axis=1)
    yield "lstm", (gates, eight, zeros.copy(), zeros.copy(), zeros.copy()), (half, None, eight / 2)
    dz = np.repeat(np.array([[0, 4, 0, 1]], f32), 4, axis=1)
    args = (half, np.empty_like(dz), eight, zeros, zeros, zeros + 2, zeros.copy())
    yield "lstm_grad", args, (None, dz, None, None, None, None, zeros + 1)


def _hold(args: tuple[Any, ...], expected: tuple[Any, ...]) -> bool:
    """Whether the arrays hold exactly what is expected of them; None: anything."""
    pairs = zip(args, expected, strict=False)
    return all(right is None or np.array_equal(found, right) for found, right in pairs)
