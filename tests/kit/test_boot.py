"""How Python starts in the worker: what is fetched, the progress told, and what is said when a file does not come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from slidegen.model import Site
from slidegen.serve.server import SiteServer

from .helpers import BOOT_MS, PAGE, first_picture
from .hosts import content, packing_host

pytestmark = pytest.mark.browser
PYODIDE = "_slidegen/pyodide/"
LARGE = ("pyodide.asm.wasm", "python_core.zip", "numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl")
SMALL = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "npwasm-0.1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl",
    "slidegen_nn-0.1.0-py3-none-any.whl",
)
RESOURCES = """() => performance.getEntriesByType("resource").map(
  ({name, startTime, responseEnd, transferSize}) => ({name, startTime, responseEnd, transferSize}))"""
PROGRESS = """() => recorded.messages
  .filter(({type, direction}) => type === "progress" && direction === "worker-frame").map(({data}) => data)"""


@pytest.fixture(scope="module")
def visitor(chromium: Browser, recorder: str) -> Iterator[BrowserContext]:
    """A browser that has nothing in its cache."""
    made = chromium.new_context()
    made.add_init_script(recorder)
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture(scope="module")
def requests() -> list[str]:
    """The addresses that the first visit asked for."""
    return []


@pytest.fixture(scope="module")
def first(visitor: BrowserContext, server: SiteServer, requests: list[str]) -> Iterator[Page]:
    """The first visit to the demo, alone on its page."""
    page = opened(visitor, server.url, requests)
    yield page
    page.close()


def opened(context: BrowserContext, address: str, requests: list[str] | None = None) -> Page:
    page = context.new_page()
    page.on("request", lambda request: requests is not None and requests.append(request.url))
    page.goto(f"{address}{PAGE}?autoplay=0")
    first_picture(page)
    return page


def fetched(page: Page) -> list[dict[str, Any]]:
    """What the worker itself loaded, by the browser's own book."""
    (worker,) = page.workers
    return list(worker.evaluate(RESOURCES))


def file_name(entry: dict[str, Any]) -> str:
    return urlsplit(entry["name"]).path.rpartition("/")[2]


def test_what_is_used_is_fetched_once_and_nothing_else(first: Page, requests: list[str]) -> None:
    counts = Counter(urlsplit(address).path.removeprefix("/") for address in requests)
    pyodide = {
        name.removeprefix(PYODIDE): count for name, count in counts.items() if name.startswith(PYODIDE)
    }
    assert pyodide == dict.fromkeys((*LARGE, *SMALL, "list.mjs"), 1)
    assert {name for name in counts if name.endswith(".py")} == {"_slidegen/demos/playground/model.py"}
    assert {file_name(entry) for entry in fetched(first)} >= {*LARGE, *SMALL, "model.py"}


def test_everything_is_asked_for_before_the_first_large_file_has_come(first: Page) -> None:
    times = {file_name(entry): entry for entry in fetched(first)}
    last_start = max(times[name]["startTime"] for name in (*LARGE, *SMALL, "model.py"))
    assert last_start < min(times[name]["responseEnd"] for name in LARGE)


def test_no_module_of_the_worker_waits_for_another_to_be_asked_for(site: Site) -> None:
    """Each step of a chain of imports costs a way to the host and back before anything large is asked for."""
    first = imports(site, "_slidegen/demos/_kit/worker.mjs")
    assert len(first) >= 7
    for name in first:
        assert imports(site, name) <= first


def imports(site: Site, name: str) -> set[str]:
    """The addresses in a module's static imports."""
    text = content(site, name).decode()
    return {urljoin(name, found) for found in re.findall(r'^import (?:.* from )?"([^"]+)";$', text, re.M)}


def test_a_second_visit_takes_nothing_large_from_the_network(
    first: Page, visitor: BrowserContext, server: SiteServer
) -> None:
    before = {file_name(entry): entry["transferSize"] for entry in fetched(first)}
    page = opened(visitor, server.url)
    sizes = {file_name(entry): entry["transferSize"] for entry in fetched(page)}
    page.close()
    assert all(before[name] > 100_000 for name in LARGE)
    # a context of a test keeps its cache in memory, where Chromium keeps no file as large as the first
    kept = (*LARGE[1:], *SMALL)
    assert {name: sizes[name] for name in kept} == dict.fromkeys(kept, 0)
    assert sizes["model.py"] > 0, "a lecture's own file is asked for again"


def test_progress_is_in_bytes_and_ends_at_all_of_them(first: Page, site: Site) -> None:
    check_progress(first, site)


def test_progress_is_the_same_where_a_host_packs_answers_and_says_no_length(
    chromium: Browser, recorder: str, site: Site
) -> None:
    context = chromium.new_context()
    context.add_init_script(recorder)
    with packing_host(site) as address:
        page = opened(context, address)
        check_progress(page, site)
        context.close()


def check_progress(page: Page, site: Site) -> None:
    told = page.evaluate(PROGRESS)
    totals = {one["stage"]: one["total"] for one in told[:4]}
    assert sum(totals.values()) == sum(len(content(site, PYODIDE + name)) for name in (*LARGE, *SMALL))
    now = dict.fromkeys(totals, 0)
    shares = []
    for one in told:
        assert one["total"] == totals[one["stage"]]
        assert now[one["stage"]] <= one["loaded"] <= one["total"]
        now[one["stage"]] = one["loaded"]
        shares.append(sum(now.values()) / sum(totals.values()))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len({share for share in shares if 0 < share < 1}) >= 3, "it is seen to move"
    line = page.locator(".sg-loading-line").inner_text() or page.locator(".sg-loading-line").text_content()
    megabytes = f"{sum(totals.values()) / 1e6:.1f}"
    assert line == f"Starting Python · {megabytes} of {megabytes} MB"


def cut(body: bytes) -> bytes:
    return body[:-1000]


def spoilt(body: bytes) -> bytes:
    return body[:2000] + bytes([body[2000] ^ 1]) + body[2001:]


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "pyodide.asm.mjs", "python_core.zip", "numpy-"])
def test_a_file_that_does_not_come_is_named_once(
    server: SiteServer, context: BrowserContext, name: str
) -> None:
    said = failure(context, server, name, lambda route: route.fulfill(status=404, body="no such file"))
    assert re.fullmatch(rf"{re.escape(name)}\S* cannot be loaded: \S.*", said)


@pytest.mark.parametrize(("change", "why"), [(cut, "only .* bytes came"), (spoilt, "it is not the file .*")])
@pytest.mark.parametrize("name", ["python_core.zip", "pyodide.asm.wasm"])
def test_a_file_that_is_not_the_right_one_is_named_once(
    server: SiteServer,
    context: BrowserContext,
    site: Site,
    name: str,
    change: Callable[[bytes], bytes],
    why: str,
) -> None:
    body = change(content(site, PYODIDE + name))
    said = failure(
        context, server, name, lambda route: route.fulfill(body=body, content_type="application/wasm")
    )
    assert re.fullmatch(rf"{re.escape(name)} cannot be loaded: {why}", said)


def failure(context: BrowserContext, server: SiteServer, name: str, answer: Callable[[Route], None]) -> str:
    """What the demo says, after the line that it is a picture now; its poster stands there."""
    page = context.new_page()
    page.route(f"**/pyodide/{name}*", answer)
    page.goto(f"{server.url}{PAGE}")
    line = page.get_by_text("Python could not start, so this is a picture.").locator("..")
    line.wait_for(timeout=BOOT_MS)
    page.wait_for_timeout(300)
    assert page.locator(".sg-loading-line").count() == 1
    assert page.get_by_role("alert").inner_text() == ""
    assert page.locator(".sg-poster").is_visible()
    text = line.inner_text()
    page.close()
    return text.removeprefix("Python could not start, so this is a picture. ")


def test_the_badge_tells_what_computes_and_why(first: Page) -> None:
    badge = first.locator(".sg-badge")
    assert badge.inner_text() == "NumPy in WebAssembly"
    about = badge.get_attribute("title") or ""
    pattern = r"Pyodide 314\.0\.7, NumPy 2\.4\.6 · WebAssembly\. Matrix products: (\S.*) \((\S.*)\)"
    assert re.fullmatch(pattern, about), about
