"""Turn Markdown decks into a static site that any web server, or a double-click, can show."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from slidegen.commands.common import (
    add_cache_argument,
    add_deck_arguments,
    command_line,
    project_of,
    store_of,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_deck_arguments(parser)
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="the site's folder (default: site)")
    add_cache_argument(parser)
    parser.add_argument("--strict", action="store_true", help="fail where there is a warning")


def run(args: argparse.Namespace) -> int:
    """Build and write; returns 1 where --strict meets a warning, before anything is written."""
    import gc

    # a build makes much and throws little away: looking through it all pays less often
    gc.set_threshold(200_000)
    from slidegen.errors import DeckError
    from slidegen.pipeline import build
    from slidegen.project import shown
    from slidegen.write import write

    project = project_of(args)
    site = build(project, args.paths, command_line(args), store=store_of(args), several=True)
    sys.stderr.write("".join(f"{finding}\n" for finding in site.findings))
    warnings = sum(finding.severity != "note" for finding in site.findings)
    if args.strict and warnings:
        raise DeckError(
            f"{warnings} warning{'s' * (warnings > 1)}, and --strict was given; nothing was written"
        )
    out = shown(args.out or project.out)
    write(site, out)
    slides = sum(page.facts.slides for page in site.decks if page.facts)
    print(f"{out}: {_count(len(site.decks), 'deck')}, {_count(slides, 'slide')}")
    return 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
