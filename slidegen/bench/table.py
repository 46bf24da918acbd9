"""A report as text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

HEAD = f"{'':8} {'size':14} {'stock':>9} {'npwasm':>9} {'speed-up':>9} {'rounds':>7}"


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The table, GFLOP/s, and below it the machine."""
    section = ("", "")
    for result in report["results"]:
        if section != (result["dtype"], result["group"]):
            yield from [""] if section[0] else []
            if section[0] != result["dtype"]:
                yield f"{result['dtype']}, GFLOP/s"
                yield HEAD
            section = (result["dtype"], result["group"])
            yield result["group"]
        yield row(result)
    yield ""
    yield from about(report["machine"])


def row(result: Mapping[str, Any]) -> str:
    """One case."""
    stock, engine = (f"{result[name]['gflops']:9.2f}" for name in ("stock", "engine"))
    speedup = f"{result['speedup']:.1f}x"
    return f"{result['form']:8} {result['size']:14} {stock} {engine} {speedup:>9} {result['rounds']:7}"


def about(machine: Mapping[str, Any]) -> Iterator[str]:
    """What was measured on."""
    engine = machine["engine"]
    yield f"{machine['processor']}, {machine['threads']} threads, of which one is used at a time"
    yield (
        f"{machine['browser']}, relaxed SIMD: {'yes' if machine['relaxedSimd'] else 'no'}; "
        f"Pyodide {machine['pyodide']}, NumPy {machine['numpy']}"
    )
    yield f"npwasm {engine['version']}: {engine['label']}: {engine['reason']}"
