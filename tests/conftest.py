"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from slidegen.browser import launch
from slidegen.errors import BrowserError

# A busy machine may stop any example for longer than the default 200 ms: slowness is no verdict here.
settings.register_profile("slidegen", deadline=None)
settings.load_profile("slidegen")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; make a context of your own in it.

    While it lives, Playwright keeps an event loop running in the main thread: a test that needs a second
    `sync_playwright()` or `asyncio.run()` does it in a thread or a subprocess.
    """
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except BrowserError as error:  # never a skip: a missing browser would hide every failure behind it
            pytest.fail(str(error), pytrace=False)
        yield browser
        browser.close()
