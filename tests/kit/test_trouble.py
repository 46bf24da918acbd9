"""When something fails: no Python, no network, a model with an error, a page opened as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from slidegen.model import Site
from slidegen.serve.server import SiteServer
from slidegen.write import write

from .helpers import PAGE, demo_frame, first_picture, show, step_of

pytestmark = pytest.mark.browser


def test_without_python_the_poster_stays_with_the_reason(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.route("**/pyodide.asm.wasm?*", lambda route: route.abort())
    page.goto(f"{server.url}{PAGE}")
    page.get_by_text("Python could not start, so this is a picture.").wait_for(timeout=30_000)
    assert page.locator(".sg-poster").is_visible()
    page.unroute("**/pyodide.asm.wasm?*")
    page.get_by_role("button", name="Try again").click()
    first_picture(page)
    assert not page.locator(".sg-poster").is_visible()
    page.close()


def test_loading_shows_the_poster_and_its_stages(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}")
    page.get_by_text("MB").wait_for()
    assert page.locator(".sg-poster").is_visible()
    first_picture(page)
    told = page.evaluate(
        "recorded.messages.filter(m => m.type === 'progress').map(m => m.data).filter(Boolean)"
    )
    assert told[-1]["loaded"] <= told[-1]["total"]
    stages = page.evaluate(
        "[...document.querySelectorAll('.sg-bar')].map(b => b.style.getPropertyValue('--share'))"
    )
    assert stages == ["1", "1", "1", "1"]
    page.close()


def broken(route: Route) -> None:
    text = route.fetch().text()
    route.fulfill(
        body=text.replace("def step(self) -> None:", "def step(self) -> None:\n        1 / (self.seen > 40)")
    )


def test_an_error_in_a_model_is_told_in_its_own_frame(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.goto(f"{server.url}talk/index.html#/full")
    healthy = demo_frame(page, "moons")  # loaded ahead, and paused
    first_picture(healthy)
    page.context.route("**/playground/model.py", broken)
    show(page, "xor")
    frame = demo_frame(page, "xor")
    alert = frame.get_by_role("alert")
    alert.get_by_text("ZeroDivisionError: division by zero").wait_for(timeout=30_000)
    assert "The model stopped at playground/model.py:" in alert.inner_text()
    assert frame.get_by_role("button", name="Play").is_visible()
    page.context.unroute("**/playground/model.py")
    assert step_of(healthy) == 0
    show(page, "moons")
    healthy.get_by_role("button", name="Play").click()
    healthy.wait_for_function("Number(document.documentElement.dataset.step) > 20")
    page.close()


def test_what_a_model_refuses_at_its_start_is_told(context: BrowserContext, server: SiteServer) -> None:
    """A limit that depends on another parameter: only the spiral has a third label."""
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}?data=xor&points=0,0,2")
    said = page.get_by_text("the point 0,0,2 needs x and y within 1.2 of 0 and a label below 2")
    said.wait_for(timeout=30_000)
    assert page.locator(".sg-poster").is_visible()
    page.goto(f"{server.url}{PAGE}?data=spiral&points=0,0,2")
    first_picture(page)
    assert not said.is_visible()
    page.close()


def test_from_a_file_the_poster_stays_and_a_line_says_why(
    context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    write(site, tmp_path / "site")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "site" / "talk" / "index.html").as_uri() + "#/xor")
    page.locator("#xor").get_by_text("open the deck with `slidegen serve`").wait_for()
    assert page.locator("#xor .sg-demo-poster").is_visible()
    assert page.locator("#xor .sg-demo-poster").evaluate("image => image.naturalWidth") > 0
    assert not page.locator("#xor iframe").is_visible()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("Reveal.getCurrentSlide().id === 'moons'")
    assert errors == []
    page.close()


def test_nothing_is_asked_of_the_network(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(f"{server.url}talk/index.html#/xor")
    first_picture(demo_frame(page, "xor"))
    show(page, "full")
    first_picture(demo_frame(page, "full"))
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
    assert failed == []
    assert any("/pyodide.asm.wasm?" in url for url in asked)
    page.close()


def test_the_console_stays_empty(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    play_through(page, server)
    assert said == []
    page.close()


def play_through(page: Page, server: SiteServer) -> None:
    page.goto(f"{server.url}talk/index.html#/xor")
    frame = demo_frame(page, "xor")
    first_picture(frame)
    frame.wait_for_function("Number(document.documentElement.dataset.step) > 40")
    show(page, "end")
    page.wait_for_timeout(200)
