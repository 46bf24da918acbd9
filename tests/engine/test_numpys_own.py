"""NumPy's own tests inside Pyodide: whatever passes with its own loops passes with the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from slidegen.model import Site
from slidegen.serve.server import SiteServer

from . import sdist
from .conftest import Python, opened, site_files

pytestmark = [pytest.mark.browser, pytest.mark.soak]
# file, and how many tests in it must pass at least, or something else has gone wrong
FILES = {
    "_core/tests/test_einsum.py": 70,
    "_core/tests/test_errstate.py": 2,
    "_core/tests/test_half.py": 30,
    "_core/tests/test_mem_overlap.py": 15,
    "_core/tests/test_multiarray.py": 13000,
    "_core/tests/test_nep50_promotions.py": 400,
    "_core/tests/test_numeric.py": 1500,
    "_core/tests/test_regression.py": 400,
    "_core/tests/test_scalarmath.py": 1500,
    "_core/tests/test_ufunc.py": 800,
    "_core/tests/test_umath.py": 4000,
    "_core/tests/test_umath_accuracy.py": 40,
    "linalg/tests/test_linalg.py": 400,
    "linalg/tests/test_regression.py": 16,
}
UNPACK = """async () => {
  const site = python.runPython("import site; site.getsitepackages()[0]");
  const zip = await (await fetch("tests.zip")).arrayBuffer();
  await python.unpackArchive(new Uint8Array(zip), "zip", { extractDir: site });
}"""


@pytest.fixture(scope="module")
def pages(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Python]]:
    """Makes pages with NumPy's tests installed."""
    extra = {"tests.zip": sdist.archive(tmp_path_factory.mktemp("sdist"))}
    context = chromium.new_context()
    with SiteServer(Site(site_files(extra), ())) as server:

        def make() -> Python:
            made = opened(context, server.url)
            made.page.evaluate(UNPACK)
            return made

        yield make
        context.close()


def test_nothing_fails_that_did_not_before(pages: Callable[[], Python]) -> None:
    without, with_engine = pages(), pages()
    assert with_engine.run("import npwasm\nnpwasm.install().active") is True
    for file, least in FILES.items():
        code = "import numpys\nnumpys.run(argument)"
        before, after = without.run(code, file), with_engine.run(code, file)
        print(file, before["passed"], after["passed"], len(before["failed"]))
        assert sorted(set(after["failed"]) - set(before["failed"])) == [], file
        assert after["passed"] >= least, file
