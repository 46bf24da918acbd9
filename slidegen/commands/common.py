"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slidegen.cache.store import Store
    from slidegen.project import Project

SETTINGS = {
    "separator": ("separator", "REGEX", "JavaScript regex of the horizontal separator"),
    "vertical-separator": ("verticalSeparator", "REGEX", "the same for the vertical one; `none` for none"),
    "notes-separator": ("notesSeparator", "REGEX", "the same for the line that begins speaker notes"),
}


def add_deck_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decks, and how they are cut."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATHS",
        help="decks, or folders of decks (default: the project's)",
    )
    parser.add_argument(
        "--split",
        choices=("auto", "headings", "separators"),
        help="how slides are cut (default: auto, by what the deck has)",
    )
    parser.add_argument(
        "--dialect",
        choices=("slidegen", "reveal"),
        help="reveal: only what reveal.js's own Markdown plugin understands (default: slidegen)",
    )
    parser.add_argument(
        "--no-notes", action="store_true", help="leave out all speaker notes and comments, for the public"
    )
    parser.add_argument(
        "--no-front-matter",
        action="store_true",
        help="a block between two `---` lines at the top is slides, as to reveal.js's own plugin",
    )
    for flag, (_, metavar, text) in SETTINGS.items():
        parser.add_argument(f"--{flag}", metavar=metavar, help=text)


def add_cache_argument(parser: argparse.ArgumentParser) -> None:
    """Whether pages of earlier builds are used."""
    parser.add_argument(
        "--no-cache", action="store_true", help="make every page anew, and keep none for the next build"
    )


def store_of(args: argparse.Namespace) -> Store | None:
    """The pages of earlier builds, unless they are not wanted."""
    from slidegen.cache.store import Store
    from slidegen.usercache import default_folder

    return None if args.no_cache else Store(default_folder())


def command_line(args: argparse.Namespace) -> dict[str, Any]:
    """Deck settings given on the command line, in reveal-md's names."""
    given = {"split": args.split, "dialect": args.dialect}
    found: dict[str, Any] = {key: value for key, value in given.items() if value}
    if args.no_notes:
        found["notes"] = False
    if args.no_front_matter:
        found["frontMatter"] = False
    for flag, (key, _, _) in SETTINGS.items():
        value = getattr(args, flag.replace("-", "_"))
        if value is not None:
            found[key] = value
    return found


def project_of(args: argparse.Namespace) -> Project:
    """The project of the working directory, or of the first path where that lies elsewhere."""
    from slidegen.project import FILE, load

    here = Path.cwd()
    project = load(here)
    if args.paths and not (project.root / FILE).exists() and args.paths[0].exists():
        other = load(args.paths[0])
        return other if (other.root / FILE).exists() else project
    return project
