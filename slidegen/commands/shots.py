"""Take a picture of every slide in a real browser and compare it with the stored one."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from slidegen.commands.common import add_deck_arguments, command_line, project_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_deck_arguments(parser)
    parser.add_argument("--update", action="store_true", help="store what is seen now, drop unused pictures")
    parser.add_argument(
        "--slide", action="append", default=[], metavar="ID", help="only this slide (may be given again)"
    )
    parser.add_argument(
        "-o", "--out", type=Path, metavar="DIR", help="folder of the report (default: .slidegen/shots)"
    )


def run(args: argparse.Namespace) -> int:
    """Photograph, judge, report; 0 if every slide is as stored or was stored now, else 1.

    Raises:
        SlidegenError: a deck cannot be built, there is no browser, pictures cannot be read or stored.
    """
    from slidegen.project import shown
    from slidegen.shots import lines, store
    from slidegen.shots.report import check_folder, write_report
    from slidegen.shots.run import OWN, Request, keep, orphaned, own_folder, photograph_decks

    project = project_of(args)
    out = args.out or project.root / OWN / "shots"
    check_folder(out)
    results = []
    for result in photograph_decks(project, Request(args.paths, command_line(args), args.slide)):
        results.append(result)
        _say(lines.deck_lines(result, update=args.update))
        if keep(project.root, result, update=args.update):
            _say([f"{result.label}: stored in {shown(result.places.stored)}"])
    orphans = orphaned(results)
    for path in orphans:
        _say([f"{shown(path)}: {'removed' if args.update else 'unused'}: its deck is gone"])
        if args.update:
            store.delete(path)
    if not args.out:
        own_folder(project.root)
    write_report(out, project, results, orphans, updated=args.update)
    _say([lines.summary(results, update=args.update), f"report: {shown(out / 'index.html')}"])
    return 1 if lines.differing(results, update=args.update) else 0


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)
