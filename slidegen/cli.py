"""The command line: picks the command, and turns a user's mistake into one line and an exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from slidegen import __version__
from slidegen.errors import MissingExtraError, SlidegenError

COMMANDS = {
    "build": "turn decks into a static site",
    "serve": "build, present and rebuild on save",
    "fetch": "copy remote pictures and videos, to present offline",
    "check": "say what looks like a slip, without building",
    "shots": "take and compare a picture of every slide",
    "publish": "put the site on a branch, in a folder or in a zip",
    "bench": "measure NumPy in this machine's browser, stock and fast",
    "demo": "list demos, redraw their posters",
    "browser": "say which Chromium is used, or install one",
}
EXTRA_OF_MODULE = {
    "playwright": "test",
    "PIL": "test",
    "ghp_import": "publish",
    "pybtex": "cite",
    "pyodide_build": "wheels",
}


class Parser(argparse.ArgumentParser):
    """A wrong command line is one line, like every other mistake."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on, and end with exit code 2."""
        print(f"slidegen: {message} (see `{self.prog} --help`)", file=sys.stderr)
        sys.exit(2)


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; each command's module adds its own arguments.

    Args:
        only: the one command whose arguments are wanted; the others' modules are not loaded.
    """
    top = Parser(
        prog="slidegen", description="Markdown lecture notes to reveal.js decks with live NumPy demos."
    )
    top.add_argument("--version", action="version", version=f"slidegen {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if only is not None and name != only:
            commands.add_parser(name, help=summary)
            continue
        module = importlib.import_module(f"slidegen.commands.{name}")
        sub = commands.add_parser(name, help=summary, description=module.__doc__)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return top


def run(argv: Sequence[str]) -> int:
    """Run one command line; returns 0, or 1 or 2 after printing one line that says what is wrong."""
    args = parser(argv[0] if argv else "").parse_args(argv)
    try:
        return int(args.run(args))
    except SlidegenError as error:
        print(f"slidegen: {error}", file=sys.stderr)
        return error.exit_code
    except ModuleNotFoundError as error:
        extra = EXTRA_OF_MODULE.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        missing = MissingExtraError(args.command, extra, error.name or "")
        print(f"slidegen: {missing}", file=sys.stderr)
        return missing.exit_code
    except OSError as error:  # what no stage foresaw: a name too long, a disk that fails
        if isinstance(error, BrokenPipeError):  # `slidegen ... | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        place = f"{error.filename}: " if error.filename else ""
        print(f"slidegen: {place}{error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
