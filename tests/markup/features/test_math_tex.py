"""What math-core does not know, said in what it knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.markup.features.math_render import Engine
from slidegen.markup.features.math_tex import MACROS, prepared

ENGINE = Engine({})


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        (r"\begin{split}a&=b\end{split}", r"\begin{aligned}a&=b\end{aligned}"),
        (r"\begin{alignat}{2}a&=b\end{alignat}", r"\begin{align*}a&=b\end{align*}"),
        (r"\begin{eqnarray*}a&=&b\\c&=&d\end{eqnarray*}", r"\begin{align*}a&=b\\c&=d\end{align*}"),
        (r"\begin{smallmatrix}a&b\end{smallmatrix}", r"\begin{subarray}{c}a&b\end{subarray}"),
        (r"\begin{pmatrix*}[r]a\end{pmatrix*}", r"\begin{pmatrix}a\end{pmatrix}"),
        (r"\begin{array}{@{}l*{2}{c}@{}}a\end{array}", r"\begin{array}{lcc}a\end{array}"),
        (r"\text{if $x>0$ then}", r"{\text{if }{x>0}\text{ then}}"),
        (r"\mbox{$x$}", r"{{x}}"),
        (r"\textcolor{#f80}{x}+y", r"{\color[HTML]{ff8800}{x}}+y"),
        (r"\color{#FF8800} x", r"\color[HTML]{FF8800} x"),
        (r"\mathop{\arg\max}\limits_{x}^y f", r"\mathop{\overset{y}{\underset{x}{{\arg\max}}}} f"),
        (r"\DeclareMathOperator{\f}{fun}\f", r"\newcommand{\f}{\operatorname{fun}}\f"),
        (r"a\\[4pt]b", r"\begin{gathered}a\\b\end{gathered}"),
        (r"\alpha*b", r"\alpha *b"),
        (r"\operatorname*{a}", r"\operatorname*{a}"),
        (r"\left<x\right>", r"\left\langle x\right\rangle "),
        (r"x\tag{1}", r"\begin{equation}x\tag{1}\end{equation}"),
        (
            r"\begin{aligned}a\tag{1}\end{aligned}",
            r"\begin{equation}\begin{aligned}a\end{aligned}\tag{1}\end{equation}",
        ),
        (r"\begin{align}a\label{x}\end{align}", r"\begin{align}a\label{x}\end{align}"),
        (r"\begin{align}a\end{align}", r"\begin{align*}a\end{align*}"),
        (r"\mathop{x", r"\mathop{x"),
        ("x+y", "x+y"),
    ],
)
def test_prepared(tex: str, wanted: str) -> None:
    assert prepared(tex, display=True) == wanted


@pytest.mark.parametrize("name", sorted(MACROS))
def test_every_macro_of_ours_can_be_read(name: str) -> None:
    tex = f"\\{name}" + "".join(f"{{a{number}}}" for number in (1, 2) if f"#{number}" in MACROS[name])
    (result,) = ENGINE.render([(f"x_1 {tex} + y", True)])
    assert result.problem == ""


COMMON = r"""
\frac{1}{2}\dfrac12\tfrac{a}{b}\cfrac{1}{1+\cfrac12}
\sum_{i=1}^n\prod\limits_i\int_0^\infty\oint\lim_{x\to0}\limsup\max_{x\in X}
\begin{pmatrix}1&2\\3&4\end{pmatrix}\begin{bmatrix}1\end{bmatrix}\begin{vmatrix}1\end{vmatrix}\begin{Vmatrix}1\end{Vmatrix}
\begin{cases}x&\text{如果 }x>0\\-x&\text{otherwise}\end{cases}
\begin{aligned}a&=b\\[2pt]&=c\end{aligned}
\mathbb{R}\mathcal{L}\mathscr{L}\mathfrak{g}\mathbf{x}\mathsf{T}\mathtt{x}\boldsymbol{\theta}\bm{x}
\operatorname{softmax}\operatorname*{argmin}_x\operatorname{\mathbb{E}}
\underbrace{a+b}_{n}\overbrace{a}^{b}\overset{!}{=}\underset{x}{\arg\max}\stackrel{d}{\to}
\xrightarrow[b]{\text{到}}\xleftarrow{a}
\left\{\frac{a}{b}\middle|c\right\}\Bigg(\big|_{x=0}\left\lVert x\right\rVert_2^2
\textcolor{red}{x}\cancel{x}\boxed{E=mc^2}
\dots\ldots\cdots\vdots\ddots\dotsc
f'f''\not=\not\in\notin
\hat x\tilde{x}\bar x\vec{v}\dot x\ddot x\widehat{xyz}\widetilde{xyz}\overline{ab}\underline{x}
x_{i_{j}}^{2^{n}}\,\;\:\!\quad\mathrm{d}x
\begin{array}{c|cc}a&b&c\\\hline d&e&f\end{array}
D_{\mathrm{KL}}(p\,\|\,q)=\mathbb{E}_{x\sim p}\left[\log\frac{p(x)}{q(x)}\right]
\nabla_\theta J(\theta)\propto\partial\times\cdot\otimes\odot\oplus\circ\ast
A^\top A^{-1}\|x\|\lfloor x\rfloor\langle x,y\rangle
\hspace{1em}\phantom{x}\binom{n}{k}{n \choose k}\sqrt[3]{x}
""".strip().split("\n")


@pytest.mark.parametrize("tex", COMMON)
def test_what_lecturers_write(tex: str) -> None:
    for display in (True, False):
        (result,) = ENGINE.render([(tex, display)])
        assert result.problem == ""
        assert "[2pt]" not in result.mathml.split("<annotation")[0].replace("</mi><mi>", "")


@given(st.text(alphabet=r"\{}[]$&^_#*%~ab1" + "\n", max_size=60), st.booleans())
def test_any_text_is_rendered_or_refused(tex: str, display: bool) -> None:
    (result,) = ENGINE.render([(tex, display)])
    assert result.mathml or result.problem


PIECES = [r"\text{", r"\mathop{", "$", "}", r"\textcolor{#f00}{", "_", "^", r"\limits", "x"]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_rewriting_ends(parts: list[str]) -> None:
    (result,) = ENGINE.render([("".join(parts), True)])
    assert result.mathml or result.problem
