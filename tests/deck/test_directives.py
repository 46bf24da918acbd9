from pathlib import Path

import pytest

from slidegen.deck.directives import attributes, demo_uses, directives, slide_attributes
from slidegen.errors import Location

HERE = Location(Path("d.md"), 10)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (' .slide: data-background="red" ', ("slide", {"data-background": "red"})),
        (" .slide: data-background-iframe='a' data-background-interactive ",
         ("slide", {"data-background-iframe": "a", "data-background-interactive": ""})),
        (' .element: class="a b" data-x="1"', ("element", {"class": "a b", "data-x": "1"})),
        (' .slide:\n  id="x"\n  style="a"', ("slide", {"id": "x", "style": "a"})),
        (' #####.slide: data-background="red" ', None),
        (" just words ", None),
        (" .slide: a=b hidden ", ("slide", {})),
    ],
)  # fmt: skip
def test_attributes(comment: str, expected: tuple[str, dict[str, str]] | None) -> None:
    assert attributes(comment) == expected


def test_directives_know_their_lines() -> None:
    text = (
        'a\n\n<!-- .slide: id="x" -->\n\n`<!-- .slide: id="no" -->`\n\n```\n<!-- .slide: id="no" -->\n```\n'
    )
    found = directives(text, HERE)
    assert [(one.kind, one.where.line) for one in found] == [("slide", 12)]
    assert slide_attributes(found) == {"id": "x"}


def test_demos_are_found_with_lines_and_parameters() -> None:
    text = (
        "![XOR](demo:playground?data=xor&seed=7){height=420 ui=min}\n\n"
        '<!-- .slide: data-background-iframe="demo:conv?kernel=3" data-background-interactive -->\n\n'
        "`![no](demo:no)`\n\n![picture](a.png)\n"
    )
    first, second = demo_uses(text, HERE)
    assert (first.name, first.params, first.attrs) == (
        "playground",
        {"data": "xor", "seed": "7"},
        {"height": "420", "ui": "min"},
    )
    assert (first.where.line, first.background) == (10, False)
    assert (second.name, second.params, second.background, second.where.line) == (
        "conv",
        {"kernel": "3"},
        True,
        12,
    )
