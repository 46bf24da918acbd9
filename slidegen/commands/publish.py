"""Build the site and put it on a branch of a Git remote, in a folder or in a zip."""

from __future__ import annotations

import argparse
import sys

from slidegen.commands.common import add_deck_arguments, command_line, project_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_deck_arguments(parser)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--branch", metavar="NAME", help="add a commit to this branch of a Git remote, such as gh-pages"
    )
    where.add_argument("--folder", metavar="DIR", help="write into this folder")
    where.add_argument("--zip", metavar="FILE", help="write this zip file")
    where.add_argument(
        "--to", nargs=2, metavar=("NAME", "TARGET"), help="use a publisher of an installed plug-in"
    )
    parser.add_argument(
        "--push", action="store_true", help="with --branch: do it; without, only say what would be done"
    )
    parser.add_argument(
        "--remote", default="origin", help="with --branch: the remote's name (default: origin)"
    )
    parser.add_argument("--message", metavar="TEXT", help="with --branch: the commit's message")
    parser.add_argument(
        "--force", action="store_true", help="with --branch or --zip: replace what slidegen did not make"
    )
    parser.add_argument(
        "--allow-rooted",
        action="store_true",
        help="publish although an address works only at the root of a host",
    )


def run(args: argparse.Namespace) -> int:
    """Check, build, check again, publish."""
    from slidegen.pipeline import build
    from slidegen.publish import Options, find
    from slidegen.publish.check import check_relative

    name, target = args.to or next(
        (name, value) for name in ("branch", "folder", "zip") if (value := getattr(args, name)) is not None
    )
    publisher = find(name)
    project = project_of(args)
    options = Options(project.root, args.push, args.force, args.remote, args.message)
    publisher.check(target, options)
    site = build(project, args.paths, command_line(args))
    for finding in site.findings:
        print(finding, file=sys.stderr)
    if not args.allow_rooted:
        check_relative(site)
    for line in publisher.publish(site, target, options):
        print(line, flush=True)
    return 0
