from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.footnotes import labels, lift
from slidegen.deck.load import load
from slidegen.errors import Location
from slidegen.lint import lint

START = Location(Path("d.md"), 7)


def slides(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "deck.md"
    path.write_text("---\nfeatures: [footnotes]\n---\n" + text, encoding="utf-8")
    return [slide.markdown.strip() for slide in load(path, "deck").slides]


@pytest.mark.parametrize(
    ("text", "notes", "rest"),
    [
        ("a[^1]\n\n[^1]: x\n\nb", {"1": "[^1]: x"}, "a[^1]\n\n\n\nb"),
        ("[^1]: x\ngoes on\n\nb", {"1": "[^1]: x\ngoes on"}, "\n\n\nb"),
        ("[^1]: x\n\n    more\n\nb", {"1": "[^1]: x\n\n    more"}, "\n\n\n\nb"),
        ("[^1]: x\n[^2]: y", {"1": "[^1]: x", "2": "[^2]: y"}, "\n"),
        ("[^1]: x\n- list", {"1": "[^1]: x"}, "\n- list"),
        ("```\n[^1]: x\n```", {}, "```\n[^1]: x\n```"),
        ("a [^1]: b", {}, "a [^1]: b"),
    ],
)
def test_lifting(text: str, notes: dict[str, str], rest: str) -> None:
    found, lifted = lift(text, START)
    assert (found, {label: note.text for label, note in lifted.items()}) == (rest, notes)
    first = text.split("\n")
    assert all(first[(note.where.line or 0) - 7].startswith(f"[^{label}]:") for label, note in lifted.items())


@given(st.text(alphabet="[]^:1a \n-`", max_size=60))
def test_lines_keep_their_numbers(text: str) -> None:
    rest, notes = lift(text, START)
    assert rest.count("\n") == text.count("\n")
    assert all(note.text.startswith(f"[^{label}]:") or note.text[:4].strip() for label, note in notes.items())


def test_labels() -> None:
    assert labels("a[^1] [^b]: c[^1]\n[^2]: d[^3]") == ["1", "b", "3"]


def test_a_slide_gets_the_notes_it_refers_to(tmp_path: Path) -> None:
    first, second, third = slides(tmp_path, "A[^1]\n\n---\n\nB[^2] C[^1]\n\n---\n\nD\n\n[^1]: x\n[^2]: y\n")
    assert first == "A[^1]\n\n[^1]: x"
    assert second == "B[^2] C[^1]\n\n[^2]: y\n\n[^1]: x"
    assert third == "D"


def test_a_slides_own_note_is_nearest(tmp_path: Path) -> None:
    first, second = slides(tmp_path, "A[^1]\n\n[^1]: mine\n\n---\n\nB[^1]\n\n[^1]: other\n")
    assert (first, second) == ("A[^1]\n\n[^1]: mine", "B[^1]\n\n[^1]: other")


def test_an_unused_one_stays_to_be_found(tmp_path: Path) -> None:
    assert slides(tmp_path, "A\n\n[^1]: x\n\n---\n\nB\n") == ["A\n\n[^1]: x", "B"]


def test_long_notes_carry_them_along(tmp_path: Path) -> None:
    text = "## One\n\nA[^1]\n\n## Two\n\nB[^2]\n\n[^1]: x\n\n[^2]: y\n"
    assert slides(tmp_path, text) == ["## One\n\nA[^1]\n\n[^1]: x", "## Two\n\nB[^2]\n\n[^2]: y"]


def test_without_the_feature_nothing_moves(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_text("A[^1]\n\n---\n\n[^1]: x\n", encoding="utf-8")
    assert [slide.markdown.strip() for slide in load(path, "deck").slides] == ["A[^1]", "[^1]: x"]


@pytest.mark.parametrize(
    "order", [("A[^1] B[^2]", "[^2]: y <b>\n\n[^1]: x"), ("[^2]: y <b>\n[^1]: x\n\nC[^1]", "A[^2]")]
)
def test_what_is_wrong_in_a_footnote_is_found_on_its_own_line(tmp_path: Path, order: tuple[str, str]) -> None:
    path = tmp_path / "deck.md"
    path.write_text("---\nfeatures: [footnotes]\n---\n" + "\n\n---\n\n".join(order) + "\n", encoding="utf-8")
    line = path.read_text().split("\n").index("[^2]: y <b>") + 1
    found = {finding.where.line for finding in lint(load(path, "deck")) if finding.rule == "unclosed-tag"}
    assert found == {line}
