"""Finds a Chromium and starts it the way pictures and tests need it.

The order is the same everywhere: the file `SLIDEGEN_CHROMIUM` names, Playwright's own download, a Chromium or
Chrome of the system. Only a browser that has really started is believed to be there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

from slidegen.errors import BrowserError

VARIABLE = "SLIDEGEN_CHROMIUM"
HINT = f"run `slidegen browser --install`, or set {VARIABLE} to a Chromium's path"
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# No traffic of the browser's own, and no first-run page. The GPU stays off: rasterising on the software
# GPU changes pixels from run to run (measured), the plain rasteriser never did.
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WEBGPU_FLAGS = ("--enable-unsafe-webgpu",)
START_MS = 30_000


@dataclass(frozen=True, slots=True)
class Found:
    """A Chromium that started: its file, its version, and who named it."""

    path: Path
    version: str
    source: str

    def __str__(self) -> str:
        return f"Chromium {self.version} at {self.path} ({self.source})"


def is_root() -> bool:
    """Whether we run as root: then Chromium needs `--no-sandbox`, and packages can be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def flags(*, webgpu: bool = False) -> list[str]:
    """Chromium's command-line flags; `webgpu` allows WebGPU on the software adapter."""
    root = ["--no-sandbox"] if is_root() else []
    return [*FLAGS, *root, *(WEBGPU_FLAGS if webgpu else ())]


def candidates(playwright: Playwright) -> Iterator[tuple[Path, str]]:
    """Browsers' files that exist, best first, each with the words that say where it comes from.

    Raises:
        BrowserError: `SLIDEGEN_CHROMIUM` names a file that is not there.
    """
    if named := os.environ.get(VARIABLE):
        if not Path(named).is_file():
            raise BrowserError(f"{VARIABLE} names {named!r}, which is no file", hint=HINT)
        yield Path(named), VARIABLE
        return
    own = Path(playwright.chromium.executable_path)
    if own.is_file():
        yield own, "Playwright's own"
    yield from ((Path(path), "the system's") for name in NAMES if (path := shutil.which(name)))
    if sys.platform == "darwin":
        yield from ((Path(path), "the system's") for path in MAC_APPLICATIONS if Path(path).is_file())


def launch(playwright: Playwright, *, webgpu: bool = False, **options: Any) -> Browser:
    """Start the first Chromium that starts.

    Args:
        playwright: a running Playwright.
        webgpu: allow WebGPU, on the software adapter where there is no other.
        options: further arguments of Playwright's `launch`; `args` are added to ours.

    Raises:
        BrowserError: there is no Chromium, or none starts.
    """
    return _launch(playwright, webgpu, options)[0]


def locate(playwright: Playwright) -> Found:
    """The Chromium that `launch` would start, after starting and closing it once.

    Raises:
        BrowserError: there is no Chromium, or none starts.
    """
    browser, path, source = _launch(playwright, False, {})
    try:
        return Found(path, browser.version, source)
    finally:
        browser.close()


def _launch(playwright: Playwright, webgpu: bool, options: dict[str, Any]) -> tuple[Browser, Path, str]:
    failures = []
    args = [*flags(webgpu=webgpu), *options.pop("args", ())]
    for path, source in candidates(playwright):
        try:
            started = playwright.chromium.launch(
                executable_path=path, **{"args": args, "timeout": START_MS, **options}
            )
        except PlaywrightError as error:
            failures.append(f"{path} does not start: {_reason(error)}")
        else:
            return started, path, source
    raise BrowserError("; ".join(failures) or "there is no Chromium", hint=HINT)


def _reason(error: PlaywrightError) -> str:
    """What the browser itself said, else the first line of Playwright's message."""
    lines = [line.strip() for line in error.message.splitlines() if line.strip()]
    own = [line.split("[err]", 1)[1].strip() for line in lines if "[err]" in line]
    return (own or lines or ["no reason given"])[0][:200]
