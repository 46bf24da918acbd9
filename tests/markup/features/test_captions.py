import pytest

FIGURE = '<figure><img alt="x" src="a.png"><figcaption>{}</figcaption></figure>'
LINKED = '<figure><a href="b"><img alt="x" src="a.png"></a><figcaption>C</figcaption></figure>'
TABLE = "| a | b |\n|---|--:|\n| 1 | 2 |\n"


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with("captions")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ('![x](a.png "C *d*")', FIGURE.format("C <em>d</em>")),
        ('![x](a.png "a < b &amp; c")', FIGURE.format("a &lt; b &amp; c")),
        ('[![x](a.png "C")](b)', LINKED),
        ("![x](a.png)", '<p><img alt="x" src="a.png"></p>'),
        ('a ![x](a.png "C")', '<p>a <img alt="x" src="a.png" title="C"></p>'),
    ],
)  # fmt: skip
def test_pictures(slide, markdown: str, html: str) -> None:
    assert slide(markdown) == html
    assert slide.uses == ({"captions"} if "<fig" in html else set())


def test_a_demo_keeps_its_own_figure(slide) -> None:
    assert "figcaption" not in slide('![x](demo:playground "C")')


@pytest.mark.parametrize(
    "markdown",
    [
        TABLE + ": The *caption*",
        TABLE + "\n: The *caption*\n\nnext",
        TABLE + "\nTable: The *caption*",
        "Table: The *caption*\n\n" + TABLE,
    ],
)
def test_tables(slide, markdown: str) -> None:
    html = slide(markdown)
    assert html.startswith("<table><caption>The <em>caption</em></caption>")
    assert "Table:" not in html
    assert html.count("<tr>") == 2
    assert slide.uses == {"captions", "fit"}


def test_plain_captions_and_two_tables(slide) -> None:
    html = slide(TABLE + "\n: One\n\n" + TABLE + "\nTable: Two\n")
    assert html.index("<caption>One") < html.index("</table>") < html.index("<caption>Two")


@pytest.mark.parametrize("markdown", [TABLE + "\nA sentence: with a colon", TABLE + "| : x | 3 |", ": alone"])
def test_what_is_no_caption(slide, markdown: str) -> None:
    assert "<caption" not in slide(markdown)


def test_in_python_markdowns_grammar(slides_with) -> None:
    slide = slides_with("captions", extensions=("admonition", "tables"))
    assert "<figcaption>C <em>d</em></figcaption>" in slide('![x](a.png "C *d*")')
    assert "<caption>T <em>d</em></caption>" in slide("a | b\n--|--\n1 | 2\n\nTable: T *d*")


def test_only_where_asked_for(slides_with) -> None:
    text = '![x](a.png "C")\n\n' + TABLE + "\n: C"
    assert slides_with()(text) == slides_with(dialect="reveal")(text)
