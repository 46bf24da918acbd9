"""What is measured: products of matrices and vectors, from 16x16 to those that a lecture's networks make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from slidegen.errors import UsageError

SIZES = (16, 32, 64, 128, 256, 512, 1024)
# The page checks products of whole numbers that float32 holds exactly up to this size, and then exactly.
LARGEST = 4096
DTYPES = ("float32", "float64")
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One product: `form` as it is written in Python, `rows` x `columns` the result, `inner` the terms of each sum."""

    group: str
    form: str
    rows: int
    columns: int
    inner: int
    dtype: str

    @property
    def size(self) -> str:
        """The sizes as text, rows x columns x inner; of a square product the one number."""
        if self.rows == self.columns == self.inner:
            return str(self.rows)
        return f"{self.rows}x{self.columns}x{self.inner}"

    def as_dict(self) -> dict[str, Any]:
        """All fields and the size as text."""
        return {**asdict(self), "size": self.size}


SQUARE = "Square matrices"
NETWORK = "A network 784-256-128-10, 128 examples at once"
CONVOLUTION = "Convolutions as products (im2col)"
VECTORS = "Vectors"
# form, rows, columns, inner
SHAPES = (
    (NETWORK, "a @ b", 128, 256, 784),
    (NETWORK, "a @ b", 128, 128, 256),
    (NETWORK, "a @ b", 128, 10, 128),
    (NETWORK, "a.T @ b", 784, 256, 128),
    (NETWORK, "a @ b.T", 128, 256, 128),
    (CONVOLUTION, "a @ b", 6272, 16, 25),
    (CONVOLUTION, "a @ b", 6272, 16, 150),
    (VECTORS, "a @ x", 512, 1, 512),
    (VECTORS, "x @ b", 1, 256, 784),
    (VECTORS, "x @ y", 1, 1, 1024),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The cases in their order, and how often each is timed.

    `patient`: all rounds even where one takes seconds; otherwise such a case gets at least two. `kernel`: the engine's
    kernel, "fused" or "simd"; None for the best one.
    """

    cases: tuple[Case, ...]
    rounds: int = ROUNDS
    patient: bool = False
    kernel: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """What the page reads."""
        return {
            "rounds": self.rounds,
            "patient": self.patient,
            "kernel": self.kernel,
            "cases": [case.as_dict() for case in self.cases],
        }


def make(
    sizes: Sequence[int] | None = None,
    dtypes: Sequence[str] = DTYPES,
    rounds: int | None = None,
    kernel: str | None = None,
) -> Plan:
    """The plan of these options.

    Args:
        sizes: of square matrices only; None for the usual ones and all shapes.
        dtypes: of the numbers.
        rounds: of every case; None for five, fewer where one takes seconds.
        kernel: see `Plan`.

    Raises:
        UsageError: a size or the number of rounds is out of range.
    """
    for size in sizes or ():
        if not 1 <= size <= LARGEST:
            raise UsageError(f"there is no size {size} here", hint=f"give sizes from 1 to {LARGEST}")
    if rounds is not None and rounds < 1:
        raise UsageError(f"{rounds} rounds measure nothing", hint="give --rounds from 1 on")
    cases = tuple(case for dtype in dtypes for case in _cases(sizes, dtype))
    return Plan(cases, rounds or ROUNDS, rounds is not None, kernel)


def _cases(sizes: Sequence[int] | None, dtype: str) -> Iterator[Case]:
    for n in SIZES if sizes is None else sizes:
        yield Case(SQUARE, "a @ b", n, n, n, dtype)
    if sizes is None:
        for group, form, rows, columns, inner in SHAPES:
            yield Case(group, form, rows, columns, inner, dtype)
