"""Say which demos there are, check one, redraw its poster, or rebuild the wheel that runs in the browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from slidegen.errors import DemoError, SlidegenError

if TYPE_CHECKING:
    from slidegen.demo.catalog import Catalog


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The subcommands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="all demos, one a line")
    show = actions.add_parser("show", help="a demo's parameters, and the line of Markdown that shows it")
    show.add_argument("name", metavar="NAME")
    check = actions.add_parser("check", help="run the demo's network in CPython and check what it promises")
    check.add_argument("name", metavar="NAME")
    poster = actions.add_parser("poster", help="draw poster.svg from a real run")
    poster.add_argument("name", metavar="NAME")
    poster.add_argument("--check", action="store_true", help="write nothing; fail if poster.svg is stale")
    wheels = actions.add_parser("wheels", help="rebuild the wheel of slidegen.nn (in a checkout)")
    wheels.add_argument(
        "--pyodide", type=Path, metavar="FOLDER", help="the unpacked npm package, vendored anew"
    )
    wheels.add_argument(
        "--numpy",
        type=Path,
        metavar="WHEEL",
        help="a NumPy wheel for Pyodide, vendored anew, its modules compiled",
    )


def run(args: argparse.Namespace) -> int:
    """Run one subcommand; returns 0, or 1 where a check failed."""
    actions = {"list": _list, "show": _show, "check": _check, "poster": _poster, "wheels": _wheels}
    return actions[args.action](args)


def _list(args: argparse.Namespace) -> int:
    catalog = _catalog()
    for name in catalog.names:
        print(f"{name:16}{catalog.find(name).manifest.summary}")
    return 0


def _show(args: argparse.Namespace) -> int:
    from slidegen.demo.describe import describe

    print(describe(_catalog().find(args.name)))
    return 0


def _check(args: argparse.Namespace) -> int:
    from slidegen.demo.harness import check
    from slidegen.nn.backend import current

    demo, passed = _catalog().find(args.name), True
    print(f"{demo.name} with {current().label}: {current().reason}")
    for result in check(demo):
        print(result, flush=True)
        passed = passed and result.passed
    return 0 if passed else 1


def _poster(args: argparse.Namespace) -> int:
    from slidegen.demo import poster
    from slidegen.nn.instance import ModelError

    demo = _catalog().find(args.name, needed=("model.py", "poster.py"))
    path = demo.folder / "poster.svg"
    try:
        svg = poster.draw(demo)
    except ModelError as error:
        raise DemoError(str(error)) from error
    stored = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    fresh = stored is not None and poster.same(stored, svg)
    if args.check and not fresh:
        raise SlidegenError(f"{path} is stale", hint=f"run `slidegen demo poster {demo.name}`")
    if not fresh:
        path.write_text(svg, encoding="utf-8")
    print(
        f"{path}: {'as it was' if fresh else 'drawn'}, {len((stored if fresh and stored else svg).encode())} bytes"
    )
    return 0


def _wheels(args: argparse.Namespace) -> int:
    from slidegen.commands import in_pyodide
    from slidegen.demo import wheels

    for path in wheels.make(args.pyodide, args.numpy, compiled=in_pyodide.compiled):
        print(path)
    return 0


def _catalog() -> Catalog:
    from slidegen.demo.catalog import load_catalog
    from slidegen.project import load

    return load_catalog(load(Path.cwd()).demos)
