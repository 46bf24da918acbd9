"""Titles and ids of headings with formulas."""

from __future__ import annotations

import pytest

from slidegen.deck.ids import base_id, title_of
from slidegen.deck.readable import readable, without_formulas


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\alpha + \Gamma", "α+ Γ"),
        (r"\nabla_\theta J", "∇_θJ"),
        (r"\frac{a}{b}", "a/b"),
        (r"\mathbb{R}^n \to \mathbb{R}", "R^n →R"),
        (r"\left( x \right)", "( x )"),
        (r"\mathrm{softmax}(x)", "softmax(x)"),
    ],
)
def test_readable(tex: str, said: str) -> None:
    assert readable(tex).replace(" ", "") == said.replace(" ", "")


@pytest.mark.parametrize(
    ("heading", "title", "name"),
    [
        (r"## The gradient $\nabla f(x)$", "The gradient ∇ f(x)", "the-gradient-f-x"),
        (r"## 若 $\alpha_i > 0$", "若 α_i > 0", "若-α-i-0"),
        (r"## It costs $5, then $6", "It costs $5, then $6", "it-costs-5-then-6"),
        (r"## The variable `$PATH$`", "The variable $PATH$", "the-variable-path"),
        (r"## A \$ sign", "A $ sign", "a-sign"),
    ],
)
def test_titles_and_ids(heading: str, title: str, name: str) -> None:
    assert title_of(heading).replace(" ", "") == title.replace(" ", "")
    assert base_id(heading, {}) == name


def test_text_without_formulas_stays() -> None:
    assert without_formulas(r"a \* `$x$` $5 and $6") == r"a \* `$x$` $5 and $6"
