"""Checking an address against a manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from slidegen.demo.manifest import Manifest
from slidegen.errors import DemoError, Location

WHERE = Location(Path("talk.md"), 12)


def test_values_come_in_the_manifests_order(manifest: Manifest) -> None:
    assert list(manifest.check({"kind": "l2", "rate": "1"}).items()) == [("rate", 1.0), ("kind", "l2")]
    assert manifest.check({}) == {}


def test_the_pages_own_options_are_checked_and_left_out(manifest: Manifest) -> None:
    given = {
        "ui": "min",
        "theme": "dark",
        "lang": "zh",
        "autoplay": "0",
        "mode": "test",
        "step": "40",
        "hide": "rate",
        "lock": "rate,kind",
    }
    assert manifest.check(given) == {}


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"rte": "1"}, "talk.md:12: the demo tiny has no parameter 'rte' (did you mean rate?)"),
        ({"rate": "9"}, "talk.md:12: the demo tiny cannot use rate=9: 9 is outside 0.1 to 2.0"),
        ({"kind": "l3"}, "talk.md:12: the demo tiny cannot use kind=l3: 'l3' is not one of l1, l2"),
        ({"ui": "big"}, "talk.md:12: ui=big is not one of full, min"),
        ({"step": "-1"}, "talk.md:12: step=-1 is not a number of steps"),
        ({"hide": "rat"}, "talk.md:12: hide names no parameter 'rat' (did you mean rate?)"),
    ],
)
def test_errors_are_one_line_with_the_place(manifest: Manifest, params: dict[str, str], message: str) -> None:
    with pytest.raises(DemoError) as caught:
        manifest.check(params, WHERE)
    assert str(caught.value) == message
    assert caught.value.exit_code == 1


def test_json_for_the_page(manifest: Manifest) -> None:
    table = json.loads(manifest.as_json())
    assert table["name"] == "tiny"
    assert [param["name"] for param in table["params"]] == ["rate", "kind"]
    assert table["params"][0]["default"] == manifest.defaults()["rate"] == 0.5
    assert "expect" not in table
