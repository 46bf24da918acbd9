from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.split import DASHES, STARS, Separators, dedent, detect_vertical, split, split_notes


def shape(text: str, **kinds: str | None) -> list[list[str]]:
    return [[piece.text for piece in stack] for stack in split(text, Separators(**kinds)).stacks]


def test_stacks_and_slides() -> None:
    text = "a\n\n---\n\nb\n\n----\n\nc\n\n---\n\nd"
    assert shape(text, vertical=DASHES) == [["a\n"], ["\nb\n", "\nc\n"], ["\nd"]]


def test_lines_are_kept() -> None:
    found = split("a\n\n---\n\nb\n---\nc", Separators(), first_line=5)
    assert [piece.line for stack in found.stacks for piece in stack] == [5, 8, 11]
    assert found.breaks == (7, 10)


def test_a_separator_in_a_closed_fence_is_text() -> None:
    assert len(shape("```yaml\na: 1\n---\nb: 2\n```\n\n---\n\nc")) == 2


def test_a_separator_in_an_unclosed_fence_splits() -> None:
    assert len(shape("```yaml\na: 1\n\n---\n\nb")) == 2


def test_a_fence_marker_may_be_the_separator() -> None:
    tildes = r"\r?\n~~~\r?\n"
    assert len(shape("a\n\n~~~\n\nb\n\n~~~\n\nc", vertical=tildes)[0]) == 3


def test_vertical_separator_is_detected() -> None:
    assert detect_vertical("a\n\n----\n\nb\n\n***\n\nc") == DASHES
    assert detect_vertical("a\n\n***\n\nb") == STARS
    assert detect_vertical("a\n***\nb") is None
    assert detect_vertical("```\na\n\n***\n\n----\n```\n") is None


def test_notes_are_cut_off() -> None:
    text = "a\n\nNote: say b\nnotes: and c"
    assert split_notes(text) == ("a\n\n", "say b\n\n\n and c", text.index("say"))
    assert split_notes("a") == ("a", None, 1)
    assert split_notes("```\nnote: x\n```\n\nnote:\ny")[1] == "y"


def test_an_indented_slide_loses_its_indentation() -> None:
    assert dedent("\n\n    # a\n    - b\n      - c") == "# a\n- b\n  - c"
    assert dedent("\n\n\n- a\n   - b") == "- a\n   - b"


@given(st.text(alphabet="ab\n-*`~ :note", max_size=200))
def test_no_text_is_lost(text: str) -> None:
    found = split(text, Separators(vertical=STARS))
    kept = "".join(piece.text for stack in found.stacks for piece in stack)
    assert kept.replace("\n", "") == "".join(
        line for number, line in enumerate(text.split("\n"), 1) if number not in found.breaks
    )
    for stack in found.stacks:
        for piece in stack:
            first = piece.text.split("\n")[0]
            assert text.split("\n")[piece.line - 1].endswith(first)
