"""The page that measures, with all it needs, as a site: it runs from any web server."""

from __future__ import annotations

from pathlib import Path

import jinja2

from slidegen import __version__, resources
from slidegen.bench.plan import Plan
from slidegen.demo.runtime import pyodide_files
from slidegen.model import Page, Site

TEMPLATE = "bench/index.html.j2"
TITLE = "NumPy in this browser"
AUTHORS = (".j2", ".json")  # not for visitors
# what the page takes along, beside its own files and Pyodide
SHARED = ("css/palette.css", "vendor/fonts")


def site(plan: Plan) -> Site:
    """The page of this plan and its files.

    Raises:
        DemoError: a vendored file is damaged.
    """
    page = Page("index.html", TITLE, _environment().get_template(TEMPLATE).render(**_values(plan)))
    files: dict[str, bytes | Path] = {page.path: page.html.encode()}
    files |= {f"_slidegen/bench/{path.name}": path for path in _own() if path.suffix not in AUTHORS}
    for name in SHARED:
        top = resources.templates() / name
        for path in sorted(top.iterdir()) if top.is_dir() else [top]:
            files[f"_slidegen/{path.parent.name}/{path.name}"] = path
    return Site(files | pyodide_files(), (page,))


def _values(plan: Plan) -> dict[str, object]:
    return {"plan": plan.as_dict(), "version": __version__}


def _own() -> list[Path]:
    return sorted(path for path in (resources.templates() / "bench").iterdir() if path.is_file())


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.templates()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
