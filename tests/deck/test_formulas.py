"""Where formulas begin and end, for the grammar and for notes that are cut into slides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.flow import flow
from slidegen.deck.formulas import find_block, find_inline, in_html
from slidegen.deck.measure import Room, formula_height

NESTED = r"\begin{cases}\begin{cases}a\end{cases}\end{cases}"
NONE = [
    "$5 and $6",
    "$ x$",
    "$x $",
    "$x$5",
    "$$$$",
    "$$ $$",
    r"\[1\]",
    r"\(a word\)",
    r"\begin{x}a\end{x}",
    "$5 to 10$",
]


@pytest.mark.parametrize(
    ("text", "tex", "display"),
    [
        ("$x$ b", "x", False),
        ("$$x$$ b", "x", True),
        (r"$\$5$", r"\$5", False),
        (r"\(x\)", "x", False),
        (r"\[x+y\]", "x+y", True),
        (r"\\(x\\)", "x", False),
        (r"\eqref{a}", r"\eqref{a}", False),
        (NESTED + ".", NESTED, True),
    ],
)
def test_find_inline(text: str, tex: str, display: bool) -> None:
    found = find_inline(text, 0, len(text))
    assert found
    assert (found.tex, found.display) == (tex, display)
    assert text.startswith(found.raw)


@pytest.mark.parametrize("text", NONE)
def test_no_formula(text: str) -> None:
    assert find_inline(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("lines", "taken", "tex", "comment"),
    [
        (["$$", "a", "", "- b", "$$", "c"], 5, "a\n\n- b", ""),
        (["$$a$$"], 1, "a", ""),
        (["$$a$$."], 1, "a.", ""),
        (["$$a$$ <!-- x -->"], 1, "a", "<!-- x -->"),
        (["$$a", "b$$"], 2, "a\nb", ""),
        (["\\[", "a", "\\]"], 3, "a", ""),
    ],
)
def test_find_block(lines: list[str], taken: int, tex: str, comment: str) -> None:
    found = find_block(lines)
    assert found
    assert (found.lines, found.formula.tex, found.comment) == (taken, tex, comment)


@pytest.mark.parametrize(
    "lines", [["$$a$$ and text"], ["$$", "a"], ["$$", "```", "$$"], ["a $$", "b", "$$"], ["$x$"]]
)
def test_no_block(lines: list[str]) -> None:
    assert find_block(lines) is None


def test_raw_html() -> None:
    text = '<p title="$a$">$b$ <code>$c$</code> costs $5 &lt; $6 <!-- $d$ --> $e&lt;f$</p>'
    found = []
    html = in_html(text, lambda formula: found.append(formula.tex) or "X")
    assert found == ["b", "e<f"]
    assert html == '<p title="$a$">X <code>$c$</code> costs $5 &lt; $6 <!-- $d$ --> X</p>'


def test_long_notes_are_not_cut_within_a_formula() -> None:
    formula = "$$\n" + "\n\n".join(f"- a_{{{n}}} \\\\" for n in range(6)) + "\n$$\n"
    text = "## Notes\n\n" + "".join(f"Text {n}.\n\n{formula}\n" for n in range(6))
    pages = [piece.text for stack in flow(text) for piece, _ in stack]
    assert len(pages) > 1
    assert all(page.count("$$") % 2 == 0 for page in pages)


def test_heights_grow_with_rows_and_fractions() -> None:
    room = Room()
    plain = formula_height("$$a=b$$", room)
    assert (
        plain
        < formula_height(r"$$\frac{a}{b}$$", room)
        < formula_height(r"$$\frac{a}{b}\\\frac{c}{d}$$", room)
    )


@given(st.text(alphabet='$\\()[]{} \nab`<"-1', max_size=80))
def test_what_is_found_lies_in_the_text(text: str) -> None:
    for start, char in enumerate(text):
        if char in "$\\" and (found := find_inline(text, start, len(text))):
            assert text.startswith(found.raw, start)
            assert found.tex.strip()
