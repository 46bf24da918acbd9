"""The surroundings in which slides are photographed: window, scale, theme, and no way to the outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

# A proxy that does not exist, for all addresses but the site's own. Refusing requests is not enough: Chromium connects
# to the host of a frame before its request can be refused.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a slide is looked at: the window in CSS pixels, its scale, the theme (None: the deck's own).

    `limit_s` is what a slide may take until it is settled, the first one's loading included. Without `pictures`
    slides are only looked at.
    """

    width: int = 1280
    height: int = 720
    scale: float = 1
    theme: str | None = None
    pictures: bool = True
    limit_s: float = 100  # above what a page gives a demo to settle, whose own message says more


@contextmanager
def context(browser: Browser, settings: Settings, url: str = "") -> Iterator[BrowserContext]:
    """A fresh context in which the same page always gives the same pixels.

    Args:
        browser: a running Chromium.
        settings: window, scale and theme.
        url: the only site that connections are made to; nothing at all where it is empty.
    """
    made = browser.new_context(
        viewport={"width": settings.width, "height": settings.height},
        device_scale_factor=settings.scale,
        reduced_motion="reduce",
        color_scheme="light" if settings.theme == "light" else "dark",
        locale="en-US",
        timezone_id="UTC",
        service_workers="block",
        proxy={"server": NOWHERE, "bypass": urlsplit(url).netloc},
    )
    try:
        yield made
    finally:
        made.close()
