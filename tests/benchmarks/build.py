"""What building costs, beside mkslides, marp and reveal-md on the same decks. Figures, never a verdict.

    python tests/benchmarks/build.py [--rounds N] [--deck DECK.md] [--programs FOLDER]

Whole processes, one after the other in turns, so that a busy moment hits all alike; medians. Only ratios within one
run mean anything. `--deck` is a lecture of one's own for the rows about a single deck; `--programs` is where the other
programs are kept. The page rows need Chromium.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from first_slide import first_slide
from gen_site import write
from rivals import environment, gather


@dataclass
class Run:
    """The rounds of one command: seconds of wall clock, CPU seconds of all its processes, MB of the largest one."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)

    def of(self, what: str) -> float:
        """The median."""
        return statistics.median(getattr(self, what))


@dataclass
class Bench:
    """Where everything lies, and what was measured so far, by (input, program)."""

    work: Path
    programs: dict[str, Path]
    rounds: int
    runs: dict[tuple[str, str], Run] = field(default_factory=dict)

    def run(self, kind: str, name: str, command: list[str | Path]) -> None:
        """One process, measured."""
        env = environment() | {"SLIDEGEN_CACHE": str(self.work / "kept")}
        start = time.perf_counter()
        child = subprocess.Popen(
            list(map(str, command)),
            env=env,
            cwd=self.work,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        run = self.runs.setdefault((kind, name), Run())
        run.wall.append(time.perf_counter() - start)
        run.cpu.append(usage.ru_utime + usage.ru_stime)
        run.peak.append(usage.ru_maxrss / 1024)
        if child.returncode:
            print(f"{name} ended with {child.returncode} on {kind}", file=sys.stderr)

    def out(self, kind: str, name: str) -> Path:
        """Where a program writes."""
        return self.work / f"out-{kind}-{name}"

    def build(self, kind: str, name: str, source: Path, *more: str) -> None:
        """Build into a new folder."""
        out = self.out(kind, name)
        shutil.rmtree(out, ignore_errors=True)
        program = self.programs[name]
        marp = ["--input-dir", source, "-o", out] if source.is_dir() else [source, "-o", out / "index.html"]
        commands: dict[str, list[str | Path]] = {
            "slidegen": [program, "build", source, "-o", out, *more],
            "mkslides": [program, "build", source, "-d", out],
            "marp": [program, *marp],
            "reveal-md": [program, source, "--static", out],
        }
        self.run(kind, name, commands[name])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What building costs. Figures, never a verdict.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--deck", type=Path)
    parser.add_argument("--programs", type=Path, default=Path.home() / ".cache" / "slidegen-benchmark")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), gather(args.programs.resolve()), args.rounds)
        if "slidegen" not in bench.programs:
            sys.exit("slidegen itself cannot be installed")
        write(bench.work / "site")
        write(bench.work / "one", 1, 94)
        single = args.deck.resolve() if args.deck else bench.work / "one" / "deck00.md"
        measure(bench, single)
        report(bench, single)


def measure(bench: Bench, single: Path) -> None:
    """All rounds."""
    site = bench.work / "site"
    for number in range(bench.rounds):
        for name in bench.programs:
            bench.build("site", name, site, "--no-cache")
            bench.build("one", name, single, "--no-cache")
        shutil.rmtree(bench.work / "kept", ignore_errors=True)
        bench.build("first", "slidegen", site)
        same: list[str | Path] = [
            bench.programs["slidegen"],
            "build",
            site,
            "-o",
            bench.out("first", "slidegen"),
        ]
        bench.run("again", "slidegen", same)
        with (site / "deck07.md").open("a") as deck:
            deck.write(f"\n\nround {number}\n")
        time.sleep(0.1)
        bench.run("changed", "slidegen", same)
        bench.run("help", "slidegen", [bench.programs["slidegen"], "--help"])
        bench.run("help", "python", [bench.programs["slidegen"].with_name("python"), "-c", "pass"])


def report(bench: Bench, single: Path) -> None:
    """The table: every row with its demand, the figure and, where there is one, the ratio."""
    runs = bench.runs
    for (kind, name), run in runs.items():
        wall, cpu, peak = (run.of(what) for what in ("wall", "cpu", "peak"))
        print(f"{kind:8} {name:10} wall {wall:6.2f} s  CPU {cpu:6.2f} s  peak {peak:4.0f} MB")
    print("\n| | demand | here |\n|---|---|---|")

    def ratio(row: str, demand: str, what: str, ours: tuple[str, str], other: tuple[str, str]) -> None:
        if other not in runs:
            print(f"| {row} | {demand} | not measured: there is no {other[1]} |")
            return
        one, two = runs[ours].of(what), runs[other].of(what)
        print(f"| {row} | {demand} | {one / two:.2f}x ({one:.2f} against {two:.2f} s) |")

    cold = ("site", "slidegen")
    ratio("cold build, CPU", "<= 1.25x mkslides", "cpu", cold, ("site", "mkslides"))
    ratio("cold build, CPU", "<= 0.35x marp", "cpu", cold, ("site", "marp"))
    ratio("cold build, wall", "<= 0.9x mkslides", "wall", cold, ("site", "mkslides"))
    ratio("nothing changed, CPU", "<= 0.2x cold", "cpu", ("again", "slidegen"), ("first", "slidegen"))
    ratio("nothing changed, wall", "<= 0.2x cold", "wall", ("again", "slidegen"), ("first", "slidegen"))
    ratio("one deck changed, CPU", "<= 0.3x cold", "cpu", ("changed", "slidegen"), ("first", "slidegen"))
    ratio("one deck changed, wall", "<= 0.3x cold", "wall", ("changed", "slidegen"), ("first", "slidegen"))
    ratio("one deck, CPU", "<= 0.8x mkslides", "cpu", ("one", "slidegen"), ("one", "mkslides"))
    print(f"| one deck, peak memory | <= 80 MB | {runs['one', 'slidegen'].of('peak'):.0f} MB |")
    files = [path for path in bench.out("site", "slidegen").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"| output | <= 4 MB, <= 90 files | {size:.1f} MB, {len(files)} files |")
    extra = runs["help", "slidegen"].of("wall") - runs["help", "python"].of("wall")
    print(f"| `slidegen --help` over `python -c pass` | <= 0.12 s | {extra:.2f} s |")
    saved = saved_to_served(bench)
    print(f"| save to new content served, 50 decks | <= 150 ms | {saved * 1000:.0f} ms |")
    for line in first_slide(
        *(_page(bench.out("one", name)) for name in ("slidegen", "mkslides") if name in bench.programs)
    ):
        print(line)


def _page(out: Path) -> Path:
    """The single deck's page."""
    pages = [path for path in out.rglob("*.html") if "assets" not in str(path.relative_to(out))]
    return max(pages, key=lambda path: path.stat().st_size)


def saved_to_served(bench: Bench, times: int = 9) -> float:
    """Median seconds from the write of a deck to the first response that has what was written."""
    site = bench.work / "site"
    found = []
    with _serving(bench, site) as port:
        for number in range(times):
            deck, mark = site / f"deck{number * 5:02d}.md", f"mark{number}x"
            text = deck.read_text("utf-8").replace("## Deck", f"## {mark} Deck", 1)
            start = time.perf_counter()
            deck.write_text(text, "utf-8")
            _until(lambda deck=deck, mark=mark: mark in _get(port, f"/{deck.stem}/index.html"))  # type: ignore[misc]
            found.append(time.perf_counter() - start)
            time.sleep(0.3 + 0.037 * number)  # not in step with the watcher
    return statistics.median(found)


@contextmanager
def _serving(bench: Bench, site: Path) -> Iterator[int]:
    command = [str(bench.programs["slidegen"]), "serve", str(site)]
    env = environment() | {"SLIDEGEN_CACHE": str(bench.work / "kept"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=env, cwd=bench.work, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        try:
            yield next(
                int(port[1]) for line in child.stdout if (port := re.match(r"http://[\d.]+:(\d+)", line))
            )
        finally:
            child.terminate()


def _until(done: Callable[[], bool], limit: float = 30) -> None:
    deadline = time.perf_counter() + limit
    while not done():
        if time.perf_counter() > deadline:
            raise TimeoutError("the preview does not serve what was saved")
        time.sleep(0.003)


def _get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    return connection.getresponse().read().decode("utf-8", "replace")


if __name__ == "__main__":
    main()
