import pytest


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with("columns", "attributes")


def flat(html: str) -> str:
    return html.replace("\n", "").replace("minmax(0, ", "(")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "::: columns\n::: column\na\n:::\n::: column\nb\n:::\n:::",
            '<div class="columns"><div class="column"><p>a</p></div><div class="column"><p>b</p></div></div>',
        ),
        ("::: {.columns .wide-left}\na\n:::", '<div class="columns wide-left"><p>a</p></div>'),
        ('::: {#i .box title="a b"}\na\n:::', '<div class="box" id="i" title="a b"><p>a</p></div>'),
        ("::::: box :::::\na\n:::::", '<div class="box"><p>a</p></div>'),
        (
            "::: columns\na\n|||\nb\n|||\n- c\n:::",
            '<div class="columns"><div class="column"><p>a</p></div><div class="column"><p>b</p></div>'
            '<div class="column"><ul><li>c</li></ul></div></div>',
        ),
        (
            "::: columns\n::: column width=60%\na\n:::\n::: {.column width=40%}\nb\n:::\n:::",
            '<div class="columns" style="grid-template-columns: (60fr) (40fr)"><div class="column"><p>a</p></div>'
            '<div class="column"><p>b</p></div></div>',
        ),
        (
            "::: columns\n::: column width=70%\na\n:::\n::: column\nb\n:::\n:::",
            '<div class="columns" style="grid-template-columns: (70fr) (30fr)"><div class="column"><p>a</p></div>'
            '<div class="column"><p>b</p></div></div>',
        ),
        ("- a\n  ::: box\n  b\n  :::\n- c", '<ul><li>a<div class="box">b</div></li><li>c</li></ul>'),
        ("::: box\n```\n:::\n```\n:::", '<div class="box"><pre><code>:::</code></pre></div>'),
        ("a\n::: box\nb\n:::\nc", '<p>a</p><div class="box"><p>b</p></div><p>c</p>'),
        ("::: a\n::: columns\nb\n|||\nc\n:::\n:::", '<div class="a"><div class="columns"><div class="column">'
         '<p>b</p></div>'
         '<div class="column"><p>c</p></div></div></div>'),
        ("|||", "<p>|||</p>"),
        ("    ::: box", "<pre><code>::: box</code></pre>"),
        ("a ::: b", "<p>a ::: b</p>"),
    ],
)  # fmt: skip
def test_divs(slide, markdown: str, html: str) -> None:
    assert flat(slide(markdown)) == html
    assert slide.findings == []


@pytest.mark.parametrize(
    ("markdown", "html", "found"),
    [
        ("x\n\n::: box\na", '<p>x</p><div class="box"><p>a</p></div>', (6, "`::: box` is not closed")),
        ("a\n:::\nb", "<p>a</p><p>b</p>", (5, "`:::` closes nothing")),
        ("- a\n  ::: box\n  b\n\nc", None, (5, "`::: box` is not closed")),
        ("::: box\n|||\n:::", '<div class="box"></div>', (5, "`|||` outside `::: columns`")),
    ],
)
def test_what_does_not_match_is_said(slide, markdown: str, html: str | None, found: tuple[int, str]) -> None:
    result = slide(markdown, line=4)
    if html:
        assert flat(result) == html
    assert result.count("<div") == result.count("</div>")
    assert [(line, message) for line, _, message in slide.findings] == [found]


def test_in_python_markdowns_grammar_it_is_said(slides_with) -> None:
    slide = slides_with("columns", extensions=("admonition",))
    slide("::: columns\na\n:::")
    assert [rule for _, rule, _ in slide.findings] == ["columns-grammar"]


def test_only_where_asked_for(slides_with) -> None:
    text = "::: columns\n\na\n\n|||\n\nb\n\n:::"
    assert slides_with()(text) == slides_with(dialect="reveal")(text)
