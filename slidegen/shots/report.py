"""Writes the report: one folder with a page and the pictures it shows, all with relative addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from slidegen import __version__, resources
from slidegen.model import Page, Site
from slidegen.project import Project, shown
from slidegen.shots.deck import DeckCheck
from slidegen.shots.judge import Status, Verdict
from slidegen.shots.lines import count, overflow
from slidegen.shots.names import SUFFIX, file_name
from slidegen.write import write
from slidegen.write.checks import owned

TEMPLATE = "shots/report.html.j2"


@dataclass(frozen=True, slots=True)
class Row:
    """One slide of the report; the pictures are addresses relative to the page, None where there is none."""

    verdict: Verdict
    before: str | None
    after: str | None
    difference: str | None


def write_report(
    out: Path, project: Project, results: Sequence[DeckCheck], orphans: Sequence[Path], *, updated: bool
) -> None:
    """Write the report of all decks into a folder that is empty or holds an earlier report.

    Raises:
        OutputError: the folder cannot be written, or holds what slidegen did not write.
    """
    files: dict[str, bytes | Path] = {}
    decks = [(result, _rows(number, result, files)) for number, result in enumerate(results, 1)]
    html = (
        _environment(project.templates)
        .get_template(TEMPLATE)
        .render(
            project=project.title,
            decks=decks,
            orphans=[shown(path) for path in orphans],
            updated=updated,
            statuses=list(Status),
            totals={status: sum(result.count(status) for result in results) for status in Status},
            overflowing=sum(any(verdict.shot.overflow) for result in results for verdict in result.verdicts),
            outside=sum(result.outside for result in results),
            version=__version__,
        )
    )
    files["index.html"] = html.encode()
    write(Site(files, (Page("index.html", project.title, html),)), out)


def check_folder(out: Path) -> None:
    """Say beforehand what would keep the report from being written, before any picture is taken or stored.

    Raises:
        OutputError: the folder holds what slidegen did not write, or is a file.
    """
    owned(out.resolve(), out)


def _environment(own: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([own, resources.templates()]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = count
    environment.filters["overflow"] = overflow
    environment.filters["shown"] = shown
    return environment


def _rows(number: int, result: DeckCheck, files: dict[str, bytes | Path]) -> list[Row]:
    return [_row(f"deck-{number}", verdict, files) for verdict in result.verdicts]


def _row(folder: str, verdict: Verdict, files: dict[str, bytes | Path]) -> Row:
    """A slide that is the same is shown once, by its stored picture; it may differ by noise."""
    stem = file_name(verdict.shot.id).removesuffix(SUFFIX)

    def put(kind: str, content: bytes | None, suffix: str) -> str | None:
        if content is None:
            return None
        name = f"{folder}/{stem}.{kind}{suffix}"
        files[name] = content
        return name

    before = put("before", verdict.before, SUFFIX)
    if verdict.status is Status.SAME and before is not None:
        return Row(verdict, before, None, None)
    after = put("after", verdict.shot.png, ".png")
    return Row(verdict, before, after, put("difference", verdict.difference, SUFFIX))
