"""Random elementwise functions and reductions against NumPy's own loops. Runs in Pyodide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import npwasm
import numpy as np
from arrays import random_layout, same, size, values

EXACT = (np.add, np.subtract, np.multiply, np.divide, np.maximum, np.minimum)
TYPES = (np.float32, np.float64)
SERIES = (np.exp, np.log, np.tanh)
ULPS = 4  # NumPy's own tests allow as much


def failures(seed: int, count: int) -> list[str]:
    """What differs among `count` calls: in any bit for exact functions, by more than `ULPS` for the others."""
    rng = np.random.default_rng(seed)
    makers = (
        binary,
        scalar,
        in_place,
        overlapping,
        reduction,
        accumulation,
        square_root,
        masked,
        at_indices,
        series,
    )
    made = [makers[i % len(makers)](rng) for i in range(count)]
    with np.errstate(all="ignore"):
        npwasm.uninstall()
        right = [work() for _, work in made]
        assert npwasm.install().active
        found = [work() for _, work in made]
    judged = zip(made, found, right, strict=True)
    return [name for (name, _), one, other in judged if not agree(name, one, other)]


def agree(name: str, found: Any, right: Any) -> bool:
    if not name.startswith("series"):
        return same(found, right)
    if found.shape != right.shape or found.dtype != right.dtype:
        return False
    finite = np.isfinite(right)
    step = np.spacing(np.abs(right[finite]))
    near = np.abs(found[finite] - right[finite]) <= ULPS * step
    return bool(near.all()) and same(found[~finite], right[~finite])


def shape(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(size(rng) % 80 for _ in range(rng.integers(1, 4)))


def pick(rng: np.random.Generator) -> tuple[Any, Any]:
    return EXACT[rng.integers(len(EXACT))], TYPES[rng.integers(2)]


Work = tuple[str, Callable[[], Any]]


def binary(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    whole = shape(rng)
    other = tuple(n if rng.random() < 0.8 else 1 for n in whole)[int(rng.integers(len(whole))) :]
    x, y = random_layout(rng, whole, dtype, 0.05), random_layout(rng, other, dtype, 0.05)
    return f"{f.__name__} {dtype.__name__} {x.shape}{x.strides} {y.shape}{y.strides}", lambda: f(x, y)


def scalar(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    x, number = random_layout(rng, shape(rng), dtype, 0.05), float(values(rng, (1,), dtype, 0.3)[0])
    flip = rng.random() < 0.5
    return f"{f.__name__} with {number}", lambda: f(number, x) if flip else f(x, number)


def in_place(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    whole = shape(rng)
    x, y = values(rng, whole, dtype, 0.05), random_layout(rng, whole, dtype, 0.05)

    def work() -> Any:
        own = x.copy()
        f(own, y, out=own)
        return f(y, own, out=own)

    return f"{f.__name__} in place {whole}", work


def overlapping(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    n, shift = size(rng) + 9, int(rng.integers(1, 8))
    x = values(rng, (n,), dtype, 0.02)

    def work() -> Any:
        ahead, behind, back = x.copy(), x.copy(), x.copy()
        f(ahead[:-shift], ahead[shift:], out=ahead[shift:])
        f(behind[shift:], 2, out=behind[:-shift])
        f(back[::-1], back, out=back)
        return np.concatenate([ahead, behind, back])

    return f"{f.__name__} overlapping by {shift} of {n}", work


def reduction(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    f = np.add if f in (np.subtract, np.divide) else f
    x = random_layout(rng, tuple(n + 1 for n in shape(rng)), dtype, 0.01)
    axis = None if rng.random() < 0.2 else int(rng.integers(x.ndim))
    keep = bool(rng.random() < 0.5)
    return f"{f.__name__}.reduce {x.shape}{x.strides} along {axis}", lambda: f.reduce(
        x, axis=axis, keepdims=keep
    )


def accumulation(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    x = random_layout(rng, tuple(n + 1 for n in shape(rng)), dtype, 0.01)
    axis = int(rng.integers(x.ndim))
    where = np.sort(rng.integers(0, x.shape[axis], 3)).astype(np.intp)
    if rng.random() < 0.5:
        return f"{f.__name__}.accumulate {x.shape}", lambda: f.accumulate(x, axis=axis)
    return f"{f.__name__}.reduceat {x.shape}", lambda: f.reduceat(x, where, axis=axis)


def square_root(rng: np.random.Generator) -> Work:
    x = random_layout(rng, shape(rng), TYPES[rng.integers(2)], 0.05)
    return f"sqrt {x.shape}{x.strides}", lambda: np.sqrt(x)


def masked(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    whole = shape(rng)
    x, y, where = values(rng, whole, dtype), values(rng, whole, dtype), rng.random(whole) < 0.5
    return f"{f.__name__} where {whole}", lambda: f(x, y, out=np.zeros_like(x), where=where)


def at_indices(rng: np.random.Generator) -> Work:
    f, dtype = pick(rng)
    x, index = values(rng, (20,), dtype), rng.integers(0, 20, 30)
    y = values(rng, (30,), dtype)

    def work() -> Any:
        own = x.copy()
        f.at(own, index, y)
        return own

    return f"{f.__name__}.at", work


def series(rng: np.random.Generator) -> Work:
    f, dtype = SERIES[rng.integers(len(SERIES))], TYPES[rng.integers(2)]
    x = random_layout(rng, shape(rng), dtype, 0.05) * dtype(10 ** rng.uniform(-6, 2.3))
    return f"series {f.__name__} {dtype.__name__} {x.shape}{x.strides}", lambda: f(x)
