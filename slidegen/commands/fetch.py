"""Copy the remote pictures and videos of decks into the project, so that they present offline.

Exit code 0: all are there; 1: some are not, listed at the end; 2: a wrong command line or project.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from slidegen.commands.common import add_deck_arguments, command_line, project_of

if TYPE_CHECKING:
    from slidegen.fetch.run import Done, Wanted
    from slidegen.lock import Lock

SAYS = {
    "unknown": "not fetched",
    "missing": "its copy is missing",
    "changed": "its copy is not the one of slidegen.lock",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_deck_arguments(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--check", action="store_true", help="fetch nothing: do the copies and slidegen.lock agree?"
    )
    how.add_argument(
        "--update", action="store_true", help="fetch everything anew, and drop what no deck names any more"
    )
    parser.add_argument(
        "--max-size", type=_megabytes, default=100, metavar="MB", help="largest file taken (default: 100)"
    )


def run(args: argparse.Namespace) -> int:
    """Fetch or check; returns 1 where a file is not there."""
    from slidegen.fetch.run import forget, plan

    project = project_of(args)
    lock, wanted = plan(project, args.paths, command_line(args))
    if args.check:
        return _check(wanted)
    failed = _fetch(args, lock, wanted)
    if args.update and not args.paths:
        for entry in forget(lock, wanted):
            print(f"dropped {entry.url}: no deck names it")
    return 1 if failed else 0


def _fetch(args: argparse.Namespace, lock: Lock, wanted: tuple[Wanted, ...]) -> list[Done]:
    from slidegen.fetch.download import Limits
    from slidegen.fetch.run import fetch

    done = fetch(lock, wanted, Limits(size=int(args.max_size * (1 << 20))), _tell, update=args.update)
    failed = [one for one in done if one.problem]
    there = len(wanted) - len(done)
    parts = [f"{len(done) - len(failed)} fetched"] * (len(done) > len(failed))
    parts += [f"{there} there already"] * (there > 0) + [f"{len(failed)} failed"] * bool(failed)
    print(
        f"{len(wanted)} remote file{'' if len(wanted) == 1 else 's'}: {', '.join(parts) or 'nothing to do'}"
    )
    for one in sorted(failed, key=lambda one: (str(one.wanted.where.path), one.wanted.where.line or 0)):
        print(f"{one.wanted.where}: {one.wanted.url}: {one.problem}", file=sys.stderr)
    return failed


def _tell(done: Done) -> None:
    if done.entry:
        print(f"fetched {done.entry.url} ({done.entry.size / 1000:.0f} kB) to {done.entry.file}", flush=True)
    else:
        print(f"failed  {done.wanted.url}", flush=True)


def _check(wanted: tuple[Wanted, ...]) -> int:
    wrong = [one for one in wanted if one.state != "there"]
    for one in wrong:
        print(f"{one.where}: {one.url}: {SAYS[one.state]}", file=sys.stderr)
    noun = f"remote file{'' if len(wanted) == 1 else 's'}"
    print(f"{len(wanted)} {noun}: {len(wanted) - len(wrong)} there" + f", {len(wrong)} not" * bool(wrong))
    return 1 if wrong else 0


def _megabytes(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is no size in megabytes")
    return value
