"""One oracle for all parity tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from .build import Builder
from .oracle import Oracle, oracle


@pytest.fixture(scope="session")
def plugin(chromium: Browser) -> Iterator[Oracle]:
    """reveal.js's own Markdown plugin, in one page for the whole session."""
    with oracle(chromium) as asked:
        yield asked


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Our side."""
    return Builder(tmp_path_factory.mktemp("parity"))
