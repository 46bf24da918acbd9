import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.prose import comments, directives_text, prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain *text*", "plain *text*"),
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a" + 11 * " " + "d"),
        ("a\n```\nb\n```\nc", "a\n   \n \n   \nc"),
        ("a\n~~~\nb", "a\n   \n "),
        ("a <!-- b\nc --> d", "a       \n      d"),
        ("<script>a < b</script>", "<script>     </script>"),
        ("a <!-- b", "a <!-- b"),
    ],
)
def test_what_is_no_prose_becomes_space(text: str, expected: str) -> None:
    assert prose(text) == expected


PIECES = [*"ab`~<>!- \\", "\n", "```", "<!--", "-->", "<pre>", "</pre>"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_lines_and_length_stay(text: str) -> None:
    found = prose(text)
    assert len(found) == len(text)
    assert [i for i, c in enumerate(found) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


def test_comments_and_where_they_stand() -> None:
    text = "<!-- a --> `<!-- b -->`\n```\n<!-- c -->\n```\n<!-- d"
    assert [content for _, _, content in comments(text)] == [" a ", " b ", " c "]
    assert directives_text(text) == ((0, " a "),)


@pytest.mark.parametrize("piece", ["<!--", "`", "``", "`a``", "<pre>", "</pre", "~~~\n", "`\n", "<!-- `"])
def test_no_input_takes_long(piece: str) -> None:
    began = time.process_time()
    prose(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 1
