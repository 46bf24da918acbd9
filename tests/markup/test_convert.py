import xml.etree.ElementTree as etree

import pytest

from slidegen.errors import ProjectError
from slidegen.markup.convert import Converter


def figure(address: str, attrs: str, caption: str) -> etree.Element:
    return etree.Element("figure", {"data-address": address, "data-attrs": attrs, "title": caption})


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter(figure)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# A", "<h1>A</h1>"),
        ("a\nb", "<p>a\nb</p>"),
        ("- a\n  - b", "<ul><li>a\n<ul><li>b</li></ul></li></ul>"),
        ("para\n1. one\n2. two", "<ol>"),
        ("3. c", '<ol start="3">'),
        ("`a < b & c`", "<code>a &lt; b &amp; c</code>"),
        ("```py [1-2|4]\nx = '<b>'\n```", 'data-line-numbers="1-2|4"><span class="ln">x = '),
        ("```py\nx\n```", '<code class="language-py">x\n</code>'),
        ("~~old~~ and 2*(4*2*2 + 1)", "<del>old</del> and 2*(4*2*2 + 1)"),
        ("1*a* **2**3 *4*", "1<em>a</em> <strong>2</strong>3 <em>4</em>"),
        ("https://example.org/a_b.", '<a href="https://example.org/a_b">https://example.org/a_b</a>.'),
        ("见http://t.cn/R，好", '<a href="http://t.cn/R">http://t.cn/R</a>，好'),
        ("见www.example.org。", '<a href="http://www.example.org">www.example.org</a>。'),
        ("me@example.org", '<a href="mailto:me@example.org">me@example.org</a>'),
        ("a &amp; b &lt; &copy;", "a &amp; b &lt; ©"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", '<td style="text-align:right">2</td>'),
        ("- [x] done", 'type="checkbox"'),
        ("[a](<b c> \"t\")", '<a href="b%20c" title="t">a</a>'),
        (r"a $x_{1} \\ \{y\} *z*$ b", r'application/x-tex">x_{1} \\ \{y\} *z*</annotation>'),
        (r"$$a \\ b_c *d*$$", r'application/x-tex">a \\ b_c *d*</annotation>'),
        ("costs $5 and *only* $6", "costs $5 and <em>only</em> $6"),
        ("$a and *b* c", "$a and <em>b</em> c"),
        ("[empty]()", '<a href="">empty</a>'),
        ("line\\\nbreak", "line<br>\nbreak"),
        ("**粗体**字", "<strong>粗体</strong>字"),
        ("**~~x~~**字", "<strong><del>x</del></strong>字"),
        ("ftp://a.b/c", '<a href="ftp://a.b/c">ftp://a.b/c</a>'),
        ("&notanentity; &amp;lt;", "&amp;lt;"),
    ],
)  # fmt: skip
def test_grammar(converter: Converter, markdown: str, html: str) -> None:
    assert html in converter.slide(markdown)[1]


def test_attribute_comments(converter: Converter) -> None:
    attrs, html = converter.slide(
        '# A <!-- .element: class="big" -->\n\n<!-- .slide: data-background="red" -->\n'
    )
    assert attrs == {"data-background": "red"}
    assert '<h1 class="big">' in html


def test_element_comment_behind_a_list_belongs_to_its_last_item(converter: Converter) -> None:
    assert '<li class="fragment">b' in converter.slide('- a\n- b\n<!-- .element: class="fragment" -->')[1]


def test_element_comment_with_nothing_before_it_belongs_to_the_slide(converter: Converter) -> None:
    assert converter.slide('<!-- .element: class="x" -->\n\ntext')[0] == {"class": "x"}


def test_an_open_tag_is_closed(converter: Converter) -> None:
    found = converter.slide("<small>a")[1]
    assert found.count("<small>") == found.count("</small>") > 0
    assert "</div>" not in converter.slide("a</div></section>\n\nb")[1]


@pytest.mark.parametrize(
    "html", ['<div ="lin<">a</div>', '<p a"b=c>a</p>', "<template><b =x>a</b></template>", "<x<y>a"]
)
def test_names_that_html_cannot_write_are_dropped(converter: Converter, html: str) -> None:
    found = converter.slide(html)[1]
    assert "a<" in found
    assert "lin" not in found
    assert 'a"b' not in found


def test_plaintext_does_not_swallow_what_follows(converter: Converter) -> None:
    assert "<plaintext" not in converter.slide("<plaintext>a")[1]


def test_what_code_holds_is_harmless(converter: Converter) -> None:
    html = converter.slide("```\n</textarea></script><section>{{ x }}\n```")[1]
    assert "&lt;/textarea&gt;&lt;/script&gt;&lt;section&gt;{{ x }}" in html


def test_a_newline_at_the_start_of_pre_is_kept(converter: Converter) -> None:
    assert "<pre>\n\nx</pre>" in converter.slide("<pre>\n\nx</pre>")[1]


def test_slides_do_not_reach_each_other(converter: Converter) -> None:
    converter.slide("[a]: https://example.org\n\n<b>open")
    assert converter.slide("[a]")[1] == "<p>[a]</p>"


def test_empty_slide(converter: Converter) -> None:
    assert converter.slide("") == ({}, "")


def test_demo_image_becomes_a_figure(converter: Converter) -> None:
    html = converter.slide("![See](demo:playground?data=xor&seed=7){height=420}\n")[1]
    assert (
        html
        == '<figure data-address="demo:playground?data=xor&amp;seed=7" data-attrs="height=420" title="See"></figure>'
    )


def test_demo_image_in_text_follows_its_paragraph(converter: Converter) -> None:
    html = converter.slide("before ![See](demo:a) after\n\nnext\n")[1]
    assert html.index("before  after</p>") < html.index("<figure") < html.index("next")


def test_two_demos_in_one_paragraph(converter: Converter) -> None:
    assert converter.slide("![A](demo:a){ui=min} ![B](demo:b)\n")[1].count("<figure") == 2


def test_users_extensions() -> None:
    assert (
        "“a”" in Converter(figure, ["smarty"]).slide('"a"')[1] or Converter(figure, ["toc"]).slide("# A")[1]
    )
    assert '<h1 id="a">A</h1>' in Converter(figure, ["toc"]).slide("# A")[1]


def test_an_extension_with_syntax_of_its_own_brings_its_grammar() -> None:
    converter = Converter(figure, ["admonition", "footnotes"])
    assert converter.grammar == "markdown"
    assert '<div class="admonition note">' in converter.slide("!!! note\n    hello")[1]
    assert "<figure" in converter.slide("![See](demo:playground)")[1]
    assert Converter(figure, ["toc"]).grammar == Converter(figure).grammar == "github"


def test_an_unknown_extension() -> None:
    with pytest.raises(ProjectError, match="a Markdown extension cannot be loaded"):
        Converter(figure, ["no.such.extension"])
