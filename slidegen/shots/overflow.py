"""Looks at every slide in a real browser: does its content fit, does its page fail?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from slidegen.browser import launch
from slidegen.model import Finding
from slidegen.pipeline import build
from slidegen.project import Project
from slidegen.serve.server import SiteServer
from slidegen.shots.capture import photograph
from slidegen.shots.context import Settings
from slidegen.shots.run import NO_NAMES
from slidegen.shots.shot import Shot

# sub-pixel layout rounds up; nobody sees two pixels
SLACK_PX = 2


def look(
    project: Project,
    paths: Sequence[Path] = (),
    command_line: Mapping[str, Any] | None = None,
    without: Collection[Path] = (),
) -> Iterator[tuple[Path, Finding]]:
    """The deck's file and what is wrong, for each slide that overflows 1280x720 or fails.

    Raises:
        SlidegenError: a deck cannot be built, there is no browser.
    """
    site = build(project, paths, command_line, without)
    with sync_playwright() as playwright, SiteServer(site) as server:
        browser = launch(playwright, args=[NO_NAMES])
        try:
            for page in site.decks:
                if page.deck is None:
                    continue
                for shot in photograph(browser, server.url, page, Settings(pictures=False)):
                    yield from ((page.deck.deck.path, finding) for finding in findings(shot))
        finally:
            browser.close()


def findings(shot: Shot) -> Iterator[Finding]:
    """What is wrong with a slide that was looked at."""
    x, y = shot.overflow
    ways = [f"{y} px too tall"] * (y > SLACK_PX) + [f"{x} px too wide"] * (x > SLACK_PX)
    if ways:
        message = f"the slide {shot.id!r} is {' and '.join(ways)} for 1280x720"
        yield Finding("slide-overflow", message, shot.where, "cut it in two, or shorten it")
    for failure in shot.failures:
        yield Finding("page-failure", f"the slide {shot.id!r} fails: {failure}", shot.where)
