"""Runs the page in a browser without a window and reads what it measures."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from slidegen.bench.page import site
from slidegen.bench.plan import Plan
from slidegen.browser import launch
from slidegen.errors import BrowserError
from slidegen.serve.server import SiteServer

Report = dict[str, Any]
POLL_MS = 100
# How far the page is: its state, the case it is at, and the results from a number on.
STATE = """since => {
  const { state, error, current, results, report } = window.slidegenBench;
  return { state, error, current, results: results.slice(since), report };
}"""


def measure(plan: Plan, on_case: Callable[[int, Mapping[str, Any]], None]) -> Report:
    """The report that results.schema.json describes, with the processor's name added.

    Args:
        plan: what to measure.
        on_case: told each case's number, from 0, and the case, when it begins.

    Raises:
        BrowserError: there is no Chromium, or the page fails in it.
    """
    with SiteServer(site(plan)) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        version = browser.version
        try:
            page = browser.new_page()
            page.goto(f"{server.url}?start")
            report = _followed(page, on_case)
        except KeyboardInterrupt:
            # Ctrl-C has ended Playwright's driver as well, and asyncio would complain of that
            logging.getLogger("asyncio").disabled = True
            raise
        except PlaywrightError as error:
            raise BrowserError(f"the browser failed: {error.message.splitlines()[0]}") from error
        finally:
            browser.close()
    report["machine"] |= {"browser": f"Chromium {version}", "processor": processor()}
    return report


def _followed(page: Page, on_case: Callable[[int, Mapping[str, Any]], None]) -> Report:
    """Wait for the page to end."""
    done, told = 0, -1
    while True:
        now = page.evaluate(STATE, done)
        done += len(now["results"])
        if now["state"] == "failed":
            raise BrowserError(f"the measurement failed: {now['error']}")
        if now["report"]:
            return dict(now["report"])
        if now["current"] and done > told:
            on_case(done, now["current"])
            told = done
        page.wait_for_timeout(POLL_MS)


def processor() -> str:
    """The processor's name where the system tells it, else its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
