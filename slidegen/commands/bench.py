"""How fast is NumPy in this machine's browser: as it comes, and with npwasm? In GFLOP/s, every result checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slidegen.bench.plan import Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    what = parser.add_argument_group("what is measured")
    what.add_argument(
        "--sizes",
        type=_sizes,
        metavar="N,N",
        help="square products of these sizes only (default: 16 to 1024, and the shapes of networks)",
    )
    what.add_argument("--dtype", choices=("float32", "float64"), help="of the numbers (default: both)")
    what.add_argument(
        "--rounds",
        type=int,
        metavar="N",
        help="times each product is timed (default: 5, fewer where one takes seconds)",
    )
    what.add_argument(
        "--kernel",
        choices=("fused", "simd"),
        help="npwasm with, or without, fused multiply-add (default: the best that the browser has)",
    )
    what.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="show the speed-ups of an earlier report (--json, or saved from the page) beside the new ones",
    )
    place = parser.add_argument_group("where")
    where = place.add_mutually_exclusive_group()
    where.add_argument("--json", action="store_true", help="print the figures as JSON, for programs")
    where.add_argument(
        "--open", action="store_true", help="open the page that measures in the default browser; Ctrl-C ends"
    )
    where.add_argument(
        "--serve", action="store_true", help="the same without opening it, for a phone: --host"
    )
    where.add_argument(
        "-o", "--out", type=Path, metavar="DIR", help="write that page into a folder, for any web server"
    )
    place.add_argument("--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1)")
    place.add_argument("--port", type=int, default=0, help="port to serve on (default: a free one)")


def run(args: argparse.Namespace) -> int:
    """Measure and print; or serve or write the page that measures.

    Raises:
        BrowserError: there is no Chromium, or the measurement fails in it.
        UsageError: an option is out of range, or the earlier report is none.
    """
    from slidegen.bench.plan import DTYPES, make
    from slidegen.errors import UsageError

    if args.against and (args.json or args.open or args.serve or args.out):
        raise UsageError("--against is for the table", hint="leave out --json, --open, --serve and -o")
    plan = make(args.sizes, (args.dtype,) if args.dtype else DTYPES, args.rounds, args.kernel)
    if args.out:
        return _write(plan, args.out)
    if args.open or args.serve:
        return _serve(plan, args)
    return _print(plan, args.against, as_json=args.json)


def _print(plan: Plan, against: Path | None, *, as_json: bool) -> int:
    import json

    from slidegen.bench.measure import measure
    from slidegen.bench.table import lines, read_earlier

    earlier = read_earlier(against) if against else None
    report = measure(plan, _progress(len(plan.cases)))
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(json.dumps(report, indent=1) if as_json else "\n".join(lines(report, earlier)))
    return 0


def _progress(count: int) -> Any:
    """One line that changes, for people; nothing where nobody watches."""

    def tell(number: int, case: Mapping[str, Any]) -> None:
        if sys.stderr.isatty():
            text = f"{number + 1} of {count}: {case['form']} {case['size']} {case['dtype']}"
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

    return tell


def _serve(plan: Plan, args: argparse.Namespace) -> int:
    import threading
    import webbrowser

    from slidegen.bench.page import site
    from slidegen.serve.server import SiteServer

    try:
        with SiteServer(site(plan), args.host, args.port) as server:
            print(f"{server.url} (Ctrl-C ends)", flush=True)
            if args.open:
                webbrowser.open(server.url)
            threading.Event().wait()
    except KeyboardInterrupt:
        print()
    return 0


def _write(plan: Plan, out: Path) -> int:
    from slidegen.bench.page import site
    from slidegen.write import write

    write(site(plan), out)
    print(f"{out / 'index.html'}: the page that measures")
    return 0


def _sizes(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list like 64,256") from None
