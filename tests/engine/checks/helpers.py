"""Runs in the browser: the helpers of slidegen.nn with the engine's functions against their twins in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import npwasm
import numpy as np

from slidegen.nn import backend, conv, loss, optim, pool
from slidegen.nn.lstm import lstm_cell, lstm_cell_grad
from slidegen.nn.relu import relu_grad

Array = Any
FUNCTIONS = (
    "im2col",
    "col2im",
    "max_pool",
    "max_pool_grad",
    "softmax_cross_entropy",
    "sgd",
    "momentum",
    "adam",
    "relu_grad",
    "lstm",
    "lstm_grad",
)
# what is not finite, or equal without being the same
AWKWARD = np.array([0.0, -0.0, 1.0, -1.0, np.nan, np.inf, -np.inf, 3.0, 1e-40])


class Counted:
    """The engine's functions, and which of them took their arguments, how often."""

    def __init__(self) -> None:
        self.taken = dict.fromkeys(FUNCTIONS, 0)
        self.refused = dict.fromkeys(FUNCTIONS, 0)

    def __getattr__(self, name: str) -> Any:
        function = getattr(npwasm.helpers(), name)

        def counted(*args: Any) -> Any:
            answer = function(*args)
            (self.refused if answer is False else self.taken)[name] += 1
            return answer

        return counted


def with_engine(work: Callable[[], Any], functions: Any) -> Any:
    """What `work` gives with these functions; None: with the twins."""
    before, backend.helpers = backend.helpers, lambda: functions
    try:
        return work()
    finally:
        backend.helpers = before


def same(found: Any, right: Any) -> bool:
    """Bit for bit, but for the bits of a NaN; shape, dtype and order too."""
    if isinstance(found, tuple):
        return len(found) == len(right) and all(same(a, b) for a, b in zip(found, right, strict=True))
    if (found.shape, found.dtype, found.flags.c_contiguous) != (right.shape, right.dtype, True):
        return False
    nan = np.isnan(right)
    bits = f"u{found.dtype.itemsize}"
    return bool(
        np.array_equal(np.isnan(found), nan)
        and np.array_equal(found[~nan].view(bits), right[~nan].view(bits))
    )


def close(found: tuple[float, Array], right: tuple[float, Array]) -> bool:
    """A loss and its gradient, to rounding."""
    (loss_found, grad), (loss_right, expected) = found, right
    exact = 1e-5 if expected.dtype == np.float32 else 1e-12
    return bool(
        (grad.shape, grad.dtype, grad.flags.c_contiguous) == (expected.shape, expected.dtype, True)
        and np.isclose(loss_found, loss_right, rtol=exact, atol=exact, equal_nan=True)
        and np.allclose(grad, expected, rtol=0, atol=exact, equal_nan=True)
    )


def numbers(rng: Any, shape: Any, dtype: Any) -> Array:
    """Normal numbers, among which one in five is awkward, or none."""
    x = rng.standard_normal(shape)
    if rng.random() < 0.5:
        x = np.where(rng.random(shape) < 0.2, rng.choice(AWKWARD, shape), x)
    return x.astype(dtype)


def turned(rng: Any, x: Array) -> Array:
    """The same numbers, perhaps in another order of memory: strides that are negative, or too large, or reversed."""
    choice = rng.integers(4)
    if choice == 1:
        return np.asfortranarray(x)
    if choice == 2:
        return x[::-1].copy()[::-1]
    if choice == 3:
        wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
        wide[..., ::2] = x
        return wide[..., ::2]
    return x


def windows(rng: Any) -> tuple[tuple[int, ...], tuple[int, int], int, int]:
    """Pictures' shape, kernel, stride and padding that fit together; sizes mostly odd, some axes of length 0 or 1."""
    while True:
        shape = tuple(int(rng.integers(low, high)) for low, high in ((0, 4), (1, 13), (1, 13), (1, 11)))
        kernel = int(rng.integers(1, 7)), int(rng.integers(1, 7))
        stride, pad = int(rng.integers(1, 5)), int(rng.integers(0, 4))
        if all(shape[1 + axis] + 2 * pad >= kernel[axis] for axis in (0, 1)):
            return shape, kernel, stride, pad


def convolution(rng: Any, dtype: Any, both: Any) -> str | None:
    shape, kernel, stride, pad = windows(rng)
    x = turned(rng, numbers(rng, shape, dtype))
    found, right = both(lambda: conv.im2col(x, kernel, stride, pad))
    if not same(found, right):
        return f"im2col {dtype.__name__} {shape} {kernel} {stride} {pad}"
    cols = turned(rng, numbers(rng, right.shape, dtype))
    found, right = both(lambda: conv.col2im(cols, shape, kernel, stride, pad))
    return None if same(found, right) else f"col2im {dtype.__name__} {shape} {kernel} {stride} {pad}"


def pooling(rng: Any, dtype: Any, both: Any) -> str | None:
    while True:
        shape, kernel, stride, pad = windows(rng)
        if pad == 0:
            break
    x = turned(rng, numbers(rng, shape, dtype))
    found, right = both(lambda: pool.max_pool(x, kernel, stride))
    if not same(found, right):
        return f"max_pool {dtype.__name__} {shape} {kernel} {stride}"
    where = right[1]
    dy = turned(rng, numbers(rng, where.shape, dtype))
    found, right = both(lambda: pool.max_pool_grad(dy, where, shape, kernel, stride))
    return None if same(found, right) else f"max_pool_grad {dtype.__name__} {shape} {kernel} {stride}"


def entropy(rng: Any, dtype: Any, both: Any) -> str | None:
    n, classes = int(rng.integers(1, 9)), int(rng.integers(1, 14))
    scores = turned(rng, (rng.choice([0.1, 1, 30, 1e4]) * numbers(rng, (n, classes), dtype)).astype(dtype))
    labels = rng.integers(0, classes, n).astype(rng.choice(["u1", "i4", "i8"]))
    found, right = both(lambda: loss.softmax_cross_entropy(scores, labels))
    return None if close(found, right) else f"softmax_cross_entropy {dtype.__name__} {n} {classes}"


def rectifier(rng: Any, dtype: Any, both: Any) -> str | None:
    shape = tuple(int(n) for n in rng.integers(0, 9, rng.integers(1, 5)))
    dy, y = (turned(rng, numbers(rng, shape, dtype)) for _ in range(2))
    found, right = both(lambda: relu_grad(dy, y))
    return None if same(found, right) else f"relu_grad {dtype.__name__} {shape}"


def recurrence(rng: Any, dtype: Any, both: Any, units: int | None = None) -> str | None:
    """A step of a cell and its gradient; the engine takes float32 and units in fours."""
    dtype = dtype if units else np.float32
    n, inputs, units = int(rng.integers(0, 6)), int(rng.integers(1, 6)), units or 4 * int(rng.integers(1, 6))
    shapes = ((n, inputs), (n, units), (n, units), (inputs + units, 4 * units), (4 * units,))
    x, h, c, w, b = (turned(rng, numbers(rng, shape, dtype)) for shape in shapes)
    found, right = both(lambda: lstm_cell(x, h, c, w, b))
    if not (same(found[:2], right[:2]) and same(in_order(found[2]), in_order(right[2]))):
        return f"lstm {n} {inputs} {units}"
    dh, dc = (turned(rng, numbers(rng, (n, units), dtype)) for _ in range(2))
    found, right = both(lambda: lstm_cell_grad(dh, dc, right[2], w))
    return None if same(in_order(found), in_order(right)) else f"lstm_grad {n} {inputs} {units}"


def in_order(arrays: Any) -> tuple[Array, ...]:
    """Copies, for what may come in any order."""
    return tuple(np.array(a, order="C") for a in arrays)


def uneven(seed: int) -> dict[str, Any]:
    """Cells that the engine refuses, which NumPy works out: units not in fours, float64."""
    npwasm.install()
    functions, rng = Counted(), np.random.default_rng(seed)

    def both(work: Callable[[], Any]) -> tuple[Any, Any]:
        return with_engine(work, functions), with_engine(work, None)

    with np.errstate(all="ignore"):
        wrong = [recurrence(rng, np.float32, both, 5), recurrence(rng, np.float64, both, 8)]
    return {"wrong": wrong, "refused": functions.refused["lstm"], "taken": functions.taken["lstm"]}


def optimiser(rng: Any, dtype: Any, both: Any) -> str | None:
    shape = tuple(int(n) for n in rng.integers(0, 9, rng.integers(0, 4)))
    start = np.asarray(numbers(rng, shape, dtype))
    grads = [np.asarray(numbers(rng, shape, dtype)) for _ in range(4)]
    makers = {
        "sgd": lambda: optim.Sgd(0.1),
        "momentum": lambda: optim.Sgd(0.1, 0.9),
        "adam": lambda: optim.Adam(0.01),
    }
    for name, make in makers.items():

        def trained(make: Any = make) -> Array:
            w, made = start.copy(), make()
            for g in grads:
                made.step({"w": w}, {"w": g})
            return (w, *[np.asarray(a) for key, a in sorted(made.state().items()) if key.endswith(".w")])

        found, right = both(trained)
        if not same(found, right):
            return f"{name} {dtype.__name__} {shape}"
    return None


KINDS = (convolution, pooling, entropy, rectifier, recurrence, optimiser)


def compare(cases: int, seed: int) -> dict[str, Any]:
    """So many random cases of every kind; what differed, and how often the engine took a call or refused it."""
    npwasm.install()
    functions = Counted()

    def both(work: Callable[[], Any]) -> tuple[Any, Any]:
        return with_engine(work, functions), with_engine(work, None)

    rng, wrong = np.random.default_rng(seed), []
    with np.errstate(all="ignore"):
        for case in range(cases):
            for kind in KINDS:
                fault = kind(rng, (np.float32, np.float64)[case % 2], both)
                wrong += [fault] if fault else []
    return {"wrong": wrong[:10], "taken": functions.taken, "refused": functions.refused}
