"""The contestants of compute.py: workers of a page without cross-origin isolation, one of an isolated page, a process.

Each prepares a job, has its result checked here, and tells the seconds of one time, again and again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from answers import CHECKS, FOLDERS, PRODUCT, Job, given, judge
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from slidegen.browser import launch
from slidegen.demo import runtime
from slidegen.model import Site
from slidegen.serve.content import Content
from slidegen.serve.handler import Handler
from slidegen.serve.server import SiteServer

HERE = Path(__file__).parent
OPEN = """async ([name, script, classic]) => {
  const worker = new Worker(script, { type: classic ? "classic" : "module" });
  const waiting = new Map();
  await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || `${script} cannot be started`));
    worker.onmessage = ({ data }) => {
      if (data.ready) return resolve();
      const { resolve: done, reject: failed } = waiting.get(data.id);
      "error" in data ? failed(new Error(data.error)) : done(data.value);
    };
  });
  window.contestants ??= {};
  let count = 0;
  contestants[name] = (call, argument) => new Promise((resolve, reject) => {
    waiting.set(count += 1, { resolve, reject });
    worker.postMessage({ id: count, call, argument });
  });
}"""
CALL = "([name, call, argument]) => contestants[name](call, argument)"


class InPage:
    """A worker of a page."""

    def __init__(self, page: Page, name: str, script: str, options: Mapping[str, Any]) -> None:
        self.page, self.name = page, name
        page.evaluate(OPEN, [name, f"contestants/{script}", script.endswith(".js")])
        self.about = self.call("start", options)

    def call(self, call: str, argument: Any = None) -> Any:
        """What the worker answers."""
        return self.page.evaluate(CALL, [self.name, call, argument])

    def prepare(self, job: Job) -> None:
        """Make the work and check its result. Raises Wrong."""
        judge(self.name, job, self.call("prepare", job))

    def seconds(self) -> float:
        """Seconds of one time."""
        return float(self.call("seconds"))


class Rival(InPage):
    """One that is not NumPy: it is given the operands as numbers."""

    def prepare(self, job: Job) -> None:
        """The same."""
        answer = self.call("prepare", job | given(job))
        judge(self.name, job, answer)


class Native:
    """NumPy in a process of its own, with one thread of its BLAS.

    Args:
        core: the processor that OpenBLAS is to take this one for; None for what it finds.
    """

    def __init__(self, core: str | None = None) -> None:
        env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(FOLDERS)}
        env |= {"OPENBLAS_CORETYPE": core} if core else {}
        self.about = f"one thread of {blas()}, {core or 'for the best that this processor has'}"
        command = [sys.executable, str(HERE / "contestants" / "work.py")]
        self.child = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _call(self, call: str, argument: Any = None) -> Any:
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        print(json.dumps([call, argument]), file=self.child.stdin, flush=True)
        return json.loads(self.child.stdout.readline())

    def prepare(self, job: Job) -> None:
        """Make the work and check its result. Raises Wrong."""
        judge("native", job, self._call("prepare", job))

    def seconds(self) -> float:
        """Seconds of one time."""
        return float(self._call("seconds"))


Contestant = InPage | Native


@contextmanager
def contestants(libraries: Mapping[str, Path]) -> Iterator[dict[str, Contestant]]:
    """All that can be had, by name; what does not start is said and left out."""
    files = site_files(libraries)
    with ExitStack() as stack:
        isolated: set[int] = set()
        stack.enter_context(patch.object(Handler, "_common", headers(Handler._common, isolated)))
        plain, closed = (stack.enter_context(SiteServer(Site(files, ()))) for _ in range(2))
        isolated.add(closed.port)
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        pages = []
        for server in (plain, closed):
            pages.append(browser.new_page())
            pages[-1].goto(server.url)
        assert [page.evaluate("crossOriginIsolated") for page in pages] == [False, True]
        print(f"Chromium {browser.version}")
        found: dict[str, Contestant] = {}
        for name, start in starters(*pages, libraries).items():
            try:
                found[name] = start()
            except PlaywrightError as error:
                print(f"{name} does not start and is left out: {error.message.splitlines()[0]}")
            else:
                print(f"{name}: {found[name].about}")
        for one in found.values():
            if isinstance(one, Native):
                stack.callback(one.child.terminate)
        yield found


def starters(
    page: Page, isolated: Page, libraries: Mapping[str, Path]
) -> dict[str, Callable[[], Contestant]]:
    """How to make each."""
    sources = [*CHECKS.glob("*.py"), HERE / "contestants" / "work.py", PRODUCT]
    files = {path.name: path.read_text("utf-8") for path in sources}
    scripts = {"tfjs": "tfjs.js", "ort": "ort.mjs", "jax": "jax.mjs"}
    made: dict[str, Callable[[], Contestant]] = {
        "stock": lambda: InPage(page, "stock", "numpy.mjs", {"engine": False, "files": files}),
        "npwasm": lambda: InPage(page, "npwasm", "numpy.mjs", {"engine": True, "files": files}),
        "native": Native,
    }
    if "avx2" in processor_flags():
        made["native AVX2"] = lambda: Native("Haswell")
    for name in libraries:
        made[name] = lambda name=name: Rival(page, name, scripts[name], {"threads": 1})  # type: ignore[misc]
    if "jax" in libraries:
        made["jax 2"] = lambda: Rival(isolated, "jax 2", "jax.mjs", {"threads": 2})
    return made


def site_files(libraries: Mapping[str, Path]) -> dict[str, bytes | Path]:
    """A page, the contestants' scripts, Pyodide, and what they load of npm's packages."""
    files: dict[str, bytes | Path] = {**runtime.pyodide_files(), "index.html": b"<!doctype html>"}
    files |= {f"contestants/{path.name}": path for path in (HERE / "contestants").glob("*.*js")}
    for folder in set(libraries.values()):
        for path in folder.glob("**/dist/**/*"):
            if path.suffix in (".js", ".mjs", ".wasm"):
                files[f"npm/{path.relative_to(folder).as_posix()}"] = path
    return files


def headers(common: Any, isolated: set[int]) -> Any:
    """The server's own headers, and on these ports those that isolate a page."""

    def send(handler: Handler, content: Content) -> None:
        common(handler, content)
        if handler.server.server_address[1] in isolated:
            handler.send_header("Cross-Origin-Opener-Policy", "same-origin")
            handler.send_header("Cross-Origin-Embedder-Policy", "require-corp")

    return send


def processor_flags() -> list[str]:
    """What the processor can do, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    return next((line.split() for line in lines if line.startswith("flags")), [])


def blas() -> str:
    """What the native NumPy multiplies with."""
    found = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{found['name']} {found['version']}"
