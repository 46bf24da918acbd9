import pytest


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with("attributes")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("![x](a.png){.big width=400}", '<p><img alt="x" class="big" src="a.png" width="400"></p>'),
        ("[l](b){#i target=_blank} c", '<p><a href="b" id="i" target="_blank">l</a> c</p>'),
        ("`c`{.k} **b**{.y}", '<p><code class="k">c</code> <strong class="y">b</strong></p>'),
        ("[two *words*]{.a .b}", '<p><span class="a b">two <em>words</em></span></p>'),
        ("## T {.c}", '<h2 class="c">T</h2>'),
        ("## *T* {.c}", '<h2 class="c"><em>T</em></h2>'),
        ("- a {.f}\n- b", '<ul><li class="f">a</li>\n<li>b</li></ul>'),
        ("- a\n- b\n{.tight}", '<ul class="tight"><li>a</li>\n<li>b</li></ul>'),
        ("a\nb {.lead}", '<p class="lead">a\nb</p>'),
        ("> a\n\n{.q}", '<blockquote class="q"><p>a</p></blockquote>'),
        ("```\nc\n```\n{.z}", '<div class="z"><pre><code>c\n</code></pre></div>'),
        ("a {title=\"b 'c'\" data-x='y'}", '<p data-x="y" title="b \'c\'">a</p>'),
    ],
)
def test_what_gets_attributes(slide, markdown: str, html: str) -> None:
    assert slide(markdown) == html
    assert slide.findings == []


@pytest.mark.parametrize(
    "markdown",
    ["a {b}", "f{.x}", r"a \{.x}", "$x_{.a}$", "`{.x}`", "{{ site }}", "a { .x", "```\n{.x}\n```", "[a]{b}", "{.x}a"],
)  # fmt: skip
def test_other_braces_stay(slide, slides_with, markdown: str) -> None:
    assert slide(markdown) == slides_with()(markdown)


@pytest.mark.parametrize("gap", ["", " "])
def test_the_braces_of_a_demo_are_its_own(slide, gap: str) -> None:
    assert 'data-attrs="height=420"' in slide("![See](demo:playground)" + gap + "{height=420}")


def test_a_table_gets_them_from_the_next_line(slide) -> None:
    assert '<table class="wide">' in slide("| a |\n|---|\n| 1 |\n\n{.wide}")


def test_braces_behind_nothing_are_said(slide) -> None:
    assert slide("{.x}", line=3) == "<p>{.x}</p>"
    assert [(line, rule) for line, rule, _ in slide.findings] == [(3, "attributes")]


def test_in_python_markdowns_grammar(slides_with) -> None:
    slide = slides_with("attributes", extensions=("admonition",))
    assert '<em class="b">a</em>' in slide("*a*{.b} c")


def test_only_where_asked_for(slides_with) -> None:
    text = "## T {#i .c}\n\n- a {.f}\n\n[a]{.b} `c`{.d}"
    assert slides_with()(text) == slides_with(dialect="reveal")(text)
