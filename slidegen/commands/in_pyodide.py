"""Runs a Python function in Pyodide, in Chromium: for what only that Python can do."""

from __future__ import annotations

import base64
from pathlib import Path

from slidegen.model import Site

RUN = """async ([source, name, data]) => {
  const { loadPyodide } = await import(new URL("pyodide.mjs", location.href).href);
  const python = await loadPyodide({ indexURL: new URL("./", location.href).href });
  python.runPython(source);
  const call = `lambda data: __import__("base64").b64encode(${name}(__import__("base64").b64decode(data))).decode()`;
  return python.runPython(call)(data);
}"""


def call(pyodide: Path, module: Path, function: str, data: bytes) -> bytes:
    """What `function` of a module that needs the standard library only makes of these bytes.

    Args:
        pyodide: the folder with Pyodide's files.

    Raises:
        BrowserError: there is no Chromium.
    """
    from playwright.sync_api import sync_playwright

    from slidegen.browser import launch
    from slidegen.serve.server import SiteServer

    files: dict[str, bytes | Path] = {path.name: path for path in pyodide.iterdir() if path.is_file()}
    site = Site({**files, "index.html": b"<!doctype html>"}, ())
    with SiteServer(site) as server, sync_playwright() as playwright:
        page = launch(playwright).new_page()
        page.goto(server.url)
        answer = page.evaluate(RUN, [module.read_text("utf-8"), function, base64.b64encode(data).decode()])
        return base64.b64decode(answer)
