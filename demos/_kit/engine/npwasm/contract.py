"""einsum of two operands by matrix products, where it is one.

NumPy 2.4 has what is needed, `bmm_einsum`, and uses it only when asked to optimise.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from importlib import import_module
from math import prod
from typing import Any

einsumfunc: Any = import_module("numpy._core.einsumfunc")

SMALL = 4096  # multiplications; with fewer, finding out what the subscripts mean takes longer than the work
SMALL_ITEM = 64  # of one matrix product in a batch of them


def einsum(subscripts: Any, a: Any, b: Any) -> Any:
    """The contraction, or NotImplemented where it is for NumPy's own loop to make, or to refuse."""
    equation = explicit(subscripts, a.shape, b.shape) if isinstance(subscripts, str) else None
    return NotImplemented if equation is None else einsumfunc.bmm_einsum(equation, a, b)


@lru_cache(maxsize=256)
def explicit(subscripts: str, a: tuple[int, ...], b: tuple[int, ...]) -> str | None:
    """The subscripts with their output written out, where matrix products pay; else None.

    Args:
        subscripts: as np.einsum takes them, for two operands.
        a: the shape of the first.
        b: the shape of the second.
    """
    left, comma, rest = subscripts.replace(" ", "").partition(",")
    right, arrow, out = rest.partition("->")
    counts = Counter(left + right)
    if not arrow:
        out = "".join(sorted(name for name, count in counts.items() if count == 1))
    sizes = dict(zip(left + right, a + b, strict=False))
    if not comma or not all(map(str.isalpha, sizes)) or (len(left), len(right)) != (len(a), len(b)):
        return None
    consistent = all(sizes[name] == size for name, size in zip(left + right, a + b, strict=True))
    if not consistent or len(set(out)) < len(out) or not set(out) <= set(sizes):
        return None
    return f"{left},{right}->{out}" if _pays(left, right, out, sizes) else None


def _pays(left: str, right: str, out: str, sizes: dict[str, int]) -> bool:
    """Whether it is a product of matrices, or an outer product, of some size."""
    summed = prod(sizes[name] for name in sizes if name in left and name in right and name not in out)
    kept = prod(sizes[name] for name in out if (name in left) != (name in right))
    if prod(sizes.values()) < SMALL or kept < 4:
        return False
    return summed == 1 or kept * summed >= SMALL_ITEM
