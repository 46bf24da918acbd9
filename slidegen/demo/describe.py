"""A demo's parameters as text: `slidegen demo show NAME`."""

from __future__ import annotations

from collections.abc import Iterator

from slidegen.demo.catalog import Demo
from slidegen.demo.params import LARGEST_SEED, Param


def describe(demo: Demo) -> str:
    """What the demo is, the line of Markdown that shows it, and each parameter with its default and limits."""
    return "\n".join(_lines(demo))


def _lines(demo: Demo) -> Iterator[str]:
    manifest = demo.manifest
    first = next((param for param in manifest.params if param.control), None)
    query = f"?{first.name}={first.default}" if first else ""
    yield f"{manifest.title}: {manifest.summary}"
    yield ""
    yield f"    ![{manifest.title}](demo:{manifest.name}{query}){{height=480}}"
    yield f'    <!-- .slide: data-background-iframe="demo:{manifest.name}{query}" -->'
    yield ""
    for param in manifest.params:
        default = repr(param.default) if param.default == "" else str(param.default)
        yield f"  {param.name:16}{default:10}{limits(param)}"
        if param.help:
            yield f"  {'':26}{param.help}"


def limits(param: Param) -> str:
    """What the parameter takes, in words."""
    if param.type == "choice":
        return " | ".join(param.choices)
    if param.type == "bool":
        return "0 | 1"
    if param.type == "seed":
        return f"0 to {LARGEST_SEED}"
    if param.type == "points":
        return f"at most {param.max:g} points within {param.within:g} of 0, labels below {param.labels:g}"
    if param.type == "layers":
        return f"1 to {param.most} layers of {param.min:g} to {param.max:g} units"
    return f"{param.min:g} to {param.max:g}"
