"""One Pyodide in a real browser with the committed npwasm wheel, and a way to run Python in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from slidegen import resources
from slidegen.demo import runtime
from slidegen.model import Site
from slidegen.serve.server import SiteServer

ENGINE = resources.demos() / "_kit" / "engine"
CHECKS = Path(__file__).parent / "checks"
START = """async (wheels) => {
  const base = new URL("_slidegen/pyodide/", location.href).href;
  const { loadPyodide } = await import(base + "pyodide.mjs");
  window.python = await loadPyodide({ indexURL: base, packages: ["numpy", "npwasm"] });
  for (const [name, text] of Object.entries(wheels)) python.FS.writeFile(name, text);
}"""
CALL = """([code, argument]) => {
  python.globals.set("argument", argument);
  return python.runPython(`import json\\nargument = json.loads(argument)\\n${code}`);
}"""


class Python:
    """The Python of a page; `run` gives what the last expression is, which must be JSON in the end."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def run(self, code: str, argument: Any = None) -> Any:
        """Run statements, with `argument` as a global; the last expression goes through json."""
        *lines, last = code.strip().splitlines()
        text = "\n".join([*lines, f"json.dumps({last})"])
        return json.loads(self.page.evaluate(CALL, [text, json.dumps(argument)]))


def site_files(extra: Mapping[str, bytes] | None = None) -> dict[str, bytes | Path]:
    """A site with Pyodide and its wheels, and an empty page."""
    return {**runtime.pyodide_files(), "blank.html": b"<!doctype html>", **(extra or {})}


@pytest.fixture(scope="session")
def server() -> Iterator[SiteServer]:
    with SiteServer(Site(site_files(), ())) as running:
        yield running


def opened(context: BrowserContext, url: str) -> Python:
    """A page with a Pyodide; NumPy and npwasm are loaded, npwasm is not installed."""
    page = context.new_page()
    page.goto(f"{url}blank.html")
    page.evaluate(START, {path.name: path.read_text("utf-8") for path in sorted(CHECKS.glob("*.py"))})
    return Python(page)


@pytest.fixture(scope="session")
def new_python(chromium: Browser, server: SiteServer) -> Iterator[Callable[[], Python]]:
    """Makes pages with a Pyodide each; closed at the end."""
    context = chromium.new_context()
    context.set_default_timeout(120_000)
    yield lambda: opened(context, server.url)
    context.close()


@pytest.fixture(scope="session")
def python(new_python: Callable[[], Python]) -> Python:
    """The Pyodide that most tests share; each leaves it as it likes and installs what it needs."""
    return new_python()
