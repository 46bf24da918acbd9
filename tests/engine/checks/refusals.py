"""Runs in the browser: whatever is passed to the engine's functions, nothing outside an array changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import npwasm
import numpy as np

f4, f8, i4, i8 = (np.dtype(name) for name in ("f4", "f8", "i4", "i8"))
# each function with arguments that fit: shapes and dtypes of arrays, then numbers
FITS: dict[str, tuple[list[tuple[tuple[int, ...], Any]], list[float]]] = {
    "im2col": ([((2, 5, 6, 3), f4), ((32, 18), f4)], [2, 3, 1, 0]),
    "col2im": ([((32, 18), f8), ((2, 5, 6, 3), f8)], [2, 3, 1, 0]),
    "max_pool": ([((2, 5, 6, 3), f4), ((2, 4, 5, 3), f4), ((2, 4, 5, 3), i4)], [2, 2, 1]),
    "max_pool_grad": ([((2, 4, 5, 3), f8), ((2, 4, 5, 3), i4), ((2, 5, 6, 3), f8)], [2, 2, 1]),
    "softmax_cross_entropy": ([((4, 3), f8), ((4,), i8), ((4, 3), f8)], []),
    "sgd": ([((7,), f4), ((7,), f4)], [0.1]),
    "momentum": ([((7,), f4), ((7,), f4), ((7,), f4)], [0.1, 0.9]),
    "adam": ([((7,), f8)] * 4, [0.1, 1.0, 0.9, 0.999, 1e-8]),
    "relu_grad": ([((7,), f4)] * 3, []),
    "lstm": ([((3, 32), f4), *[((3, 8), f4)] * 4], []),
    "lstm_grad": ([*[((3, 32), f4)] * 2, *[((3, 8), f4)] * 5], []),
}
# which of the arrays are written to; of an optimiser's all but the second
WRITTEN = {
    "im2col": [1],
    "col2im": [1],
    "max_pool": [1, 2],
    "max_pool_grad": [2],
    "softmax_cross_entropy": [2],
    "relu_grad": [0],
    "lstm": [0, 2, 3, 4],
    "lstm_grad": [1, 6],
}
ROOM = 64  # elements before and after every array, which must stay as they are


class Guarded:
    """Arrays in the middle of larger ones."""

    def __init__(self, specs: list[tuple[tuple[int, ...], Any]]) -> None:
        self.whole, self.arrays = [], []
        for shape, dtype in specs:
            count = int(np.prod(shape))
            whole = np.full(count + 2 * ROOM, 1, dtype)
            whole[ROOM : ROOM + count] = 0
            self.whole.append(whole)
            self.arrays.append(whole[ROOM : ROOM + count].reshape(shape))

    def intact(self) -> bool:
        return all((w[:ROOM] == 1).all() and (w[-ROOM:] == 1).all() for w in self.whole)


def call(name: str, specs: Any, numbers: Any, change: Any = None) -> tuple[Any, bool]:
    """What the function answers, and whether all guards still stand."""
    guarded = Guarded(specs)
    arrays = list(guarded.arrays)
    if change:
        change(arrays)
    answer = getattr(npwasm.helpers(), name)(*arrays, *numbers)
    return answer, guarded.intact()


def shapes(specs: Any) -> list[Any]:
    """The same arrays, one of them with one more or one less on one axis, an axis more, or none."""
    made = []
    for i, (shape, dtype) in enumerate(specs):
        others = [(*shape, 1), ()]
        for axis in range(len(shape)):
            for size in (shape[axis] + 1, shape[axis] - 1, 0):
                others.append((*shape[:axis], size, *shape[axis + 1 :]))
        made += [[*specs[:i], (other, dtype), *specs[i + 1 :]] for other in others]
    return made


def dtypes(specs: Any) -> list[Any]:
    """The same arrays, one of them of another dtype."""
    names = ("f2", "f4", "f8", "i1", "i4", "u4", "i8", "u8", "c8", "c16", ">f4", ">f8", ">i4", ">i8", "?")
    made = []
    for i, (shape, dtype) in enumerate(specs):
        made += [
            [*specs[:i], (shape, np.dtype(name)), *specs[i + 1 :]]
            for name in names
            if np.dtype(name) != dtype
        ]
    return made


def changes(name: str, count: int) -> list[Any]:
    """What is done to the arrays before the call: another memory order, read-only, no array at all."""

    def replaced(i: int, value: Any) -> Any:
        return lambda arrays: arrays.__setitem__(i, value(arrays[i]) if callable(value) else value)

    def read_only(a: Any) -> Any:
        view = a.view()
        view.flags.writeable = False
        return view

    made = []
    for i in range(count):
        made += [replaced(i, None), replaced(i, 3.0), replaced(i, [1.0]), replaced(i, "x")]
        made += [
            replaced(i, lambda a: a[..., ::-1]),
            replaced(i, lambda a: np.repeat(a, 2, axis=-1)[..., ::2]),
        ]
        if i in WRITTEN.get(name, [0, *range(2, count)]):
            made.append(replaced(i, read_only))
    return made


def window_numbers(numbers: list[float]) -> list[list[Any]]:
    """Sizes, strides and paddings that do not fit the arrays, or are no numbers."""
    bad = (-1, 0, 7, 4096, 2**31 - 1, 2**31, 2**40, -(2**31), 1.5, None, "2")
    made = []
    for i, number in enumerate(numbers):
        made += [[*numbers[:i], value, *numbers[i + 1 :]] for value in bad if value != number]
    return made


def misfits(name: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What `call` gets that the function must refuse, with a name."""
    specs, numbers = FITS[name]
    for other in [*shapes(specs), *dtypes(specs)]:
        yield f"{name} {other}", (name, other, numbers)
    for i, change in enumerate(changes(name, len(specs))):
        yield f"{name} changed {i}", (name, specs, numbers, change)
    windows = name.startswith(("im2col", "col2im", "max_pool"))
    worse = window_numbers(numbers) if windows else [[*numbers[:-1], "x"]] if numbers else []
    for others in [*worse, numbers[:-1] if numbers else [1], [*numbers, 1]]:
        yield f"{name} {others}", (name, specs, others)


def wrong_values() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Places outside their window and labels that are no class."""
    bad = {"max_pool_grad": (4, -1, 2**31 - 1), "softmax_cross_entropy": (3, -1, 2**31, 2**62)}
    for name, values in bad.items():
        for value in values:

            def put(arrays: Any, value: int = value) -> None:
                arrays[1][-1] = value

            yield f"{name} with {value}", (name, *FITS[name], put)


def refusals() -> dict[str, Any]:
    """Every function with every misfit: how many, and which were taken nevertheless or broke a guard."""
    npwasm.install()
    cases = [(what, args, False) for name in FITS for what, args in misfits(name)]
    cases += [(what, args, False) for what, args in wrong_values()]
    cases += [(name, (name, *FITS[name]), True) for name in FITS]
    wrong = []
    for what, args, fits in cases:
        answer, intact = call(*args)
        if (answer is not False) != fits or not intact:
            wrong.append(f"{what}: {answer!r}, {'intact' if intact else 'a guard is broken'}")
    return {"tried": len(cases), "wrong": wrong[:10]}


def counts() -> dict[str, int]:
    """How far the reference counts of arguments and of what is answered move in a hundred calls, taken and refused."""
    import sys

    npwasm.install()
    moved = {}
    for name, (specs, numbers) in FITS.items():
        arrays = Guarded(specs).arrays
        watched = [*arrays, *[a.dtype for a in arrays]]
        before = [sys.getrefcount(one) for one in watched]
        for _ in range(100):
            getattr(npwasm.helpers(), name)(*arrays, *numbers)
            getattr(npwasm.helpers(), name)(*arrays, *numbers, None)
            getattr(npwasm.helpers(), name)(*arrays[::-1], *numbers)
        after = [sys.getrefcount(one) for one in watched]
        moved[name] = max(abs(b - a) for a, b in zip(before, after, strict=True))
    return moved
