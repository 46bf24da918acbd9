"""What the tests of the kit do with a deck's page and its demos' frames."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Frame, Page

from slidegen import resources

BOOT_MS = 60_000
PAGE = "_slidegen/demos/playground/index.html"


def show(page: Page, slide: str) -> None:
    """Go to a slide, without waiting for its demos."""
    page.evaluate(
        "id => { const at = Reveal.getIndices(document.getElementById(id)); Reveal.slide(at.h, at.v); }",
        slide,
    )


def slide_of(page: Page) -> str:
    return str(page.evaluate("Reveal.getCurrentSlide().id"))


def demo_frame(page: Page, slide: str) -> Frame:
    """The frame of the demo on a slide, or in its background."""
    handle = page.wait_for_function(
        """id => {
             const section = document.getElementById(id);
             const background = section.slideBackgroundContentElement;
             return section.querySelector("iframe[src]") ?? background?.querySelector("iframe[src]");
           }""",
        arg=slide,
    ).as_element()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def first_picture(frame: Frame | Page) -> None:
    frame.wait_for_selector("html[data-step]", state="attached", timeout=BOOT_MS)


def step_of(frame: Frame | Page) -> int:
    return int(frame.evaluate("document.documentElement.dataset.step"))


def kit_file(name: str) -> Path:
    return resources.demos() / "_kit" / name
