"""NumPy in the browser with npwasm, beside stock NumPy, TensorFlow.js, onnxruntime-web, jax-js and native NumPy.

    python tests/benchmarks/compute.py [--rounds N] [--only TEXT] [--libraries FOLDER]

One browser, one run; all of a row in turns, each round beginning with another; a figure is the median over the rounds
of the ratio of one round. Every result is checked before it is timed. Figures, never a verdict: only ratios within one
run mean anything. npm's packages are fetched once into a folder; what cannot be had is said and left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from answers import Wrong
from arena import Contestant, contestants
from bars import Contest, contests
from rivals import libraries

Rounds = dict[str, list[float]]
NOISE = 0.05  # bursts of 3 to 6 ms, timed with a clock that ticks every 0.1 ms, on a machine that does other things


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
        yield f"{start} {ratio:.2f}x{verdict(ratio, bar.demand)} |"


def verdict(ratio: float, demand: float) -> str:
    """A word where less is reached than demanded; "never slower" is judged as finely as a browser's clock ticks."""
    if ratio >= demand:
        return ""
    return " (within the noise)" if demand == 1 and ratio >= 1 - NOISE else " (missed)"


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
