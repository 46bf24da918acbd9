"""Installs a Chromium where none starts: Playwright's own download, else the system's package."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from slidegen.browser import VARIABLE, Found, is_root, locate
from slidegen.errors import BrowserError

DOWNLOAD_S = 600
PACKAGE_S = 900
# Playwright's own limit, 30 s a try, would hold a machine without network for minutes.
CONNECT_MS = "8000"


@dataclass(frozen=True, slots=True)
class PackageManager:
    """A system's package manager and the commands that bring Chromium with it."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    needs_root: bool = True


MANAGERS = (
    PackageManager(
        "apt-get",
        (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium")),
    ),
    PackageManager("dnf", (("dnf", "install", "-y", "chromium"),)),
    PackageManager("pacman", (("pacman", "-S", "--noconfirm", "--needed", "chromium"),)),
    PackageManager("zypper", (("zypper", "--non-interactive", "install", "chromium"),)),
    PackageManager("apk", (("apk", "add", "chromium"),)),
    PackageManager("brew", (("brew", "install", "--cask", "chromium"),), needs_root=False),
)


def install(say: Callable[[str], None] = print) -> Found:
    """Make sure a Chromium starts: the one that is there, else a new one.

    Args:
        say: gets one line before each thing that takes long.

    Raises:
        BrowserError: neither way led to a Chromium that starts; the message names what was tried.
    """
    tried: list[str] = []
    for step in (_nothing, _download, _package):
        if (problem := step(say)) is not None:
            tried.append(problem)
            continue
        try:
            with sync_playwright() as playwright:
                return locate(playwright)
        except BrowserError as error:
            if os.environ.get(VARIABLE):
                raise
            tried.append(error.message)
    raise BrowserError(
        "no Chromium could be installed: " + "; ".join(tried),
        hint=f"install Chromium or Chrome by hand, or set {VARIABLE} to its path",
    )


def _nothing(say: Callable[[str], None]) -> str | None:
    """First of all: what is there already."""
    return None


def _download(say: Callable[[str], None]) -> str | None:
    """Playwright's own Chromium, and the libraries it needs where it does not start and we may install them."""
    say("downloading Playwright's Chromium ...")
    playwright = [sys.executable, "-m", "playwright"]
    if problem := _run([*playwright, "install", "chromium"], DOWNLOAD_S):
        return f"`playwright install chromium`: {problem}"
    if is_root() and shutil.which("apt-get") and not _starts():
        say("installing the libraries it needs ...")
        if problem := _run([*playwright, "install-deps", "chromium"], PACKAGE_S):
            return f"`playwright install-deps chromium`: {problem}"
    return None


def _starts() -> bool:
    try:
        with sync_playwright() as playwright:
            locate(playwright)
    except BrowserError:
        return False
    return True


def _package(say: Callable[[str], None]) -> str | None:
    """Chromium by the system's package manager."""
    manager = next((each for each in MANAGERS if shutil.which(each.name)), None)
    if manager is None:
        return "no known package manager (" + ", ".join(each.name for each in MANAGERS) + ")"
    last = " ".join(manager.commands[-1])
    if manager.needs_root and not is_root():
        return f"`{last}` needs root: run it with sudo"
    say(f"installing with {manager.name}: {last} ...")
    problem = None
    for command in manager.commands:  # a failed `update` may still leave a usable list: the last one decides
        problem = _run(command, PACKAGE_S)
    return f"`{last}`: {problem}" if problem else None


def _run(command: Sequence[str], limit_s: float) -> str | None:
    """Run a command quietly, its children too within the limit; None, or what went wrong in one line."""
    environment = {**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": CONNECT_MS}
    environment["DEBIAN_FRONTEND"] = "noninteractive"
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
        text=True,
        errors="replace",
    ) as process:
        try:
            output, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            _end(process)
            return f"not done after {limit_s:.0f} s"
    return None if process.returncode == 0 else _telling(output)


def _end(process: subprocess.Popen[str]) -> None:
    """End a command that leads its own session, with all it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _telling(output: str) -> str:
    """The line of a failed command's output that says most: the last that names an error, else the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("Error", "E:", "error"))]
    return (errors or lines or ["failed without a word"])[-1][:200]
