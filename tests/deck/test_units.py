"""Blocks that are longer than a slide: parted where it does least harm, and nothing lost or made up."""

import re
from itertools import pairwise

import pytest

from slidegen.deck.flow import flow
from slidegen.deck.split import split_notes


def pages(source: str) -> list[str]:
    return [piece.text for stack in flow(source) for piece, _ in stack]


def bodies(source: str) -> list[str]:
    """The pages without their headings."""
    return [page.split("\n", 2)[2] if page.startswith("#") else page for page in pages(source)]


FUNCTIONS = "\n\n".join(f"def f{n}(x):\n    y = x + {n}\n    return y" for n in range(30))


def test_code_is_parted_at_blank_lines_and_stays_code() -> None:
    found = bodies(f"## A\n\nlike this:\n\n```python\n{FUNCTIONS}\n```\n\nafter\n")
    assert len(found) > 3
    codes = [
        re.fullmatch(r"(?:like this:\n\n)?```python\n(.*?)\n```\n+(?:after\n+)?", page, re.S)
        for page in found
    ]
    assert all(codes)
    assert "\n\n".join(code[1] for code in codes if code) == FUNCTIONS
    assert found[0].startswith("like this:\n\n```")
    assert all(code[1].startswith("def") for code in codes if code)


def test_code_without_blank_lines_is_parted_all_the_same() -> None:
    found = bodies("## A\n\n~~~\n" + "line\n" * 50 + "~~~\n")
    assert sum(page.count("line\n") for page in found) == 50
    assert all(page.count("~~~") == 2 for page in found)


def test_line_steps_give_way_to_numbers_that_count_on() -> None:
    found = bodies("## A\n\n```py [5: 1-3|7]\n" + "line\n" * 30 + "```\n")
    numbers = [int(number) for page in found for number in re.findall(r"^```py \[(\d+):\]$", page, re.M)]
    lines = [page.count("line\n") for page in found]
    assert numbers[0] == 5
    assert [after - before for before, after in pairwise(numbers)] == lines[:-1]


def test_short_code_keeps_its_steps() -> None:
    assert "```py [1-3|7]" in pages("## A\n\n```py [1-3|7]\nx\n```\n")[0]


def test_code_in_a_list_item_leaves_the_list_with_its_lines_in_place() -> None:
    code = "\n".join(f"   {'  ' * (n % 3)}line{n}" if n % 5 else "" for n in range(60))
    found = bodies(f"## A\n\n1. first\n\n   ```\n{code}\n   ```\n\n2. second\n")
    assert len(found) > 2
    for page in found[1:-1]:
        assert re.match(r"```\n(?:.*\n)*?```\n", page), page
        for number in re.findall(r"line(\d+)", page):
            assert f"\n{'  ' * (int(number) % 3)}line{number}\n" in page
    assert re.findall(r"line\d+", "".join(found)) == re.findall(r"line\d+", code)
    assert "2. second" in found[-1]


def test_a_table_repeats_its_header() -> None:
    rows = [f"| r{n} | {n} |\n" for n in range(40)]
    found = bodies("## A\n\n| name | n |\n|---|--:|\n" + "".join(rows) + "\nafter\n")
    assert len(found) > 3
    assert all(page.startswith("| name | n |\n|---|--:|\n") for page in found[:-1])
    assert re.findall(r"^\| r.*\n", "".join(found), re.M) == rows


def test_a_table_that_fits_is_not_parted() -> None:
    table = "| a | b |\n|---|---|\n" + "| x | y |\n" * 6
    found = bodies("## A\n\n" + "- an item\n" * 6 + "\n" + table)
    assert sum(table in page for page in found) == 1


def test_a_quotation_is_quoted_on_every_slide() -> None:
    source = (
        "## A\n\n> "
        + "A sentence of it. " * 90
        + "\n>\n> - item\n> - item\n>\n> > deeper "
        + "and on " * 200
        + "\n"
    )
    found = bodies(source)
    assert len(found) > 3
    assert all(page.startswith(">") for page in found)
    assert found[-1].startswith("> >")


@pytest.mark.parametrize("start", [1, 95])
def test_ordered_items_keep_their_numbers(start: int) -> None:
    source = "## A\n\n" + f"{start}. item\n\n{' ' * len(f'{start}. ')}more of it\n\n" * 20
    count = start
    for page in bodies(source):
        first = re.match(r"(\d+)\. ", page)
        assert first
        assert int(first[1]) == count
        width = len(first[0])
        assert page.split("\n")[2] == " " * width + "more of it"
        count += page.count("item")


def test_formulas_are_whole() -> None:
    formula = "$$\n\\begin{aligned}\na &= b \\\\\n- c &= d \\\\\n# e\n= f\n\\end{aligned}\n$$"
    found = bodies("## A\n\n" + f"text\n\n{formula}\n\n" * 8)
    assert sum(page.count(formula) for page in found) == 8


def test_pictures_are_whole_and_few_on_a_slide() -> None:
    found = bodies("## A\n\n" + "![a picture](a.png)\nwith its words\n\n" * 4)
    assert [page.count("![a picture](a.png)\nwith its words") for page in found] == [1, 1, 1, 1]


def test_what_leads_on_stays_with_what_follows() -> None:
    found = bodies("## A\n\n" + "- item\n" * 7 + "\nThe code is:\n\n```\n" + "x\n" * 7 + "```\n")
    assert any("The code is:\n\n```" in page for page in found)


def test_notes_of_a_long_section_stay_notes() -> None:
    source = "## A\n\n" + "- an item\n" * 40 + "\nNote:\nsay this\n\n- and\n\n## B\n\nb\n\nnotes: more\n"
    found = pages(source)
    noted = [split_notes(page)[1] for page in found]
    assert len(found) > 3
    assert noted[:-2] == [None] * (len(found) - 2)
    assert noted[-2:] == ["say this\n\n- and", "more"]
    assert not any("say this" in split_notes(page)[0] for page in found)


def test_slides_are_even() -> None:
    sizes = [page.count("- ") for page in bodies("## A\n\n" + "- an item\n" * 25)]
    assert max(sizes) - min(sizes) <= len(sizes)


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("### A\n\na\n\n### B\n\n#### c\n", ["a", "b"]),
        ("# T\n\nt\n\n### A\n\na\n\n### B\n\nb\n", ["t", "a", "b"]),
        ("# A\n\na\n\n# B\n\n### c\n", ["a", "b"]),
        ("# A\n\n## B\n\n### c\n", ["a", "b"]),
        ("Title\n=====\n\nOther\n-----\n\nx\n", ["title", "other"]),
    ],
)
def test_ranks_of_headings(source: str, ids: list[str]) -> None:
    assert [stack[0][1] for stack in flow(source)] == ids


def test_lines_of_parted_blocks() -> None:
    source = (
        "x\n\n## A\n\n```\n"
        + "".join(f"code {n}\n" for n in range(40))
        + "```\n\n| a |\n|---|\n"
        + "| b |\n" * 20
    )
    lines = source.split("\n")
    for stack in flow(source):
        for piece, _ in stack:
            for number, line in enumerate(piece.text.split("\n")):
                if line.startswith("code"):
                    assert lines[piece.line - 1 + number] == line
