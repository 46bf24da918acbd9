"""Say what the authors of decks probably did not mean, without writing a site.

Exit code 0: nothing but warnings and notes; 1: an error, or a warning under --strict; 2: a wrong command line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from slidegen.commands.common import add_deck_arguments, command_line, project_of

if TYPE_CHECKING:
    from slidegen.model import Finding

KINDS = ("error", "warning", "note")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_deck_arguments(parser)
    parser.add_argument("--strict", action="store_true", help="warnings fail too; notes never do")
    parser.add_argument(
        "--browser",
        action="store_true",
        help="also open each slide in a browser: does it overflow, does it fail?",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="github: as workflow commands"
    )
    parser.add_argument("--list", action="store_true", help="name all rules, one a line, and stop")


def run(args: argparse.Namespace) -> int:
    """Check and print; returns 1 where there is an error, or a warning under --strict."""
    if args.list:
        _print_rules()
        return 0
    findings, decks = _findings(args)
    count = {kind: sum(one.severity == kind for one in findings) for kind in KINDS}
    if args.format == "json":
        print(
            json.dumps(
                {"decks": decks, "counts": count, "findings": [_as_json(one) for one in findings]}, indent=1
            )
        )
    else:
        for one in findings:
            print(_as_github(one) if args.format == "github" else one)
        said = ", ".join(_count(number, kind) for kind, number in count.items() if number)
        print(f"{_count(decks, 'deck')}: {said or 'nothing found'}")
    return 1 if count["error"] or (args.strict and count["warning"]) else 0


def _findings(args: argparse.Namespace) -> tuple[list[Finding], int]:
    from slidegen.deck.lines import real
    from slidegen.examine import examine
    from slidegen.ignores import kept
    from slidegen.lint import known_names

    project, settings = project_of(args), command_line(args)
    found, decks = examine(project, args.paths, settings)
    result = list(found)
    seen: list[tuple[object, Finding]] = []
    judged = known_names() - {"slide-overflow", "page-failure"}
    if args.browser and any(one.deck for one in decks):
        from slidegen.shots.overflow import look

        broken = [one.path.resolve() for one in decks if one.deck is None]
        seen, judged = list(look(project, args.paths, settings, broken)), known_names()
    for one in decks:
        mine = [*one.findings, *(finding for path, finding in seen if path == one.path)]
        left = mine if one.deck is None else real(one.deck, kept(one.deck, mine, judged=judged))
        result += sorted(left, key=lambda f: (str(f.where.path), f.where.line or 0, f.rule))
    return list(dict.fromkeys(result)), len(decks)  # decks of one theme say the same of it


def _print_rules() -> None:
    from slidegen.lint import all_rules, thorough_rules
    from slidegen.rules import ELSEWHERE

    rows = {rule.name: rule.summary for rule in all_rules()} | ELSEWHERE
    rows |= {rule.name: f"{rule.summary} (`slidegen check` only)" for rule in thorough_rules()}
    width = max(map(len, rows))
    for name, summary in sorted(rows.items()):
        print(f"{name:{width}}  {summary}")


def _as_json(one: Finding) -> dict[str, object]:
    return {
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "hint": one.hint,
        "path": one.where.path.as_posix(),
        "line": one.where.line,
    }


def _as_github(one: Finding) -> str:
    """A workflow command: GitHub shows it beside the line (docs: "Workflow commands for GitHub Actions")."""
    kind = "notice" if one.severity == "note" else one.severity
    line = f",line={one.where.line}" if one.where.line else ""
    place = f"file={_escaped(one.where.path.as_posix(), ',:')}{line},title={_escaped(one.rule, ',:')}"
    hint = f" ({one.hint})" if one.hint else ""
    return f"::{kind} {place}::{_escaped(one.message + hint)}"


def _escaped(text: str, more: Sequence[str] = "") -> str:
    for char in ("%", "\r", "\n", *more):
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
