"""From a worker's start to "NumPy is ready", ours against Pyodide's own loader: `python tests/benchmarks/boot.py`.

Stock is `loadPyodide()`, `loadPackage("numpy")` and `import numpy` with the files of tests/originals: the standard
library's zip and the NumPy wheel as they were downloaded. Ours is `boot()` of the kit, which also imports slidegen.nn
and puts npwasm in. Both are served alike, from this machine.

Each round takes a new browser profile for either, in turns: `cold` is the first visit, `warm` the second one after the
page has stood for a while, as a lecture's does (meanwhile a browser stores the code it has compiled). The ratio is the
median over the rounds of ours divided by stock. Times on a busy machine mean little; ratios within one run do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import tempfile
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from slidegen.browser import flags, locate
from slidegen.demo import runtime
from slidegen.demo.catalog import load_catalog
from slidegen.model import Site
from slidegen.serve.content import Content
from slidegen.serve.handler import Handler
from slidegen.serve.server import SiteServer

ORIGINALS = Path(__file__).parent.parent / "originals"
STOCK = """
self.onmessage = async () => {
  const { loadPyodide } = await import("./pyodide.mjs");
  const pyodide = await loadPyodide({ indexURL: new URL("./", import.meta.url).href });
  await pyodide.loadPackage("numpy");
  pyodide.runPython("import numpy");
  postMessage(0);
};
"""
OURS = """
self.onmessage = async () => {
  const { boot } = await import("../_slidegen/demos/_kit/boot.mjs");
  const { pyodide } = await boot(0, () => {});
  pyodide.runPython("import numpy");
  postMessage(0);
};
"""
VISIT = """loader => new Promise((resolve, reject) => {
  const start = performance.now();
  const worker = new Worker(`${loader}/worker.mjs`, { type: "module" });
  worker.onmessage = () => resolve(performance.now() - start);
  worker.onerror = reject;
  worker.postMessage(0);
})"""
LOADERS = ("stock", "ours")
VISITS = ("cold", "warm")
BARS = {"cold": 0.70, "warm": 0.60}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stay", type=float, default=5.0, help="seconds a page stands after its boot")
    parser.add_argument(
        "--host",
        choices=("static", "serve"),
        default="static",
        help="headers as GitHub Pages or slidegen serve sends",
    )
    args = parser.parse_args()
    headers = patch.object(Handler, "_common", static_headers) if args.host == "static" else nullcontext()
    with headers, SiteServer(Site(files(), ())) as server, sync_playwright() as playwright:
        report([one_round(playwright, server.url, number, args.stay) for number in range(args.rounds)])


def static_headers(handler: Handler, content: Content) -> None:
    """What a static host sends: ten minutes without a question, then with one."""
    handler.send_header("ETag", content.etag)
    handler.send_header("Cache-Control", "max-age=600")


def files() -> Mapping[str, bytes | Path]:
    """A page, the site of a demo, and Pyodide as it was downloaded."""
    top = runtime.PYODIDE
    site = dict(runtime.site_files(load_catalog(), ["playground"]))
    (wheel,) = ORIGINALS.glob("numpy-*.whl")
    lock = json.loads(content_of(site[f"{top}pyodide-lock.json"]))
    numpy = lock["packages"]["numpy"] | {"sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    stock = {name: site[top + name] for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")}
    stock |= {
        "python_stdlib.zip": ORIGINALS / "python_stdlib.zip",
        "pyodide-lock.json": json.dumps(lock | {"packages": {"numpy": numpy}}).encode(),
        wheel.name: wheel,
        "worker.mjs": STOCK.encode(),
    }
    own = {"ours/worker.mjs": OURS.encode(), "index.html": b"<!doctype html>"}
    return site | own | {f"stock/{name}": source for name, source in stock.items()}


def content_of(source: bytes | Path) -> bytes:
    """The bytes of a file of a site."""
    return source if isinstance(source, bytes) else source.read_bytes()


def one_round(playwright: Playwright, address: str, number: int, stay: float) -> dict[tuple[str, str], float]:
    """Milliseconds by loader and visit; every other round begins with ours."""
    found = {}
    for loader in LOADERS if number % 2 == 0 else LOADERS[::-1]:
        with tempfile.TemporaryDirectory() as profile:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=locate(playwright).path, args=flags()
            )
            for visit in VISITS:
                found[loader, visit] = milliseconds(context, address, loader, stay)
            context.close()
    print(
        f"round {number + 1}: " + ", ".join(f"{' '.join(key)} {ms:.0f} ms" for key, ms in found.items()),
        flush=True,
    )
    return found


def milliseconds(context: BrowserContext, address: str, loader: str, stay: float) -> float:
    """One visit."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(500)
    took = float(page.evaluate(VISIT, loader))
    page.wait_for_timeout(1000 * stay)
    page.close()
    return took


def report(rounds: list[dict[tuple[str, str], float]]) -> None:
    """Print medians, and the ratios beside what is demanded."""
    for visit in VISITS:
        stock, ours = (statistics.median(one[loader, visit] for one in rounds) for loader in LOADERS)
        ratio = statistics.median(one["ours", visit] / one["stock", visit] for one in rounds)
        print(
            f"{visit}: stock {stock:.0f} ms, ours {ours:.0f} ms, ratio {ratio:.2f} (demanded: <= {BARS[visit]:.2f})"
        )


if __name__ == "__main__":
    main()
