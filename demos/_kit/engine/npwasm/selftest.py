"""A quick comparison with NumPy's own loops, before and after they are replaced: at load, in under 20 ms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Case = tuple[str, Callable[[], Array]]
# m, k, n: whole tiles, edges of each kind, one of everything, and more than one block of k
SHAPES = ((8, 8, 8), (5, 7, 3), (1, 9, 6), (6, 9, 1), (13, 300, 17), (1, 1, 1), (4, 0, 5))
TOLERANCE = {np.float32: 1e-5, np.float64: 1e-13}


def cases() -> Iterator[Case]:
    """What is worked out, with its name."""
    for dtype in TOLERANCE:
        for m, k, n in SHAPES:
            a, b = _ramp(dtype, m, k), _ramp(dtype, k, n)
            yield f"matmul {a.dtype} {m}x{n}x{k}", partial(np.matmul, a, b)
            left, right = _ramp(dtype, k, m).T, _ramp(dtype, n, k).T
            yield f"matmul {a.dtype} {m}x{n}x{k} transposed", partial(np.matmul, left, right)


def first_difference(core: Any) -> str | None:
    """The name of the first result that differs with our loops in place; None when all agree.

    Afterwards NumPy's own loops are back.
    """
    made = list(cases())
    expected = [work() for _, work in made]
    core.replace()
    try:
        for (name, work), right in zip(made, expected, strict=True):
            if not _close(work(), right):
                return name
    finally:
        core.restore()
    return None


def _close(found: Array, right: Array) -> bool:
    same = found.shape == right.shape and found.dtype == right.dtype
    return same and bool(
        np.allclose(found, right, rtol=TOLERANCE[right.dtype.type], atol=1e-6, equal_nan=True)
    )


def _ramp(dtype: type, *shape: int) -> Array:
    """Numbers between -1 and 1 without a pattern that a wrong stride would keep."""
    count = int(np.prod(shape))
    return (np.arange(1, count + 1, dtype=np.int64) ** 2 % 97 / 48 - 1).astype(dtype).reshape(shape)


CASES = len(SHAPES) * len(TOLERANCE) * 2
