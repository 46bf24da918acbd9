"""What compute.py measures, and what is demanded of npwasm in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers import Job

RIVALS = ("tfjs", "ort", "jax")
# the products of a step of 784-256-128-10 with 128 examples: forward, the weights' gradients, the values' gradients
MLP = (
    ("a @ b", 128, 256, 784),
    ("a @ b", 128, 128, 256),
    ("a @ b", 128, 10, 128),
    ("a.T @ b", 784, 256, 128),
    ("a.T @ b", 256, 128, 128),
    ("a.T @ b", 128, 10, 128),
    ("a @ b.T", 128, 128, 10),
    ("a @ b.T", 128, 256, 128),
)


@dataclass(frozen=True)
class Bar:
    """At least `demand` times as fast as the fastest of `others`."""

    demand: float
    others: tuple[str, ...]


@dataclass(frozen=True)
class Contest:
    """One job, what is demanded of npwasm in it, and who else is measured.

    `stock`: the job of stock NumPy, where that is another one: plain NumPy instead of helpers.
    """

    name: str
    job: Job
    bars: tuple[Bar, ...]
    more: tuple[str, ...] = ()
    stock: Job | None = None

    @property
    def who(self) -> list[str]:
        """All that are measured."""
        return list(dict.fromkeys(["npwasm", *(one for bar in self.bars for one in bar.others), *self.more]))

    def work(self) -> float | None:
        """Floating-point operations, where they can be counted."""
        if self.job["kind"] != "product":
            return None
        return float(2 * self.job["rows"] * self.job["columns"] * self.job["inner"])


def product(form: str, rows: int, columns: int, inner: int, dtype: str = "float32") -> Job:
    """The job of a product."""
    return {
        "kind": "product",
        "form": form,
        "rows": rows,
        "columns": columns,
        "inner": inner,
        "dtype": dtype,
    }


def contests() -> Iterator[Contest]:
    """All of them, in the order of the bars."""
    yield from squares()
    yield against_stock(product("a @ b", 64, 256, 784), 24, "MLP, batch 64: a @ b")
    for form, *shape in MLP:
        yield against_stock(product(form, *shape), 24, f"MLP: {form}")
    cases = [{key: value for key, value in product(*one).items() if key != "kind"} for one in MLP]
    yield Contest("MLP: all products of a step", {"kind": "products", "cases": cases}, (Bar(24, ("stock",)),))
    yield against_stock(product("a @ b", 6272, 16, 25), 8, "convolution", more=RIVALS)
    yield against_stock(product("a @ b", 6272, 16, 150), 12, "convolution", more=RIVALS)
    for n, demand in ((128, 11), (256, 15), (512, 15)):
        yield against_stock(product("a @ b", n, n, n, "float64"), demand, "a @ b", more=("native",))
    yield from never_slower()
    yield from networks()


def squares() -> Iterator[Contest]:
    """float32 against everybody."""
    for n, demand in ((128, 24), (256, 24), (512, 35)):
        bars = [Bar(demand, ("stock",)), Bar(1.5, RIVALS)]
        if n >= 256:
            bars.append(Bar(0.40, ("native AVX2",)))
        job = product("a @ b", n, n, n)
        yield Contest(f"a @ b float32, n = {n}", job, tuple(bars), ("native", "jax 2"))
    job = product("a @ b", 1024, 1024, 1024)
    yield Contest("a @ b float32, n = 1024", job, (Bar(0.40, ("native AVX2",)),), ("native", *RIVALS))


def against_stock(job: Job, demand: float, name: str, more: Sequence[str] = ()) -> Contest:
    """A product beside stock NumPy's."""
    size = "x".join(str(job[key]) for key in ("rows", "columns", "inner"))
    return Contest(f"{name} {job['dtype']}, {size}", job, (Bar(demand, ("stock",)),), tuple(more))


def never_slower() -> Iterator[Contest]:
    """Small products, vectors, functions of few and of many numbers."""
    for dtype in ("float32", "float64"):
        for form, *shape in (
            *(("a @ b", n, n, n) for n in (2, 4, 8, 16, 32)),
            ("a @ b", 32, 8, 2),
            ("a @ x", 16, 1, 16),
            ("a @ x", 512, 1, 512),
            ("x @ b", 1, 256, 784),
            ("x @ y", 1, 1, 8),
            ("x @ y", 1, 1, 1024),
        ):
            yield against_stock(product(form, *shape, dtype), 1, form)
        for name in ("exp", "log", "tanh", "maximum", "minimum"):
            for rows, columns in ((1, 1), (32, 8), (128, 256)) if dtype == "float32" else ((32, 8),):
                job = {"kind": "function", "name": name, "rows": rows, "columns": columns, "dtype": dtype}
                yield Contest(f"{name} {dtype}, {rows}x{columns}", job, (Bar(1, ("stock",)),))


def networks() -> Iterator[Contest]:
    """A step of training."""
    plain, adam, lenet = ({"kind": "net", "name": name} for name in ("MLP, SGD", "MLP, Adam", "LeNet"))
    bars = Bar(20, ("stock",)), Bar(9, ("tfjs",)), Bar(2, ("jax 2",))
    yield Contest("MLP 784-256-128-10, batch 128, SGD, plain NumPy", plain, bars, ("jax",))
    helped = adam | {"name": "MLP, Adam helped"}
    yield Contest("the same, Adam, helpers; stock plain", helped, (Bar(12, ("stock",)),), ("tfjs",), adam)
    helped = lenet | {"name": "LeNet helped"}
    yield Contest("LeNet, batch 64, helpers; stock plain", helped, (Bar(7, ("stock",)),), (), lenet)
