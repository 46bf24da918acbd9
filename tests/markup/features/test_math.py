"""Formulas in slides: found, rendered, reported at their line; in both grammars and in no other dialect."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from slidegen.errors import DeckError
from slidegen.markup.features.math_render import Engine

MATHML = re.compile(r"<math[^>]*>.*?</math>", re.S)


def tex(html: str) -> list[str]:
    """The TeX that the formulas of this HTML carry."""
    return re.findall(r'<annotation encoding="application/x-tex">(.*?)</annotation>', html, re.S)


@pytest.fixture(scope="module")
def slide(slides_with: Callable) -> Callable:
    return slides_with()


@pytest.fixture(scope="module")
def classic(slides_with: Callable) -> Callable:
    """In Python-Markdown's own grammar."""
    return slides_with(extensions=("admonition",))


FORMULAS = [
    ("a $x_1*y*z$ b", ["x_1*y*z"]),
    ("设$x$为", ["x"]),
    ("two $a$ and $b$.", ["a", "b"]),
    (r"$a \\ \{b\}$", [r"a \\ \{b\}"]),
    ("$a\n+b$", ["a\n+b"]),
    ("so $$x^2$$ is", ["x^2"]),
    (r"\(x_1\) and \[y_2\]", ["x_1", "y_2"]),
    (r"\\(x_1\\) and \\[y_2\\]", ["x_1", "y_2"]),
    ("$$\na\n\n- b\n+ c\n- d\n$$", ["a\n\n- b\n+ c\n- d"]),
    ("text\n$$\na\n$$\nmore", ["a"]),
    ("\\[\na\n\nb\n\\]", ["a\n\nb"]),
    (
        "\\begin{align}\na &= b \\\\\n\nc &< d\n\\end{align}",
        ["\\begin{align}\na &amp;= b \\\\\n\nc &amp;&lt; d\n\\end{align}"],
    ),
    ("- item\n\n    $$\n    x\n    $$\n- more", ["x"]),
    ("**$x$**", ["x"]),
    ("## On $\\alpha$", ["\\alpha"]),
    ("$a<b$ and $c>d$", ["a&lt;b", "c&gt;d"]),
    ("[$x$](http://a.b)", ["x"]),
    ("<div>\n\n$x$\n\n</div>", ["x"]),
    ('<div>\nso $x$ <b title="$5$">it</b> <code>$y$</code>\n</div>', ["x"]),
]


@pytest.mark.parametrize(("markdown", "wanted"), FORMULAS)
def test_formulas(slide: Callable, markdown: str, wanted: list[str]) -> None:
    assert tex(slide(markdown)) == wanted
    assert slide.findings == []
    assert slide.uses == {"math"}


@pytest.mark.parametrize(("markdown", "wanted"), FORMULAS)
def test_formulas_in_python_markdowns_grammar(classic: Callable, markdown: str, wanted: list[str]) -> None:
    assert classic.converter.grammar == "markdown"
    assert [" ".join(one.split()) for one in tex(classic(markdown))] == [
        " ".join(one.split()) for one in wanted
    ]
    assert classic.findings == []


@pytest.mark.parametrize(
    "markdown",
    [
        "costs $5 and $6",
        "from $5 to 10$ or $ 6$",
        r"\$5 and \$6$",
        "`$x$` and ``$$y$$``",
        "```sh\n$x$ $$y$$\n```",
        "    $$\n    x\n    $$",
        "[$5](a) and [6$](b)",
        "[a](http://x.y/$z$)",
        '<a title="$x$">a</a>',
        "see `$PATH`, it costs $5 `a`$",
        r"\[1\] Smith \(see above\) \[note\](x)",
        "<!-- $x$ -->",
        "<pre>$x$</pre>",
        "2*(4*2*2+1)",
        "no formula, only a backslash \\* and a lone $",
        "$$$ expensive $$$",
    ],
)
def test_what_is_no_formula(slide: Callable, markdown: str) -> None:
    html = slide(markdown)
    assert "<math" not in html
    assert "\x02" not in html
    assert slide.findings == []
    assert "math" not in slide.uses


def test_code_between_dollars_stays_in_python_markdowns_grammar(classic: Callable) -> None:
    assert classic(r"$\text{a `b` c}$") == r"<p>$\text{a <code>b</code> c}$</p>"


@pytest.mark.parametrize(
    "tex", [r"\text{<script>}", r"\operatorname{<b>}", '\\eqref{"><b>}', '\\foo{""><b>}', "a<b>c"]
)
def test_tex_is_no_html(slide: Callable, tex: str) -> None:
    html = slide(f"${tex}$")
    assert "<script" not in html
    assert "<b>" not in html.replace("title=", "")


def test_dialect_reveal_has_no_formulas(slides_with: Callable) -> None:
    plain = slides_with(dialect="reveal")
    assert plain(r"$x*y*z$ \(a\)") == "<p>$x<em>y</em>z$ (a)</p>"


def test_display_and_inline(slide: Callable) -> None:
    assert slide("$x$").startswith("<p><math><semantics>")
    assert slide("$$x$$").startswith('<div data-math="block"><math display="block">')
    assert '<span data-math="inline"><math display="block">' in slide("so $$x$$ is")


def test_a_comment_behind_a_formula_is_for_its_element(slide: Callable) -> None:
    for text in (
        '$$x$$ <!-- .element: class="fragment" -->',
        '$$\nx\n$$\n<!-- .element: class="fragment" -->',
    ):
        assert '<div data-math="block" class="fragment"><math' in slide(text)


def test_alternative_text_keeps_tex(slide: Callable) -> None:
    assert 'alt="curve $x^2$"' in slide("![curve $x^2$](a.png)")


def test_broken_html_around_a_formula_leaves_it_whole(slide: Callable) -> None:
    whole = MATHML.findall(slide(r"$\frac{a}{b} \text{如果}$"))
    assert MATHML.findall(slide(r"<b>bold $\frac{a}{b} \text{如果}$ </i>")) == whole


@pytest.mark.parametrize(
    ("markdown", "line", "said"),
    [
        ("a\n\nb $x$ and\nc $\\foo{x}$", 13, 'Unknown command "\\foo"'),
        ("`$\\foo$`\n\n$\\foo$", 12, 'Unknown command "\\foo"'),
        ("$$\na\n\\frac{b\n$$", 10, "Expected closing token"),
        ("$$\na\n\n\\bar \\baz\n$$", 13, '"\\baz"'),
        ("- x\n- $$\n  \\foo\n  $$", 12, '"\\foo"'),
        ("| a | b |\n|---|---|\n| $x$ | $\\foo$ |", 12, '"\\foo"'),
        ("<div>\n<p>\n$\\foo$\n</p></div>", 12, '"\\foo"'),
        ("see \\eqref{nowhere}", 10, "label"),
    ],
)
def test_a_wrong_formula_is_reported_at_its_line(
    slide: Callable, markdown: str, line: int, said: str
) -> None:
    html = slide(markdown, line=10)
    assert [found[:2] for found in slide.findings] == [(line, "math")]
    assert said in slide.findings[0][2]
    assert "sg-math-error" in html or "??" in html


def test_wrong_formulas_show_their_source(slide: Callable) -> None:
    html = slide("$\\foo{a<b}$ <b>x</b>")
    assert re.search(r'<code class="sg-math-error" title=[^>]*>\$\\foo{a&lt;b}\$</code>', html)


def test_python_markdowns_grammar_reports_the_line_too(classic: Callable) -> None:
    classic("a\n\nb\n\n$$\nx\n\\foo\n$$", line=10)
    assert [found[:2] for found in classic.findings] == [(16, "math")]


def test_macros(slide: Callable) -> None:
    html = slide(
        r"$\R \vc{x} \p$", macros={r"\R": r"\mathbb{R}", "vc": r"\boldsymbol{#1}", r"\p": r"\text{a $b$}"}
    )
    assert "ℝ" in html
    assert "𝒙" in html
    assert slide.findings == []
    slide(r"$\R \vc{x}$")  # another deck knows nothing of them
    assert 'Unknown command "\\vc"' in slide.findings[0][2]


def test_macros_of_reveals_plugins(slide: Callable) -> None:
    options = {
        "katex": {"macros": {r"\aa": "A", r"\no": r"\nosuchthing"}},
        "math": {"TeX": {"Macros": {"bb": ["{#1}", 1]}}},
    }
    html = slide(r"$\aa \bb{B}$", revealOptions=options)
    assert "<mi>A</mi><mi>B</mi>" in html
    assert len(slide.findings) == 1
    assert "'no' cannot be read" in slide.findings[0][2]


@pytest.mark.parametrize(
    "macros", [{"R": r"\mathbb{R"}, {"R": r"\nosuchthing"}, {"a b": "x"}, {"R2": "x"}, {"f": "#"}]
)
def test_wrong_macros_are_errors(slide: Callable, macros: dict[str, str]) -> None:
    with pytest.raises(DeckError, match="macro"):
        slide("$x$", macros=macros)


def test_numbers_only_where_something_refers_to_them(slide: Callable) -> None:
    assert "(1)" not in slide("\\begin{align}a&=b\\\\c&=d\\end{align}")
    html = slide(
        "by \\eqref{b}, \\ref{b}\n\n\\begin{align}a\\label{a}\\\\b\\label{b}\\end{align}\n\n$$c\\tag{C}$$"
    )
    link = re.search(r'<a href="#([^"]+)">\(2\)</a>', html)
    assert link
    assert f'id="{link[1]}"' in html
    assert ">2</a>" in html
    assert "(C)" in html


def test_labels_of_two_slides_do_not_meet(slide: Callable) -> None:
    ids = [re.search(r' id="([^"]+)"', slide(f"{text}\n\n$$a\\label{{x}}$$")) for text in ("one", "two")]
    assert ids[0]
    assert ids[1]
    assert ids[0][1] != ids[1][1]


def test_equal_formulas_are_rendered_once(slide: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = []
    convert = Engine._convert
    monkeypatch.setattr(
        Engine, "_convert", lambda *given, **how: (rendered.append(given[1]), convert(*given, **how))[1]
    )
    for _ in range(3):
        assert tex(slide("$once_{117}$ and $once_{117}$, not $$once_{117}$$")) == ["once_{117}"] * 3
    assert rendered == ["once_{117}"] * 2  # within the line, and displayed


def test_no_pattern_runs_away(slide: Callable) -> None:
    for text in (
        "$" * 20_001,
        "$$ a\n\n" * 2001,
        "\\[ " * 8000,
        "\\\\( " * 8000,
        "\\begin{align}\n" * 2000,
        "$a\\" * 5000,
        "\\[\n" * 3000,
        "$x$ " * 1500,
        "$\\text{" * 3000 + "$",
    ):
        start = time.process_time()
        slide(text)
        assert time.process_time() - start < 2, text[:12]
