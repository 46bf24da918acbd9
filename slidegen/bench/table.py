"""A report as text, for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from slidegen.errors import Location, UsageError

HEAD = f"{'':8} {'size':14} {'stock':>9} {'npwasm':>9} {'speed-up':>9} {'rounds':>7}"

Earlier = Mapping[tuple[str, ...], float]  # speed-ups by form, size and dtype


def lines(report: Mapping[str, Any], earlier: Earlier | None = None) -> Iterator[str]:
    """The table, GFLOP/s, with the speed-ups of an earlier report where there is one, and below it the machine."""
    section = ("", "")
    for result in report["results"]:
        if section != (result["dtype"], result["group"]):
            yield from [""] if section[0] else []
            if section[0] != result["dtype"]:
                yield f"{result['dtype']}, GFLOP/s"
                yield HEAD if earlier is None else f"{HEAD} {'earlier':>9}"
            section = (result["dtype"], result["group"])
            yield result["group"]
        yield row(result) + ("" if earlier is None else f" {_times(earlier.get(_key(result))):>9}")
    yield ""
    yield from about(report["machine"])


def row(result: Mapping[str, Any]) -> str:
    """One case."""
    stock, engine = (f"{result[name]['gflops']:9.2f}" for name in ("stock", "engine"))
    speedup = _times(result["speedup"])
    return f"{result['form']:8} {result['size']:14} {stock} {engine} {speedup:>9} {result['rounds']:7}"


def read_earlier(path: Path) -> Earlier:
    """The speed-ups of a report that was saved.

    Raises:
        UsageError: there is no such file, or it is no report.
    """
    try:
        report = json.loads(path.read_text("utf-8"))
        return {_key(result): float(result["speedup"]) for result in report["results"]}
    except OSError as error:
        raise UsageError(error.strerror or str(error), where=Location(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        hint = "give a file that `slidegen bench --json` or its page has made"
        raise UsageError("is no report of `slidegen bench`", where=Location(path), hint=hint) from error


def _key(result: Mapping[str, Any]) -> tuple[str, ...]:
    return result["form"], result["size"], result["dtype"]


def _times(speedup: float | None) -> str:
    return "-" if speedup is None else f"{speedup:.1f}x"


def about(machine: Mapping[str, Any]) -> Iterator[str]:
    """What was measured on."""
    engine = machine["engine"]
    yield f"{machine['processor']}, {machine['threads']} threads, of which one is used at a time"
    yield (
        f"{machine['browser']}, relaxed SIMD: {'yes' if machine['relaxedSimd'] else 'no'}; "
        f"Pyodide {machine['pyodide']}, NumPy {machine['numpy']}"
    )
    yield f"npwasm {engine['version']}: {engine['label']}: {engine['reason']}"
