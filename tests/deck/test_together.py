from pathlib import Path

import pytest

from slidegen.deck.flow import flow
from slidegen.deck.load import load
from slidegen.deck.together import Together

LINES = "".join(f"A line of text, number {number}, in the notes.\n\n" for number in range(9))


def pages(text: str, *features: str) -> list[str]:
    return [piece.text for stack in flow(text, together=Together(frozenset(features))) for piece, _ in stack]


def holding(found: list[str], word: str) -> list[str]:
    return [page for page in found if word in page]


@pytest.mark.parametrize(
    ("feature", "block"),
    [
        ("columns", "::: columns\n\nfirst part\n\n|||\n\nlast part\n\n:::\n"),
        ("columns", "::: box\n\n### first part\n\n- a\n\n## last part\n\n:::\n"),
        ("captions", "| first part |\n|---|\n| 1 |\n\n: last part\n"),
        ("captions", "Table: first part\n\n| last part |\n|---|\n| 1 |\n"),
        ("attributes", "first part\n\n{.last part='part'}\n"),
    ],
)
@pytest.mark.parametrize("lines", range(3, 10))
def test_what_stays_on_one_slide(feature: str, block: str, lines: int) -> None:
    before = "\n\n".join(LINES.split("\n\n")[:lines]) + "\n\n"
    (page,) = holding(pages(f"## T\n\n{before}{block}", feature), "first part")
    assert block.strip().splitlines()[-1] in page


def test_a_div_never_closed_takes_no_other_section() -> None:
    found = pages("## One\n\n::: box\n\na\n\n## Two\n\nb\n", "columns")
    assert [page.split("\n")[0] for page in found] == ["## One", "## Two"]


def test_braces_of_a_heading_stand_behind_its_number() -> None:
    found = pages("## T {.c}\n\n" + LINES * 2, "attributes")
    assert found[0].startswith(f"## T (1/{len(found)}) {{.c}}\n")
    assert pages("## T {.c}\n\n" + LINES * 2)[0].startswith("## T {.c} (1/")


def test_footnotes_take_room(tmp_path: Path) -> None:
    note = "[^1]: " + "A long footnote that needs several lines. " * 12
    full = "## T\n\n" + LINES[: LINES.index("A line of text, number 8")]
    bare, noted = (
        [piece.text for stack in flow(text, together=Together(notes={"1": note})) for piece, _ in stack]
        for text in (full, full.replace("number 4", "number 4[^1]"))
    )
    assert (len(bare), len(noted)) == (1, 2)


def test_a_deck_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    text = "## T\n\n" + LINES + "::: columns\n\nfirst\n\n|||\n\nlast\n\n:::\n"
    path.write_text("---\nfeatures: columns\n---\n" + text, encoding="utf-8")
    (slide,) = [slide for slide in load(path, "notes").slides if "first" in slide.markdown]
    assert slide.markdown.rstrip().endswith(":::")
