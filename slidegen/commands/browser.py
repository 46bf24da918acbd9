"""Say which Chromium pictures and tests use, or install one."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "--install",
        action="store_true",
        help="install a Chromium if none starts: Playwright's own, else the system's package",
    )


def run(args: argparse.Namespace) -> int:
    """Print the browser's version and path.

    Raises:
        BrowserError: no browser starts, or none could be installed.
    """
    from playwright.sync_api import sync_playwright

    from slidegen.browser import locate
    from slidegen.browser_install import install

    if args.install:
        print(install(say=lambda line: print(line, flush=True)))
        return 0
    with sync_playwright() as playwright:
        print(locate(playwright))
    return 0
