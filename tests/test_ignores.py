"""What authors silence, and what is said of ignores that silence nothing."""

import re
from pathlib import Path

import pytest

import slidegen
from slidegen.deck.load import load
from slidegen.ignores import kept
from slidegen.lint import known_names, lint, thorough_rules

A = "[x]()"  # empty-link


def left(tmp_path: Path, text: str, **options: object) -> list[tuple[str, int | None]]:
    path = tmp_path / "talk.md"
    path.write_text(text, "utf-8")
    deck = load(path, "talk", options)
    found = kept(deck, lint(deck, thorough_rules()), judged=known_names())
    return sorted((one.rule, one.where.line) for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A} <!-- slidegen: ignore empty-link -->\n", []),
        (f"<!-- slidegen: ignore empty-link -->\n\n{A}\n", []),
        (f"<!-- slidegen: ignore empty-link -->\n<!-- slidegen: ignore unclosed-tag -->\n{A}<b>\n", []),
        (f"<!-- slidegen: ignore empty-link, unclosed-tag -->\n{A}<b>\n", []),
        (f"<!-- slidegen: ignore empty-link -->\n{A}\n{A}\n", [("empty-link", 3)]),
        (f"text <!-- slidegen: ignore empty-link -->\n{A}\n", [("empty-link", 2), ("unused-ignore", 1)]),
        (
            f"{A}\n\n---\n\n{A}\n\n<!-- slidegen: ignore-slide empty-link -->\n{A}\n\n---\n\n{A}\n",
            [("empty-link", 1), ("empty-link", 12)],
        ),
        (f"---\n# slidegen: ignore empty-link\ntitle: x\n---\n\n{A}\n\n---\n\nb {A}\n", []),
        (f"# slidegen: ignore empty-link\n\n{A}\n", [("empty-link", 3)]),
        ("a <!-- slidegen: ignore empty-link -->\n", [("unused-ignore", 1)]),
        ("a <!-- slidegen: ignore empti-link -->\n", [("unknown-ignore", 1)]),
        (
            "a <!-- slidegen: ignore -->\n\n<!-- slidegen: ignor x -->\n",
            [("unknown-ignore", 1), ("unknown-ignore", 3)],
        ),
        (f"`<!-- slidegen: ignore empty-link -->` {A}\n", [("empty-link", 1)]),
        (f"```\n<!-- slidegen: ignore x -->\n```\n\n{A}\n", [("empty-link", 5)]),
        ("a\n\n---\n\n<!-- slidegen: ignore empty-slide -->\n", []),
    ],
)
def test_ignores(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert left(tmp_path, text) == expected


def test_the_project_silences_too(tmp_path: Path) -> None:
    assert left(tmp_path, f"{A}\n", check={"ignore": ["empty-link"]}) == []


def test_unused_ignores_are_only_said_of_rules_that_ran(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("a <!-- slidegen: ignore picture-without-alt -->\n")
    deck = load(path, "talk")
    assert not kept(deck, lint(deck))
    assert [one.rule for one in kept(deck, (), judged={"picture-without-alt"})] == ["unused-ignore"]


def test_a_misspelt_rule_gets_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("a <!-- slidegen: ignore empty-lnk -->\n")
    deck = load(path, "talk")
    assert "did you mean 'empty-link'?" in str(kept(deck, ())[0])


def test_every_name_that_is_said_can_be_ignored() -> None:
    """A new name belongs into ELSEWHERE of slidegen/rules/__init__.py, or is a rule of its own."""
    said = re.compile(r'(?:\bFinding|\.say|\b_say|\b_problem|\bProblem)\(\s*"([a-z]+(?:-[a-z]+)*)"')
    for path in Path(slidegen.__path__[0]).rglob("*.py"):
        for name in said.findall(path.read_text("utf-8")):
            assert name in known_names(), f"{path.name} says {name!r}"
