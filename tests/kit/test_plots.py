"""What the plots are computed from, and that the page and the build agree on which parameters fit."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import BrowserContext, Page

from slidegen.demo.catalog import load_catalog
from slidegen.errors import DemoError
from slidegen.serve.server import SiteServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(context: BrowserContext, server: SiteServer) -> Page:
    """A page beside the kit's modules, without a demo."""
    made = context.new_page()
    made.goto(f"{server.url}_slidegen/demos/playground/poster.svg")
    return made


def call(page: Page, module: str, expression: str, argument: object = None) -> object:
    script = f"x => import('../_kit/{module}.mjs').then((m) => {expression})"
    return page.evaluate(script, argument)


@pytest.mark.parametrize(
    ("top", "expected"),
    [(0.7, [0, 0.2, 0.4, 0.6, 0.8]), (1, [0, 0.25, 0.5, 0.75, 1]), (3.5, [0, 1, 2, 3, 4])],
)
def test_ticks_are_round_and_cover_the_data(page: Page, top: float, expected: list[float]) -> None:
    assert call(page, "curve", "m.ticks(x)", top) == pytest.approx(expected)


def test_zero_lines_of_a_circle_lie_on_the_circle(page: Page) -> None:
    field = "m.zeroLines(21, 21, (row, column) => Math.hypot(row - 10, column - 10) - 6.3)"
    segments = call(page, "contour", field)
    assert isinstance(segments, list)
    assert len(segments) > 30
    for x1, y1, x2, y2 in segments:
        for x, y in ((x1, y1), (x2, y2)):
            assert math.hypot(x - 10, y - 10) == pytest.approx(6.3, abs=0.06)


def test_zero_lines_of_a_saddle_and_of_nothing(page: Page) -> None:
    assert len(call(page, "contour", "m.zeroLines(2, 2, (r, c) => (r === c ? 1 : -1))")) == 2  # type: ignore[arg-type]
    assert call(page, "contour", "m.zeroLines(3, 3, () => 1)") == []


TRIED = {
    "data": ["xor", "XOR", "", "spiral "],
    "layers": ["3", "4-4", "4-4-4", "4-4-4-4", "0", "33", "4-", "4,4", "-4", "1-32"],
    "learning_rate": [
        "0.001",
        "3",
        "3.001",
        "0",
        "1e-1",
        "0x1",
        "nan",
        "inf",
        " 1",
        ".5",
        "1.",
        "+1",
        "1e400",
    ],
    "n": ["20", "1000", "1001", "30.5", "40.0", "4e1"],
    "seed": ["0", "4294967295", "4294967296", "-1", "7.5"],
    "points": [
        *("", "0,0,1", "0,0,1;", "0.5,-.5,0;1,1,1", "0,0", "0,0,1,1", "a,0,1", "0,0,12", "1.,0,0"),
        *("0,0,2", "0,0,3", "1.2,-1.2,0", "1.21,0,0", "0,-1.3,0"),
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TRIED.items() for text in texts])
def test_page_and_build_accept_the_same_parameters(page: Page, name: str, text: str) -> None:
    manifest = load_catalog().find("playground").manifest
    try:
        manifest.check({name: text})
        fits = True
    except DemoError:
        fits = False
    argument = [f"?{name}={text.replace('+', '%2B')}", manifest.as_json()]
    problems = call(page, "address", "m.parse(x[0], JSON.parse(x[1]), (key) => key).problems", argument)
    assert (problems == []) is fits, problems
