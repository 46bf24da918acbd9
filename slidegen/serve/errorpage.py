"""What the preview shows in the place of a page that cannot be built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import jinja2

from slidegen import resources
from slidegen.errors import SlidegenError
from slidegen.model import Finding

AROUND = 3  # lines of the deck shown before and after the wrong one


def error_page(path: str, errors: Sequence[SlidegenError], findings: Sequence[Finding] = ()) -> str:
    """A page that says what is wrong, where, and what to do, and what else was found."""
    return _template("error.html.j2").render(
        root="../" * path.count("/"),
        errors=[(error, excerpt(error)) for error in errors],
        findings=findings,
        palette=(resources.templates() / "css" / "palette.css").read_text("utf-8").partition("@font-face")[0],
    )


def with_banner(page: bytes, failed: Mapping[str, SlidegenError]) -> bytes:
    """The list of decks with a box about those that cannot be built; `failed` is by page address."""
    banner = _template("banner.html.j2").render(failed=failed).encode()
    start, body, rest = page.partition(b"<body>")
    return start + body + banner + rest if body else banner + page


def excerpt(error: SlidegenError) -> list[tuple[int, str, bool]]:
    """The lines around the error as (number, text, whether it is the line), if it can be read."""
    if error.where is None or error.where.line is None:
        return []
    try:
        lines = Path(error.where.path).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    wrong = error.where.line
    first, last = max(1, wrong - AROUND), min(len(lines), wrong + AROUND)
    return [(number, lines[number - 1], number == wrong) for number in range(first, last + 1)]


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(resources.templates() / "serve")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)
