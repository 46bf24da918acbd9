from __future__ import annotations

import pytest


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to swap folders."""
    if request.param == "two renames":
        monkeypatch.setattr("slidegen.write.atomic.exchange", lambda one, other: False)
    return str(request.param)
