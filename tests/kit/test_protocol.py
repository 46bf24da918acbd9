"""The messages are what the schema says: on the wire, in protocol.mjs, and in docs/protocol.md."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Frame, Page

from .helpers import demo_frame, first_picture, kit_file, show

SCHEMA: dict[str, Any] = json.loads(kit_file("protocol.schema.json").read_text(encoding="utf-8"))
DIRECTIONS = ("frame-deck", "deck-frame", "frame-worker", "worker-frame", "deck-worker")
DOCS = Path(__file__).parents[2] / "docs" / "protocol.md"

# Every message, made to cross at least once below; the rest only when something is broken.
EXPECTED = {
    "frame-deck": {"hello", "ready", "progress", "params", "metrics", "key", "resize", "settled", "error"},
    "deck-frame": {"connect", "start", "stop", "theme", "settle"},
    "frame-worker": {"attach", "step", "set", "reset", "settle"},
    "worker-frame": {"progress", "ready", "frame", "settled", "error"},
    "deck-worker": {"open"},
}


def definitions(direction: str) -> dict[str, Any]:
    prefix = f"{direction}."
    return {
        name.removeprefix(prefix): one for name, one in SCHEMA["$defs"].items() if name.startswith(prefix)
    }


def validator(direction: str, kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{direction}.{kind}", "$defs": SCHEMA["$defs"]})


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [one["$ref"] for one in SCHEMA["anyOf"]] == [f"#/$defs/{name}" for name in DIRECTIONS]
    for direction in DIRECTIONS:
        listed = [one["$ref"].rsplit(".", 1)[1] for one in SCHEMA["$defs"][direction]["oneOf"]]
        assert listed == list(definitions(direction))


@pytest.mark.browser
def test_protocol_module_says_what_the_schema_says(deck: Page) -> None:
    messages, stages, commands = deck.evaluate(
        "import('../_slidegen/demos/_kit/protocol.mjs').then(m => [m.MESSAGES, m.STAGES, m.COMMANDS])"
    )
    assert tuple(messages) == DIRECTIONS
    for direction in DIRECTIONS:
        known = definitions(direction)
        assert list(messages[direction]) == list(known)
        for kind, fields in messages[direction].items():
            required = [name for name, what in fields.items() if not what.endswith("?")]
            assert ["slidegen", "type", *fields] == list(known[kind]["properties"]), kind
            assert ["slidegen", "type", *required] == known[kind]["required"], kind
    assert stages == SCHEMA["$defs"]["worker-frame.progress"]["properties"]["stage"]["enum"]
    assert commands == SCHEMA["$defs"]["deck-frame.command"]["properties"]["command"]["enum"]


@pytest.mark.browser
def test_messages_on_the_wire_fit_the_schema(deck: Page, on_xor: Frame) -> None:
    make_every_message_cross(deck, on_xor)
    seen: dict[str, set[str]] = {direction: set() for direction in DIRECTIONS}
    for one in deck.evaluate("recorded.messages"):
        seen[one["direction"]].add(one["type"])
        if one["data"] is not None:
            validator(one["direction"], one["type"]).validate(one["data"])
    assert {direction: EXPECTED[direction] - seen[direction] for direction in DIRECTIONS} == {
        direction: set() for direction in DIRECTIONS
    }


def make_every_message_cross(deck: Page, frame: Frame) -> None:
    frame.get_by_role("button", name="Reset").click()
    frame.locator("#sg-learning_rate").press("ArrowLeft")
    deck.evaluate("document.dispatchEvent(new CustomEvent('slidegen:theme', {detail: {theme: 'light'}}))")
    frame.wait_for_selector("html[data-theme=light]", state="attached")
    deck.evaluate("document.dispatchEvent(new CustomEvent('slidegen:theme', {detail: {theme: 'dark'}}))")
    deck.evaluate("slidegenDemos.settle(Reveal.getCurrentSlide(), 5)")
    ask_for_nonsense(deck, frame)
    frame.get_by_role("button", name="Play").focus()
    deck.keyboard.press("ArrowRight")
    deck.wait_for_function("Reveal.getCurrentSlide().id === 'moons'")
    first_picture(demo_frame(deck, "moons"))
    show(deck, "xor")


def ask_for_nonsense(deck: Page, frame: Frame) -> None:
    """A change that the model refuses: the frame says so, and goes on."""
    deck.evaluate(
        """document.querySelector('#xor iframe').contentWindow.postMessage(
             {slidegen: 1, type: 'set', params: {add_point: [9, 9, 0]}}, location.origin)"""
    )
    frame.get_by_role("alert").get_by_text("needs x and y within 1.2").wait_for()
    frame.get_by_role("button", name="Close").click()


@pytest.mark.browser
@pytest.mark.parametrize(
    "data",
    [
        None,
        "hello",
        {"type": "hello", "demo": "playground"},
        {"slidegen": 2, "type": "hello", "demo": "playground"},
        {"slidegen": 1, "type": "toString"},
        {"slidegen": 1, "type": "hello"},
        {"slidegen": 1, "type": "hello", "demo": 3},
        {"slidegen": 1, "type": "resize", "height": "tall"},
    ],
)
def test_what_is_no_message_is_refused(deck: Page, data: Any) -> None:
    check = "d => import('../_slidegen/demos/_kit/protocol.mjs').then(m => m.isMessage('frame-deck', d))"
    assert deck.evaluate(check, data) is False


def test_documentation_lists_every_message() -> None:
    rows = re.findall(
        r"^\| `([\w-]+)` \| `(\w+)` \| ([^|]*) \| ([^|]*) \|$", DOCS.read_text(encoding="utf-8"), re.M
    )
    expected = [
        (direction, kind, fields_of(one), one["description"])
        for direction in DIRECTIONS
        for kind, one in definitions(direction).items()
    ]
    assert [tuple(cell.strip() for cell in row) for row in rows] == expected


def fields_of(definition: dict[str, Any]) -> str:
    """A message's own fields as the table writes them: those that may be missing end in `?`."""
    names = [name for name in definition["properties"] if name not in ("slidegen", "type")]
    return ", ".join(f"`{name}`" if name in definition["required"] else f"`{name}?`" for name in names)
