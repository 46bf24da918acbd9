"""templates/js/demo-host.js: one worker, start and stop, resume, settling, theme."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from slidegen.serve.server import SiteServer

from .helpers import demo_frame, first_picture, show, step_of

pytestmark = pytest.mark.browser


def test_one_worker_serves_all_frames(deck: Page, on_xor: Frame) -> None:
    show(deck, "moons")
    for slide in ("xor", "moons", "full"):  # neighbours are loaded ahead
        first_picture(demo_frame(deck, slide))
    assert len([frame for frame in deck.frames if "playground" in frame.url]) == 3
    assert deck.evaluate("recorded.workers") == 1


def test_active_names_the_instances_of_the_slide(deck: Page) -> None:
    show(deck, "xor")
    assert deck.evaluate("slidegenDemos.active") == ["xor-1"]
    show(deck, "full")
    assert deck.evaluate("slidegenDemos.active.length") == 1
    show(deck, "end")
    assert deck.evaluate("slidegenDemos.active") == []


def test_leaving_the_slide_stops_within_50_ms(deck: Page, on_xor: Frame) -> None:
    play(on_xor)
    deck.wait_for_timeout(300)
    left = deck.evaluate("(Reveal.next(), performance.timeOrigin + performance.now())")
    deck.wait_for_timeout(600)
    steps = [one["at"] - left for one in messages(deck, "frame-worker", "step") if "data=xor" in one["from"]]
    assert [late for late in steps if late > 50] == []
    assert any(-300 < early < 0 for early in steps), "it was training until the slide was left"
    resting = step_of(on_xor)
    deck.wait_for_timeout(300)
    assert step_of(on_xor) == resting


def test_coming_back_goes_on_without_a_click(deck: Page, on_xor: Frame) -> None:
    play(on_xor)
    show(deck, "moons")
    deck.wait_for_timeout(200)
    before = step_of(on_xor)
    show(deck, "xor")
    on_xor.wait_for_function(f"Number(document.documentElement.dataset.step) > {before}")


def test_an_unloaded_frame_resumes_where_it_was(deck: Page, on_xor: Frame) -> None:
    on_xor.get_by_role("button", name="Reset").click()
    for _ in range(3):
        on_xor.get_by_role("button", name="Step", exact=True).click()
        deck.wait_for_timeout(100)
    on_xor.wait_for_selector("html[data-step='3']", state="attached")
    show(deck, "end")
    deck.wait_for_function("!document.querySelector('#xor iframe').hasAttribute('src')")
    show(deck, "xor")
    again = demo_frame(deck, "xor")
    again.wait_for_selector("html[data-step='3']", state="attached")
    assert again.get_by_role("button", name="Play").is_visible(), "it was paused, and is"


def test_at_most_one_step_is_in_flight(deck: Page, on_xor: Frame) -> None:
    play(on_xor)
    start = deck.evaluate("performance.timeOrigin + performance.now()")
    deck.wait_for_function(
        """start => recorded.messages
             .filter(m => m.at > start && m.from.includes('data=xor') && m.type === 'step').length > 10""",
        arg=start,
    )
    log = deck.evaluate(
        """start => recorded.messages
             .filter(m => m.at > start && m.from.includes('data=xor') && ['step', 'frame'].includes(m.type))
             .map(m => m.type)""",
        start,
    )
    assert log.count("step") > 10
    assert "step step" not in " ".join(log)


def test_theme_is_passed_down(deck: Page, on_xor: Frame) -> None:
    assert on_xor.evaluate("document.documentElement.dataset.theme") == "dark"
    for theme in ("light", "dark"):
        deck.keyboard.press("t")
        on_xor.wait_for_selector(f"html[data-theme={theme}]", state="attached")


def test_background_demo_fills_the_window(deck: Page) -> None:
    show(deck, "full")
    frame = demo_frame(deck, "full")
    first_picture(frame)
    assert frame.evaluate("[innerWidth, innerHeight, document.documentElement.dataset.ui]") == [
        1280,
        720,
        "full",
    ]


def test_settle_gives_the_same_bits_twice(context: BrowserContext, server: SiteServer) -> None:
    runs = [settled(context, server) for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0]["default"][0]["step"] == 400
    assert runs[0]["at 30"][0]["step"] == 30
    assert runs[0]["at 30"][0]["hash"] != runs[0]["default"][0]["hash"]
    assert runs[0]["background"][0]["step"] == 12


def settled(context: BrowserContext, server: SiteServer) -> dict[str, Any]:
    page = context.new_page()
    page.goto(f"{server.url}talk/index.html?mode=shot#/xor")
    page.evaluate("slidegen.show('xor')")
    settle = "([id, step]) => slidegenDemos.settle(document.getElementById(id), step ?? undefined)"
    found = {"default": page.evaluate(settle, ["xor", None]), "at 30": page.evaluate(settle, ["xor", 30])}
    picture = demo_frame(page, "xor").evaluate("document.querySelector('.sg-map canvas').toDataURL()")
    page.evaluate("slidegen.show('full')")
    found["background"] = page.evaluate(settle, ["full", 12])
    assert demo_frame(page, "full").url.endswith("&mode=test")
    assert messages(page, "frame-worker", "step") == [], "in a picture nothing plays by itself"
    page.close()
    return {**found, "picture": picture}


def test_a_worker_that_cannot_start_is_told_in_the_frame(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.route("**/worker.mjs", lambda route: route.abort())
    page.goto(f"{server.url}talk/index.html#/xor")
    frame = demo_frame(page, "xor")
    frame.get_by_text("the demos' worker could not be loaded").wait_for()
    page.unroute("**/worker.mjs")
    frame.get_by_role("button", name="Try again").click()
    first_picture(frame)
    page.close()


def play(frame: Frame) -> None:
    button = frame.get_by_role("button", name="Play")
    if button.is_visible():
        button.click()
    frame.get_by_role("button", name="Pause").wait_for()


def messages(page: Page, direction: str, kind: str) -> list[dict[str, Any]]:
    wanted = json.dumps([direction, kind])
    script = (
        f"recorded.messages.filter(m => JSON.stringify([m.direction, m.type]) === JSON.stringify({wanted}))"
    )
    return list(page.evaluate(f"{script}.map(({{at, from}}) => ({{at, from}}))"))
