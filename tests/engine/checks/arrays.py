"""Random arrays of every layout that NumPy can hand to an inner loop. Runs in Pyodide."""

from __future__ import annotations

from typing import Any

import numpy as np

LAYOUTS = ("C", "F", "every other", "backwards", "columns of more", "repeated", "unaligned", "read-only")
SPECIAL = (np.nan, np.inf, -np.inf, -0.0, 0.0)


def size(rng: np.random.Generator) -> int:
    """A dimension: often tiny or odd, seldom large."""
    kind = rng.random()
    if kind < 0.06:
        return 0
    if kind < 0.5:
        return int(rng.integers(1, 10))
    if kind < 0.95:
        return int(rng.integers(10, 70))
    return int(rng.integers(70, 400))


def values(rng: np.random.Generator, shape: tuple[int, ...], dtype: Any, special: float = 0.0) -> Any:
    """Normal numbers, some of them replaced by special ones."""
    made = rng.standard_normal(shape).astype(dtype)
    if special:
        where = rng.random(shape) < special
        made[where] = rng.choice(np.array(SPECIAL, dtype), int(where.sum()))
    return made


def laid_out(rng: np.random.Generator, plain: Any, layout: str) -> Any:
    """An array with these values, in that layout."""
    if not plain.ndim:
        return plain
    if layout == "F":
        return np.asfortranarray(plain)
    if layout == "every other":
        made = np.zeros(tuple(2 * n for n in plain.shape), plain.dtype)[(slice(None, None, 2),) * plain.ndim]
    elif layout == "backwards":
        made = np.zeros_like(plain)[(slice(None, None, -1),) * plain.ndim]
    elif layout == "columns of more":
        made = np.zeros((*plain.shape[:-1], plain.shape[-1] + 3), plain.dtype)[..., 1 : 1 + plain.shape[-1]]
    elif layout == "repeated" and plain.shape[0]:
        return np.broadcast_to(plain[:1].copy(), plain.shape)
    elif layout == "unaligned":
        raw = np.zeros(plain.nbytes + 1, np.uint8)
        made = raw[1:].view(plain.dtype).reshape(plain.shape)
    else:
        made = plain.copy()
    made[...] = plain
    made.flags.writeable = layout != "read-only"
    return made


def random_layout(rng: np.random.Generator, shape: tuple[int, ...], dtype: Any, special: float = 0.0) -> Any:
    """A random array in a random layout."""
    return laid_out(rng, values(rng, shape, dtype, special), str(rng.choice(LAYOUTS)))


def same(found: Any, right: Any) -> bool:
    """The same shape, type and bits, but that one NaN is as good as another."""
    found, right = np.asarray(found), np.asarray(right)
    if found.shape != right.shape or found.dtype != right.dtype:
        return False
    nan = np.isnan(right)
    return bool(
        np.array_equal(np.isnan(found), nan)
        and np.array_equal(found[~nan], right[~nan])
        and np.array_equal(np.signbit(found[~nan]), np.signbit(right[~nan]))
    )
