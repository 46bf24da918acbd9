"""What the helpers are worth: `python tests/benchmarks/helpers.py [ROUNDS]`.

Trains networks in headless Chromium, written in plain NumPy and with slidegen.nn's helpers, with NumPy's own loops
and with the engine in turns. Prints the median milliseconds of a step, and the median over the rounds of what the
engine gains: over the same network, and over its plain form with NumPy's own loops.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from slidegen.browser import launch
from slidegen.demo import runtime
from slidegen.model import Site
from slidegen.serve.server import SiteServer

CHECKS = Path(__file__).parent.parent / "engine" / "checks"
START = """async (files) => {
  const base = new URL("_slidegen/pyodide/", location.href).href;
  const { loadPyodide } = await import(base + "pyodide.mjs");
  window.python = await loadPyodide({ indexURL: base, packages: ["numpy", "npwasm", "slidegen-nn"] });
  for (const [name, text] of Object.entries(files)) python.FS.writeFile(name, text);
}"""
ROUND = "() => python.runPython('import json, steps; json.dumps(steps.one_round(0.2))')"
Times = dict[str, dict[str, float]]


def main(rounds: int) -> None:
    """Measure and print."""
    site = Site({**runtime.pyodide_files(), "blank.html": b"<!doctype html>"}, ())
    with SiteServer(site) as server, sync_playwright() as playwright:
        page = launch(playwright).new_page()
        page.goto(f"{server.url}blank.html")
        page.evaluate(START, {path.name: path.read_text("utf-8") for path in CHECKS.glob("*.py")})
        print(page.evaluate("() => python.runPython('import npwasm; npwasm.install().reason')"))
        report([json.loads(page.evaluate(ROUND)) for _ in range(rounds)])


def report(rounds: list[Times]) -> None:
    """A line for each network."""
    print(f"{'':20}{'stock ms':>10}{'engine ms':>10}{'gain':>8}{'over plain, stock':>20}")
    for name in rounds[0]:
        plain = name.removesuffix(" helped")
        stock, engine = (median(one[name][kind] for one in rounds) for kind in ("stock", "engine"))
        gain = median(one[name]["stock"] / one[name]["engine"] for one in rounds)
        over = median(one[plain]["stock"] / one[name]["engine"] for one in rounds)
        print(f"{name:20}{stock:10.3f}{engine:10.3f}{gain:8.1f}{over:20.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
