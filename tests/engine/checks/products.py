"""Random matrix products against float64 references, element by element within the rounding error. Runs in Pyodide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import npwasm
import numpy as np
from arrays import random_layout, same, size, values

Case = tuple[
    str, Callable[[], Any], Any, Any, Any
]  # name, what is called, the reference, the sum of sizes, the bound
TYPES = (np.float32, np.float64)


def failures(seed: int, count: int, kernel: str) -> list[str]:
    """What differs among `count` products with that kernel; references are worked out by NumPy's own loops."""
    rng = np.random.default_rng(seed)
    npwasm.uninstall()
    makers = (matmul, matmul, matmul, batched, vectors, other_names, mixed, into, special)
    with np.errstate(all="ignore"):
        made = [makers[i % len(makers)](rng) for i in range(count)]
        assert npwasm.install(kernel).kernel == kernel
        return [name for name, work, right, bound in made if not close(work(), right, bound)]


def close(found: Any, right: Any, bound: Any) -> bool:
    """Within the bound where the reference is finite, the same elsewhere."""
    found = np.asarray(found)
    if found.shape != right.shape:
        return False
    finite = np.isfinite(right)
    off = np.abs(found[finite].astype(np.float64) - right[finite])
    return bool((off <= bound[finite]).all()) and same(found[~finite].astype(np.float64), right[~finite])


def reference(a: Any, b: Any, dtype: Any) -> tuple[Any, Any]:
    """The product in float64, and how far rounding may be off: Higham, Accuracy and Stability, 3.1."""
    wide, high = np.matmul(a.astype(np.float64), b.astype(np.float64)), a.shape[-1] + 2
    sizes = np.matmul(np.abs(a).astype(np.float64), np.abs(b).astype(np.float64))
    return wide, 2 * high * np.finfo(dtype).eps * sizes + 1e-300


def named(name: str, a: Any, b: Any, work: Callable[[], Any]) -> Any:
    right, bound = reference(a, b, np.result_type(a, b))
    return f"{name} {a.dtype}{a.shape}{a.strides} {b.dtype}{b.shape}{b.strides}", work, right, bound


def operands(rng: np.random.Generator, special: float = 0.0) -> tuple[Any, Any]:
    m, k, n, dtype = size(rng), size(rng), size(rng), TYPES[rng.integers(2)]
    return random_layout(rng, (m, k), dtype, special), random_layout(rng, (k, n), dtype, special)


def matmul(rng: np.random.Generator) -> Any:
    a, b = operands(rng)
    return named("matmul", a, b, lambda: a @ b)


def batched(rng: np.random.Generator) -> Any:
    m, k, n, dtype = size(rng) % 40, size(rng) % 40, size(rng) % 40, TYPES[rng.integers(2)]
    batch = tuple(int(x) for x in rng.integers(1, 5, rng.integers(1, 4)))
    left = tuple(d if rng.random() < 0.7 else 1 for d in batch)
    right = tuple(d if rng.random() < 0.5 else 1 for d in batch)[int(rng.integers(len(batch) + 1)) :]
    a, b = random_layout(rng, (*left, m, k), dtype), random_layout(rng, (*right, k, n), dtype)
    return named("batch", a, b, lambda: np.matmul(a, b))


def vectors(rng: np.random.Generator) -> Any:
    k, n, dtype = size(rng), size(rng), TYPES[rng.integers(2)]
    x, b = random_layout(rng, (k,), dtype), random_layout(rng, (k, n), dtype)
    y = random_layout(rng, (k,), dtype)
    choices = ((x, b, lambda: x @ b), (b.T, x, lambda: b.T @ x), (x, y, lambda: x @ y), (x, y, lambda: np.dot(x, y)),
               (x, b, lambda: x.dot(b)), (b.T, x, lambda: np.dot(b.T, x)), (x, y, lambda: np.vdot(x, y)))  # fmt: skip
    return named("vectors", *choices[rng.integers(len(choices))])


def other_names(rng: np.random.Generator) -> Any:
    a, b = operands(rng)
    works: tuple[Callable[[], Any], ...] = (
        lambda: np.dot(a, b),
        lambda: a.dot(b),
        lambda: np.inner(a, b.T),
        lambda: np.tensordot(a, b, 1),
        lambda: np.einsum("ij,jk->ik", a, b),
        lambda: np.einsum("ij,jk->ki", a, b).T,
        lambda: np.einsum("ab , bc", a, b),
        lambda: np.linalg.multi_dot([a, b]),
    )
    return named("other name", a, b, works[rng.integers(len(works))])


def mixed(rng: np.random.Generator) -> Any:
    a, b = operands(rng)
    other = (np.float64, np.float32, np.int32, np.uint8, np.bool_, np.float16, ">f4")[rng.integers(7)]
    c = (b * 10).astype(other)
    works: tuple[Callable[[], Any], ...] = (lambda: a @ c, lambda: np.dot(a, c), lambda: a.dot(c),
        lambda: np.inner(a, c.T), lambda: np.einsum("ij,jk->ik", a, c))  # fmt: skip
    return named("mixed", a, c, works[rng.integers(len(works))])


def into(rng: np.random.Generator) -> Any:
    """Results written into arrays of all layouts, and into an operand."""
    n, dtype = size(rng) % 50, TYPES[rng.integers(2)]
    a, b = random_layout(rng, (n, n), dtype), random_layout(rng, (n, n), dtype)
    right, bound = reference(a, b, dtype)
    spots = (np.empty((n, n), dtype), np.empty((n, n), dtype, "F"), np.empty((2 * n, 3 * n), dtype)[::2, ::3],
             np.empty((n, n + 2), dtype)[::-1, 1 : n + 1])  # fmt: skip
    kind = int(rng.integers(10))
    if kind < 4:
        return f"into {kind}", lambda: np.matmul(a, b, out=spots[kind]), right, bound
    if kind > 5:  # dot takes contiguous targets only, which may be an operand
        work = (lambda: np.dot(a, b, out=spots[0]), lambda: a.dot(b, spots[0]), lambda: np.dot(a, b, None))
        plain = np.array(a, order="C")
        return f"dot into {kind}", [*work, lambda: np.dot(plain, b, out=plain)][kind - 6], right, bound
    own = [a.copy(), b.copy()]
    return f"into operand {kind - 4}", lambda: np.matmul(own[0], own[1], out=own[kind - 4]), right, bound


def special(rng: np.random.Generator) -> Any:
    """NaN, infinities and zeros with a sign: they must end up where NumPy has them."""
    a, b = operands(rng, special=0.02)
    return named("special", a, b, lambda: a @ b)


def after_growth(kernel: str) -> list[str]:
    """Products before and after the heap has grown: every pointer into it is new."""
    rng, wrong = np.random.default_rng(5), []
    kept = []
    npwasm.install(kernel)
    for i in range(12):
        a, b = values(rng, (61, 300 + i), np.float32), values(rng, (300 + i, 75), np.float32)
        found = a @ b
        kept.append(np.ones(6_000_000, np.float32))  # 24 MB
        right, bound = reference(a, b, np.float32)
        again = a @ b
        if not (close(found, right, bound) and same(again, found)):
            wrong.append(f"round {i}")
    return wrong
