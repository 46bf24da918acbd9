"""The vendored Pyodide, its lock file and wheels in a real browser: the same results as CPython, from one origin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from slidegen.demo import runtime
from slidegen.demo.catalog import load_catalog
from slidegen.model import Site
from slidegen.serve.server import SiteServer

from . import cross_runtime

pytestmark = pytest.mark.browser
RUN = """async ([script, call]) => {
  const start = performance.now();
  const { loadPyodide } = await import(new URL("_slidegen/pyodide/pyodide.mjs", location.href).href);
  const python = await loadPyodide({ indexURL: new URL("_slidegen/pyodide/", location.href).href });
  const booted = performance.now();
  await python.loadPackage(["numpy", "slidegen-nn"]);
  python.runPython("import numpy, slidegen.nn.instance");
  const ready = performance.now();
  python.runPython(script);
  return { boot: booted - start, packages: ready - booted, report: JSON.parse(python.runPython(call)) };
}"""


@pytest.fixture(scope="module")
def inputs() -> tuple[str, dict[str, Any]]:
    demo = load_catalog().find("playground")
    return (demo.folder / "model.py").read_text("utf-8"), demo.manifest.defaults()


@pytest.fixture(scope="module")
def here(inputs: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return json.loads(json.dumps(cross_runtime.report(*inputs)))


@pytest.fixture(scope="module")
def there(chromium: Browser, inputs: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """What Pyodide works out; `requests` are all addresses the page asked for."""
    files = {**runtime.site_files(load_catalog(), ["playground"]), "blank.html": b"<!doctype html>"}
    script = Path(cross_runtime.__file__).read_text("utf-8")
    source, defaults = (json.dumps(one) for one in inputs)
    call = f"import json\njson.dumps(report(json.loads({source!r}), json.loads({defaults!r})))"
    with SiteServer(Site(files, ())) as server:
        context = chromium.new_context()
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{server.url}blank.html")
        result = page.evaluate(RUN, [script, call])
        context.close()
        return {**result, "requests": requests, "origin": server.url}


def floats(values: list[str]) -> np.ndarray:
    return np.array([float.fromhex(value) for value in values])


def ulps(one: list[str], other: list[str]) -> float:
    a, b = floats(one), floats(other)
    return float((np.abs(a - b) / np.spacing(np.maximum(np.abs(a), np.abs(b)))).max())


def test_it_is_pyodide_with_its_own_numpy(there: dict[str, Any], record_property: Any) -> None:
    report = there["report"]
    assert report["python"] == "3.14.2"
    assert report["numpy"] == "2.4.6"
    assert report["backend"]["platform"] == "WebAssembly"
    assert report["backend"]["kernel"] == "loops"
    figures = {"boot ms": there["boot"], "packages ms": there["packages"], **report["ms"]}
    for name, value in figures.items():
        record_property(name, round(value, 3))
    print(figures)


def test_nothing_is_asked_of_another_host(there: dict[str, Any]) -> None:
    assert [url for url in there["requests"] if not url.startswith(there["origin"])] == []
    assert len(there["requests"]) >= 7


def test_slidegen_there_is_only_its_networks(there: dict[str, Any]) -> None:
    assert all(name == "slidegen" or name.startswith("slidegen.nn") for name in there["report"]["modules"])


def test_random_streams_are_the_same_bits(here: dict[str, Any], there: dict[str, Any]) -> None:
    for name in ("stream", "order"):
        assert here[name] == there["report"][name]
    assert ulps(here["normal"], there["report"]["normal"]) <= 4


@pytest.mark.parametrize(
    "name", [f"{name} {noise}" for name in ("circles", "moons", "spiral", "xor") for noise in (0.0, 0.2)]
)
def test_data_within_4_ulp(name: str, here: dict[str, Any], there: dict[str, Any]) -> None:
    one, other = here["data"][name], there["report"]["data"][name]
    assert one["y"] == other["y"]
    assert ulps(one["X"], other["X"]) <= 4


@pytest.mark.parametrize("index", range(len(cross_runtime.SETTINGS)))
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-9), ("float32", 1e-3)])
def test_loss_after_500_steps(
    index: int, dtype: str, tolerance: float, here: dict[str, Any], there: dict[str, Any]
) -> None:
    one, other = (floats(report["runs"][index][dtype]) for report in (here, there["report"]))
    relative = np.abs(one - other) / np.abs(one)
    print(cross_runtime.SETTINGS[index], dtype, relative)
    assert relative.max() < tolerance


@pytest.mark.parametrize("index", range(len(cross_runtime.SETTINGS)))
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_same_seed_gives_the_same_bits_within_a_runtime(
    index: int, dtype: str, here: dict[str, Any], there: dict[str, Any]
) -> None:
    for report in (here, there["report"]):
        one, other = report["runs"][index][f"{dtype} digests"]
        assert one == other
