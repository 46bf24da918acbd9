"""What `marked` makes of lists where it differs from CommonMark; tests/parity compares with the plugin itself."""

import re

import pytest

from slidegen.markup.grammar import grammar


def html(markdown: str) -> str:
    return re.sub(r"(?<=>)[ \n]+|[ \n]+(?=<)", "", grammar("reveal").render(markdown))


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("* ", "<p>*</p>"),
        ("*  ", "<ul><li></li></ul>"),
        ("3.   a\n    3.", '<ol start="3"><li>a\n3.</li></ol>'),
        ("\u3000\u3000段落", "<p>\u3000\u3000段落</p>"),
        ("- a\n- ", "<ul><li>a</li><li></li></ul>"),
        ("text\n1) \n", "<p>text</p><p>1)</p>"),
        ("- a\n  3. b", '<ul><li>a<ol start="3"><li>b</li></ol></li></ul>'),
        ("text\n3. b", "<p>text\n3. b</p>"),
        ("- a\n<b>c</b>", "<ul><li>a</li></ul><p><b>c</b></p>"),
        ("- a\nlazy\n- b", "<ul><li>a\nlazy</li><li>b</li></ul>"),
        ("- a\n\nnot lazy", "<ul><li>a</li></ul><p>not lazy</p>"),
        ("- ```\n  x\ny\n  ```", "<ul><li><pre><code>x\ny</code></pre></li></ul>"),
        ("- # h\n\n  text", "<ul><li><h1>h</h1>text</li></ul>"),
        ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n| x | y |\n|---|---|", "<ul><li>a<table><thead><tr><th>x</th><th>y</th></tr></thead></table></li></ul>"),
        ("1.\tone\n\t- sub", "<ol><li>one<ul><li>sub</li></ul></li></ol>"),
        ("> - a\nlazy", "<blockquote><ul><li>a\nlazy</li></ul></blockquote>"),
    ],
)  # fmt: skip
def test_lists(markdown: str, wanted: str) -> None:
    assert html(markdown) == wanted


def test_many_items_and_deep_nesting_take_no_time() -> None:
    deep = "\n".join("  " * depth + "- x" for depth in range(200))
    assert html("- a\n" * 5000).count("<li>") == 5000
    assert "<li>x" in html(deep)
