"""NumPy in the browser with npwasm, beside stock NumPy, TensorFlow.js, onnxruntime-web, jax-js and native NumPy.

    python tests/benchmarks/compute.py [--rounds N] [--only TEXT] [--libraries FOLDER]

One browser, one run; all of a row in turns, each round beginning with another; a figure is the median over the rounds
of the ratio of one round. Every result is checked before it is timed. Figures, never a verdict: only ratios within one
run mean anything. npm's packages are fetched once into a folder; what cannot be had is said and left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from arena import Contestant, Job, Wrong, contestants
from rivals import libraries

RIVALS = ("tfjs", "ort", "jax")


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
    for form, *shape in (
        ("a @ b", 64, 256, 784),
        ("a @ b", 128, 256, 784),
        ("a @ b", 128, 128, 256),
        ("a @ b", 128, 10, 128),
        ("a.T @ b", 784, 256, 128),
        ("a @ b.T", 128, 256, 128),
    ):
        yield against_stock(product(form, *shape), 24, f"MLP: {form}")
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
            bars.append(Bar(0.40, ("native",)))
        job = product("a @ b", n, n, n)
        yield Contest(f"a @ b float32, n = {n}", job, tuple(bars), ("native", "jax 2"))
    job = product("a @ b", 1024, 1024, 1024)
    yield Contest("a @ b float32, n = 1024", job, (Bar(0.40, ("native",)),), RIVALS)


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
        for name in ("exp", "log", "tanh", "maximum", "minimum", "add"):
            for rows, columns in ((1, 1), (32, 8), (128, 256)):
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


Rounds = dict[str, list[float]]


def measure(contest: Contest, all_of: dict[str, Contestant], rounds: int) -> Rounds:
    """Seconds of each round by name, of those that are there and can do it."""
    found: Rounds = {}
    for name in contest.who:
        if name in all_of:
            job = contest.stock if name == "stock" and contest.stock else contest.job
            try:
                all_of[name].prepare(dict(job))
            except Wrong as error:
                print(f"not measured: {error}", file=sys.stderr)
            else:
                found[name] = []
    names = list(found)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            found[name].append(all_of[name].seconds())
    return found


def rows(contest: Contest, found: Rounds) -> Iterator[str]:
    """A line of the table for each bar."""
    for bar in contest.bars:
        others = [name for name in bar.others if name in found]
        start = f"| {contest.name} against {' / '.join(bar.others)} | >= {bar.demand:g}x |"
        if not others or "npwasm" not in found:
            yield f"{start} not measured |"
            continue
        best = [min(times) for times in zip(*(found[name] for name in others), strict=True)]
        ratio = median(other / ours for other, ours in zip(best, found["npwasm"], strict=True))
        yield f"{start} {ratio:.2f}x{'' if ratio >= bar.demand else ' (missed)'} |"


def figures(contest: Contest, found: Rounds) -> str:
    """What each reached."""
    work = contest.work()
    parts = []
    for name, times in found.items():
        seconds = median(times)
        figure = f"{work / seconds / 1e9:.2f} GFLOP/s" if work else f"{seconds * 1e3:.3g} ms"
        parts.append(f"{name} {figure}")
    return f"    {contest.name}: {', '.join(parts)}"


def main() -> None:
    """Measure and print, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description="NumPy in the browser. Figures, never a verdict.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only rows whose name holds this text")
    parser.add_argument(
        "--libraries", type=Path, default=Path.home() / ".cache" / "slidegen-benchmark" / "web"
    )
    args = parser.parse_args()
    lines = []
    with contestants(libraries(args.libraries.resolve())) as all_of:
        print("\n| | demand | here |\n|---|---|---|", flush=True)
        for contest in contests():
            if args.only in contest.name:
                found = measure(contest, all_of, args.rounds)
                print("\n".join(rows(contest, found)), flush=True)
                lines.append(figures(contest, found))
    print("\nMedians:\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
