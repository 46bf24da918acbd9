"""The examples of docs/layout.md."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "layout.md"
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```", DOCS.read_text("utf-8"), re.S | re.M)
ALL = ("attributes", "callouts", "captions", "columns", "footnotes")


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_mean_something_and_nothing_is_wrong_with_them(slides_with, example: str) -> None:
    slide = slides_with(*ALL)
    assert slide(example) != slides_with(dialect="reveal")(example) or slide.uses
    assert slide.findings == []


def test_every_feature_is_named_as_it_is_asked_for() -> None:
    text = DOCS.read_text("utf-8")
    assert f"features: [{', '.join(ALL)}]" in text
    for name in ALL:
        assert f"(`{name}`)" in text
