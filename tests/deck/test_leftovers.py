import pytest

from slidegen.deck.leftovers import leftovers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- .slide: id=\"a\" data-auto-animate class='b c' -->", []),
        (
            "<!-- .slide: a=b id=“c d” hidden e='' -->",
            [("curly", "id"), ("unquoted", "a"), ("bare", "hidden")],
        ),
        ('<!-- .element: class="x" -->', []),
        ("<!-- .element fragment -->", [("bare", "fragment")]),
        ("<!-- words a=b -->", []),
    ],
)
def test_what_sets_nothing(text: str, expected: list[tuple[str, str]]) -> None:
    found = leftovers("line\n\n" + text)
    assert [(one.why, one.name) for one in found if one.why != "empty"] == expected
    for one in found:
        assert ("line\n\n" + text)[one.offset :].startswith(one.text)
