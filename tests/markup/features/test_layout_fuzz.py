"""Whatever an author writes: HTML whose tags match, and at most findings."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PIECES = [
    *("::: columns\n", "::: column width=50%\n", "::: {.a}\n", ":::\n", "|||\n", "\n", "\n\n", "  ", "    "),
    *(
        "> ",
        "- ",
        "1. ",
        "> [!NOTE]\n",
        "[!TIP] t",
        "[^1]",
        "[^1]: x\n",
        "^[y]",
        "^[",
        "]",
        "[a]{.b}",
        "{.c}",
    ),
    *(
        "{#d e=f}",
        "{",
        "}",
        "`g`",
        "```\n",
        '![h](i.png "J *k*")',
        "| l | m |\n|---|---|\n| n | o |\n",
        ": p\n",
    ),
    *(
        "Table: q\n",
        "<!-- .fragments -->\n",
        "<!-- .slide: data-fragments -->\n",
        "<!-- .fragments: x index=1 -->",
    ),
    *("<div>", "</div>", "**", "*", "# R", "字", "![s](demo:t){u=1}"),
]
FEATURES = ("attributes", "callouts", "captions", "columns", "footnotes")


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with(*FEATURES)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_mixture(slide, text: str) -> None:
    html = slide(text)
    for tag in ("div", "aside", "figure", "table", "li"):
        assert len(re.findall(f"<{tag}[ >]", html)) == html.count(f"</{tag}>")
    assert all(1 <= line <= text.count("\n") + 1 for line, _, _ in slide.findings)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "::: a\n" * 400,
            ":::\n" * 2000,
            "[^1]" * 2000,
            "^[" * 6000,
            "[" * 2000 + "]{.a}",
            "> [!NOTE]\n" * 2000,
        ),
        *("{.a" * 2000, "a {.b}\n\n" * 500, "|||\n" * 2000, "::: columns\n" + "|||\n" * 2000, "[a]{" * 2000),
        *("- a\n" * 1000 + "<!-- .fragments -->", "::: " + "a " * 5000 + "!", "[^1]: a\n" * 1000),
    ],
    ids=range(14),
)
def test_no_mixture_takes_long(slide, text: str) -> None:
    start = time.process_time()
    slide(text)
    assert time.process_time() - start < 2
