"""The Python that a demo's model finds: NumPy whole, packages with versions, the library's rest when it is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from slidegen.model import Site
from slidegen.serve.server import SiteServer

pytestmark = pytest.mark.browser
ASK = """code => new Promise((resolve, reject) => {
  window.probe ??= new Worker("probe.mjs", { type: "module" });
  probe.onmessage = ({ data }) => resolve(data);
  probe.onerror = reject;
  probe.postMessage(code);
})"""
REST = "**/python_stdlib.zip*"


@pytest.fixture(scope="module")
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    own = {"index.html": b"<!doctype html>", "probe.mjs": Path(__file__).parent / "probe.mjs"}
    with SiteServer(Site({**site.files, **own}, ())) as server:
        context = chromium.new_context()
        made = context.new_page()
        made.goto(server.url)
        yield made
        context.close()


def ask(page: Page, code: str) -> Any:
    answer = page.evaluate(ASK, code)
    assert "value" in answer, answer
    return answer["value"]


def test_packages_are_installed_as_pip_would(page: Page) -> None:
    code = (
        "from importlib.metadata import version; ' '.join(map(version, ['numpy', 'npwasm', 'slidegen-nn']))"
    )
    assert ask(page, code) == "2.4.6 0.1.0 0.1.0"
    assert ask(page, "import numpy; numpy.__file__") == "/lib/python3.14/site-packages/numpy/__init__.pyc"


def test_each_shared_library_of_numpy_can_be_imported(page: Page) -> None:
    code = """
import importlib, pathlib, numpy
root = pathlib.Path(numpy.__file__).parent.parent
names = [str(path.relative_to(root)).partition(".")[0].replace("/", ".") for path in root.glob("numpy/**/*.so")]
for name in names:
    importlib.import_module(name)
len(names)
"""
    assert ask(page, code) == 13


def test_what_no_demo_uses_at_its_start_works_too(page: Page) -> None:
    code = """
import numpy as np, numpy.ma, numpy.polynomial
x = np.fft.irfft(np.fft.rfft(np.arange(8.0)))
float(np.abs(x - np.arange(8)).max() + np.linalg.det(np.eye(3)) + np.polynomial.Polynomial([1, 2])(1.0))
"""
    assert ask(page, code) == pytest.approx(4.0)


def test_the_rest_of_the_library_is_fetched_by_the_import_that_needs_it(page: Page) -> None:
    asked: list[str] = []
    page.reload()
    page.on("request", lambda request: asked.append(request.url) if "python_stdlib" in request.url else None)
    page.route(REST, lambda route: route.fulfill(status=503))
    answer = page.evaluate(ASK, "import unittest")
    reason = "python_stdlib.zip cannot be loaded: HTTP 503"
    assert answer["error"].startswith(
        "ImportError: unittest is in the part of Python's library that is loaded when it is used"
    )
    assert answer["error"].endswith(reason)
    page.unroute(REST)
    assert ask(page, "import unittest.mock, email.mime.text, html; html.escape('<')") == "&lt;"
    assert len(asked) == 2, "once in vain, once for all modules"
    assert (
        ask(page, "import sys; sys.modules['unittest'].__file__")
        == "/lib/python_stdlib.zip/unittest/__init__.pyc"
    )


def test_an_error_names_numpys_lines(page: Page) -> None:
    code = """
import traceback, numpy as np
try:
    np.linalg.inv(np.zeros((2, 3)))
except Exception:
    said = traceback.format_exc()
said
"""
    said = ask(page, code)
    assert "/site-packages/numpy/linalg/_linalg.py" in said
    assert "LinAlgError: Last 2 dimensions of the array must be square" in said
