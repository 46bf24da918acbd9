"""What a visitor's browser loads before the first slide stands, and how long that takes."""

from __future__ import annotations

import gzip
import statistics
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Response, sync_playwright

from slidegen.browser import launch

ROUNDS = 9
STANDS = "!!document.querySelector('.reveal.ready .slides section.present')"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def first_slide(ours: Path, other: Path | None = None) -> Iterator[str]:
    """Rows of the table; both pages are served by the same plain server, in turns."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        pages = [ours, *([other] if other else [])]
        seconds: dict[Path, list[float]] = {page: [] for page in pages}
        loads: dict[Path, list[bytes]] = {}
        for _ in range(ROUNDS):
            for page in pages:
                taken, loads[page] = _open(browser, page)
                seconds[page].append(taken)
        browser.close()
    raw = sum(map(len, loads[ours])) / 1000
    packed = sum(min(len(body), len(gzip.compress(body))) for body in loads[ours]) / 1000
    yield f"| first slide, requests | <= 8 | {len(loads[ours])} |"
    yield f"| first slide, loaded | <= 300 kB, <= 130 kB gzipped | {raw:.0f} kB, {packed:.0f} kB gzipped |"
    if other:
        one, two = (statistics.median(seconds[page]) for page in pages)
        figures = f"{one / two:.2f}x ({one * 1000:.0f} against {two * 1000:.0f} ms)"
        yield f"| first slide, time | <= 0.5x mkslides | {figures} |"


def _open(browser: Browser, file: Path) -> tuple[float, list[bytes]]:
    """Seconds until the first slide stands in a fresh context, and what was loaded from the site until then."""
    root = next((top for top in file.parents if top.name.startswith("out-")), file.parent)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    start_of_site = f"http://127.0.0.1:{server.server_port}/"
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.route(lambda url: not url.startswith((start_of_site, "data:")), lambda route: route.abort())
    page = context.new_page()
    found: list[Response] = []
    page.on("response", lambda response: found.append(response))
    start = time.perf_counter()
    page.goto(start_of_site + file.relative_to(root).as_posix(), wait_until="commit")
    page.wait_for_function(STANDS, polling="raf")
    taken = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    bodies = [one.body() for one in found if one.ok and one.url.startswith(start_of_site)]
    context.close()
    server.shutdown()
    server.server_close()
    return taken, bodies
