"""Finds out in what environment pictures are taken: pictures are only compared where it is the same."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

from playwright.sync_api import Browser

from slidegen.shots.context import Settings, context
from slidegen.shots.pixels import decode
from slidegen.shots.shot import Environment

# Text in every generic family and in scripts that our fonts do not hold, edges, a gradient and a canvas: what
# differs from machine to machine although browser and platform are the same.
PROBE = Path(__file__).with_name("probe.html")


def look_around(browser: Browser, settings: Settings) -> Environment:
    """The environment of this browser on this machine, with the hash of a picture of the probe page."""
    with context(browser, settings) as made:
        page = made.new_page()
        page.set_content(PROBE.read_text("utf-8"))
        pixels = decode(page.screenshot(animations="disabled", caret="hide"))
    return Environment(
        browser=browser.browser_type.name,
        version=browser.version,
        platform=f"{platform.system()} {platform.machine()}",
        scale=settings.scale,
        probe=hashlib.sha256(pixels.tobytes()).hexdigest()[:16],
    )
