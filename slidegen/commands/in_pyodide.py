"""Runs a Python function in Pyodide, in Chromium: for what only that Python can do."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from slidegen.demo import precompile
from slidegen.model import Site

RUN = """async ([source, name, data]) => {
  const { loadPyodide } = await import(new URL("pyodide.mjs", location.href).href);
  const python = await loadPyodide({ indexURL: new URL("./", location.href).href });
  python.runPython(source);
  const call = `lambda data: __import__("base64").b64encode(${name}(__import__("base64").b64decode(data))).decode()`;
  return python.runPython(call)(data);
}"""


def compiled(function: str, data: bytes, runtime: Mapping[str, bytes | Path]) -> bytes:
    """What `library` or `wheel` of slidegen.demo.precompile makes of a zip, in that runtime's own Python."""
    return call(runtime, Path(precompile.__file__), function, data)


def call(runtime: Mapping[str, bytes | Path], module: Path, function: str, data: bytes) -> bytes:
    """What `function` of a module that needs the standard library only makes of these bytes.

    Args:
        runtime: Pyodide's files by name.

    Raises:
        BrowserError: there is no Chromium.
    """
    from playwright.sync_api import sync_playwright

    from slidegen.browser import launch
    from slidegen.serve.server import SiteServer

    site = Site({**runtime, "index.html": b"<!doctype html>"}, ())
    with SiteServer(site) as server, sync_playwright() as playwright:
        page = launch(playwright).new_page()
        page.goto(server.url)
        answer = page.evaluate(RUN, [module.read_text("utf-8"), function, base64.b64encode(data).decode()])
        return base64.b64decode(answer)
