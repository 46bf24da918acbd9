"""A quick comparison with NumPy's own loops, before and after they are replaced: at load, in a few milliseconds.

It is there for what the tests cannot know: another build of NumPy, another engine. So it is short, and calls little
that a lecture would not call soon after; a function's first call in WebAssembly costs more than its work.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from npwasm import contract

Array = npt.NDArray[Any]
Case = tuple[str, Callable[[], Any]]
# m, k, n: whole tiles, edges, more than one block of k, and vectors; two of them with their operands transposed
SHAPES = ((12, 8, 8), (5, 7, 3), (7, 300, 9), (1, 40, 6), (6, 40, 1))
TRANSPOSED = (1, 2)
TYPES = (np.float32, np.float64)
TOLERANCE = (4e-6, 1e-14)  # of what is summed up, at 32 and 64 bits
SPECIAL = (0.0, -0.0, np.inf, -np.inf, np.nan, 1e-40, -1e-40, 89.0, -104.5)
BINARY = (np.add, np.subtract, np.multiply, np.divide, np.maximum, np.minimum)
UNARY = (np.exp, np.log, np.tanh)


def cases() -> list[Case]:
    """What is worked out, with its name."""
    # no pattern that a wrong stride would keep
    numbers = np.frombuffer(bytes(i * i % 97 for i in range(97)) * 50, np.uint8) / 48 - 1
    return [case for dtype in TYPES for case in _cases(numbers.astype(dtype))]


def _cases(numbers: Array) -> list[Case]:
    """The cases of one type."""
    made: list[Case] = []
    for i, (m, k, n) in enumerate(SHAPES):
        a, b = numbers[: m * k].reshape(m, k), numbers[m * k :][: k * n].reshape(k, n)
        if i in TRANSPOSED:
            a, b = a.reshape(k, m).T, b.reshape(n, k).T
        made.append((f"matmul {numbers.dtype} {m}x{k} by {k}x{n}", partial(np.matmul, a, b)))
    square, line = numbers[:324].reshape(18, 18), numbers[:700]
    made += [("dot", partial(np.dot, square, square)), ("dot of vectors", partial(np.dot, line, line))]
    x = np.array([*numbers[:28].tolist(), *SPECIAL], numbers.dtype)
    made += [(function.__name__, partial(function, x, x[::-1])) for function in BINARY]
    made += [(function.__name__, partial(function, x)) for function in UNARY]
    return [*made, ("sum", line.sum), ("max", line.max)]


def first_difference(core: Any) -> tuple[str | None, int]:
    """The name of the first result that differs with our loops in place, None when all agree; and how many there are.

    Afterwards NumPy's own loops are back.
    """
    made = cases()
    with np.errstate(all="ignore"):
        expected = [work() for _, work in made]
        core.replace(contract.einsum)
        try:
            found = [work() for _, work in made]
        finally:
            core.restore()
        half = len(made) // 2  # the types one after the other
        for part, tolerance in zip((slice(half), slice(half, None)), TOLERANCE, strict=True):
            if not _close(_line(found[part]), _line(expected[part]), tolerance):
                return _culprit(made[part], found[part], expected[part], tolerance), len(made)
    return None, len(made)


def _culprit(made: list[Case], found: list[Any], expected: list[Any], tolerance: float) -> str:
    """The name of the first case that is not close."""
    pairs = zip(made, found, expected, strict=True)
    wrong = (name for (name, _), one, other in pairs if not _close(_line([one]), _line([other]), tolerance))
    return next(wrong, "the number of results")


def _line(results: list[Any]) -> Array:
    """All numbers of some results, one after the other, in float64."""
    return np.concatenate([np.ravel(result) for result in results], dtype=np.float64)


def _close(found: Array, right: Array, tolerance: float) -> bool:
    """Whether they are the same but for rounding: NaN where NaN is, the same infinities."""
    if found.shape != right.shape:
        return False
    near = abs(found - right) <= tolerance * (1 + abs(right))
    return bool((near | (found == right) | ((found != found) & (right != right))).all())
