"""The playground opened on its own: it trains, keeps its state in the address, and says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from slidegen.serve.server import SiteServer

from .helpers import PAGE, first_picture, step_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def alone(context: BrowserContext, server: SiteServer) -> Iterator[Page]:
    """The demo in a window of its own, paused."""
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}?autoplay=0&seed=3")
    first_picture(page)
    yield page
    page.close()


def test_xor_with_three_tanh_units_is_solved_within_20_s(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}")
    first_picture(page)
    page.get_by_text("100 %", exact=True).wait_for(timeout=20_000)
    assert page.get_by_label("Data").input_value() == "xor"
    assert page.get_by_label("Activation").input_value() == "tanh"
    assert page.locator("#sg-layers").input_value() == "3"
    assert urlsplit(page.url).query == "", "these are the defaults, the seed among them"
    page.close()


def test_play_step_and_reset(alone: Page) -> None:
    alone.get_by_role("button", name="Reset").click()
    alone.wait_for_selector("html[data-step='0']", state="attached")
    alone.get_by_role("button", name="Step", exact=True).click()
    alone.wait_for_selector("html[data-step='1']", state="attached")
    alone.get_by_role("button", name="Play").click()
    alone.wait_for_function("Number(document.documentElement.dataset.step) > 30")
    alone.get_by_role("button", name="Pause").click()
    alone.get_by_role("button", name="Play").wait_for()
    alone.wait_for_timeout(200)
    rest = step_of(alone)
    alone.wait_for_timeout(200)
    assert step_of(alone) == rest


@pytest.mark.parametrize(
    ("typed", "runs"), [("99", "32"), ("0", "1"), ("-3", "1"), ("4.6", "5"), ("", "3"), ("e", "3")]
)
def test_a_number_field_shows_what_runs(
    context: BrowserContext, server: SiteServer, typed: str, runs: str
) -> None:
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}?autoplay=0&n=20")
    first_picture(page)
    type_into(page, "#sg-layers", typed)
    assert page.locator("#sg-layers").input_value() == runs
    page.get_by_role("button", name="Add a layer").click()
    page.wait_for_function("layers => location.search.includes(`layers=${layers}`)", arg=f"{runs}-{runs}")
    assert page.get_by_label("Units in hidden layer 2").input_value() == runs
    page.close()


def test_the_seed_field_shows_what_runs(alone: Page) -> None:
    for typed, runs in (("9999999999", str(2**32 - 1)), ("-3", "0"), ("", "0")):
        type_into(alone, "#sg-seed", typed)
        assert alone.locator("#sg-seed").input_value() == runs
        alone.wait_for_function("seed => new URLSearchParams(location.search).get('seed') === seed", arg=runs)
    type_into(alone, "#sg-seed", "3")
    alone.wait_for_function("location.search.includes('seed=3')")


def type_into(page: Page, field: str, text: str) -> None:
    """As a hand does: what stood there goes, then key by key, and Enter."""
    page.locator(field).select_text()
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_focus_rings_are_whole_and_touch_no_text(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}?autoplay=0&ui=min")
    first_picture(page)
    page.locator(".sg-map canvas").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    outside = (
        "(e => parseFloat(getComputedStyle(e).outlineOffset) + parseFloat(getComputedStyle(e).outlineWidth))"
    )
    assert page.evaluate(f"{outside}(document.activeElement)") == pytest.approx(0, abs=0.1)
    page.locator("#sg-learning_rate").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    assert page.evaluate(SLIDER_RING) == pytest.approx(0, abs=1), "the ring begins where the label ends"
    page.close()


SLIDER_RING = """(() => {
  const control = document.activeElement.closest(".sg-control");
  const { bottom, height } = getComputedStyle(control, "::after");
  const top = control.getBoundingClientRect().bottom - parseFloat(bottom) - parseFloat(height);
  return top - control.querySelector("label").getBoundingClientRect().bottom;
})()"""


def test_the_address_holds_what_is_on_the_screen(alone: Page, context: BrowserContext) -> None:
    alone.get_by_label("Data").select_option("moons")
    alone.get_by_role("button", name="Add a layer").click()
    alone.get_by_label("Units in hidden layer 2").fill("5")
    alone.get_by_label("Units in hidden layer 2").press("Enter")
    alone.get_by_label("Noise").fill("0.1")
    alone.wait_for_function("location.search.includes('noise=0.1')")
    query = parse_qs(urlsplit(alone.url).query)
    assert query == {"autoplay": ["0"], "seed": ["3"], "data": ["moons"], "layers": ["3-5"], "noise": ["0.1"]}
    again = context.new_page()
    again.goto(alone.url)
    first_picture(again)
    assert again.get_by_label("Data").input_value() == "moons"
    assert again.get_by_label("Units in hidden layer 2").input_value() == "5"
    shown = untrained(alone)
    assert shown.startswith("accuracy")
    assert untrained(again) == shown
    again.close()


def untrained(page: Page) -> str:
    """Accuracies and loss before the first step: they depend on the data and on every first weight."""
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(500)
    assert step_of(page) == 0
    return page.locator(".pg-metrics").inner_text()


def test_copy_gives_back_what_is_on_the_screen(alone: Page) -> None:
    alone.get_by_label("Data").select_option("circles")
    alone.wait_for_function("location.search.includes('data=circles')")
    alone.locator("summary").click()
    alone.get_by_role("button", name="Copy directive").click()
    directive = alone.wait_for_function("document.querySelector('.sg-menu').dataset.copied").json_value()
    assert directive.startswith("![Playground](demo:playground?data=circles&")
    assert directive.endswith("&seed=3){height=480 ui=min}")
    alone.get_by_role("button", name="Copy link").click()
    alone.wait_for_function("document.querySelector('.sg-menu').dataset.copied === location.href")
    alone.locator(".sg-menu").press("Escape")
    assert not alone.get_by_role("button", name="Copy link").is_visible()


def test_a_click_and_the_keyboard_add_points(alone: Page) -> None:
    plane = alone.locator(".sg-map canvas")
    box = plane.bounding_box()
    assert box is not None
    alone.get_by_role("radio", name="orange square").check()
    plane.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.5})
    alone.wait_for_function("location.search.includes('points=')")
    assert points(alone) == [pytest.approx([0.6, 0, 1], abs=0.01)]
    alone.get_by_role("radio", name="blue circle").check()
    plane.focus()
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowLeft", "Enter"):
        alone.keyboard.press(key)
    alone.wait_for_function("location.search.includes('%3B')")
    assert points(alone)[1] == [-0.25, 0.1, 0]


def points(page: Page) -> list[list[float]]:
    (text,) = parse_qs(urlsplit(page.url).query)["points"]
    return [[float(number) for number in point.split(",")] for point in text.split(";")]


def test_the_live_region_says_what_is_shown(alone: Page) -> None:
    alone.get_by_role("button", name="Reset").click()
    alone.wait_for_selector("html[data-step='0']", state="attached")
    assert alone.locator("[aria-live=polite]").inner_text().startswith("Step 0: accuracy ")


def test_every_control_has_a_name(alone: Page) -> None:
    nameless = """[...document.querySelectorAll("button, input, select, canvas, summary")].filter((e) =>
      !e.labels?.length && !e.getAttribute("aria-label") && !e.textContent.trim()).map((e) => e.outerHTML)"""
    assert alone.evaluate(nameless) == []


PROBLEMS = [
    ("data=clouds", "data = clouds is not one of circles, xor, moons, spiral; xor is used"),
    ("learning_rate=7", "learning_rate = 7 is not between 0.001 and 3; "),
    ("learning_rate=0x1", "learning_rate = 0x1 is not a number; "),
    ("n=20.5", "n = 20.5 is not a whole number; 300 is used"),
    ("layers=9-9-9-9", "layers = 9-9-9-9 is not 1 to 3 numbers from 1 to 32 joined by hyphens; 3 is used"),
    ("layers=33", "layers = 33 is not 1 to 3 numbers"),
    ("points=1,2", "points = 1,2 is not a list of at most 100 x,y,label joined by semicolons"),
    ("points=0,0,9", "with x and y within 1.2 of 0 and a label below 3; no points are added"),
    ("speed=3", "speed is not a parameter of this demo; the parameters are data, layers,"),
]


def test_parameters_are_checked_in_the_page(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.route("**/worker.mjs", lambda route: route.abort())  # what the page says does not need Python
    for query, said in PROBLEMS:
        page.goto(f"{server.url}{PAGE}?{query}")
        page.get_by_role("alert").get_by_text(said).wait_for()
    page.goto(f"{server.url}{PAGE}?n=400&hide=data,seed&lock=noise")
    page.get_by_label("Points").wait_for(state="attached")
    assert page.get_by_role("alert").inner_text() == ""
    assert page.get_by_label("Points").input_value() == "400"
    assert page.get_by_label("Noise").is_disabled()
    assert page.get_by_label("Data").count() == page.get_by_label("Seed").count() == 0
    page.close()


def test_reduced_motion_starts_paused(chromium: Browser, server: SiteServer) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}")
    first_picture(page)
    page.wait_for_timeout(300)
    assert step_of(page) == 0
    assert page.get_by_role("button", name="Play").is_visible()
    context.close()


def test_test_mode_settles_at_its_step(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    seen = []
    for query in ("mode=test&step=25", "mode=test&step=25"):
        page.goto(f"{server.url}{PAGE}?{query}")
        page.wait_for_selector("html[data-settled]", state="attached", timeout=60_000)
        seen.append(page.evaluate("document.documentElement.dataset.settled"))
    assert seen[0] == seen[1]
    assert seen[0].split()[0] == "25"
    page.close()


def test_phone_has_one_column_and_large_targets(chromium: Browser, server: SiteServer) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}")
    first_picture(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = """[...document.querySelectorAll("button, select, input, summary, fieldset label")].filter((e) =>
      e.checkVisibility() && e.type !== "radio" && Math.min(e.offsetHeight, e.offsetWidth) < 44)
      .map((e) => e.outerHTML)"""
    assert page.evaluate(small) == []
    tiny = """[...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
      && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
      && parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.outerHTML)"""
    assert page.evaluate(tiny) == []
    context.close()
