import re

import pytest

LIST = "- a\n- b\n  - c\n"


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with()


def steps(html: str) -> list[tuple[str, str | None]]:
    """(first letter, index) of every fragment, in the order of the text."""
    tag = r'<(?:li|tr|div) class="[^"]*fragment[^"]*"(?: data-fragment-index="(\d+)")?>'
    found = re.finditer(tag + r"(?:<\w+>|\s)*(\w)", html)
    return [(one[2], one[1]) for one in found]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        (LIST + "<!-- .fragments -->", "ab"),
        (LIST + "\n<!-- .fragments -->\n\nmore", "ab"),
        (LIST + "\n<!-- .fragments: nested -->", "abc"),
        ("- a\n- b <!-- .fragments -->", "ab"),
        ("1. a\n\n2. b\n\n   <!-- .fragments -->", "ab"),
        ("- x\n\ntext\n\n- a\n\n<!-- .fragments -->", "a"),
        ("| h |\n|---|\n| a |\n| b |\n\n<!-- .fragments -->", "ab"),
        ("<!-- .slide: data-fragments -->\n\n" + LIST + "\ntext\n\n1. d", "abd"),
        ('<!-- .slide: data-fragments="nested" -->\n\n' + LIST, "abc"),
        ("```\n<!-- .fragments -->\n```\n\n" + LIST, ""),
        (LIST + "\n`<!-- .fragments -->`", ""),
        (LIST + "<!-- fragments -->", ""),
    ],
)
def test_what_appears_one_by_one(slide, markdown: str, found: str) -> None:
    assert "".join(letter for letter, _ in steps(slide(markdown))) == found
    assert slide.findings == []


def test_effects(slide) -> None:
    html = slide("- a\n- b\n\n<!-- .fragments: fade-up highlight-red -->")
    assert html.count('<li class="fragment fade-up highlight-red">') == 2
    assert 'class="fragment custom mine"' in slide("- a\n\n<!-- .fragments: custom mine -->")
    assert slide.findings == []


def test_order(slide) -> None:
    assert steps(slide(LIST + "<!-- .fragments: index=2 -->")) == [("a", "2"), ("b", "3")]
    assert steps(slide(LIST + "<!-- .fragments: reverse -->")) == [("a", "1"), ("b", "0")]


def test_an_items_own_class_is_kept(slide) -> None:
    html = slide('- a <!-- .element: class="x" -->\n- b\n\n<!-- .fragments -->')
    assert html.count("fragment") >= 2


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("a\n\n<!-- .fragments -->", "`.fragments` has no list before it"),
        ("- a\n\n<!-- .fragments: fade-upp -->", "'fade-upp' is no effect of reveal.js"),
        ("a\n\n<!-- .slide: data-fragments -->", "`data-fragments` on a slide without a list"),
    ],
)
def test_mistakes_are_said(slide, markdown: str, message: str) -> None:
    slide(markdown, line=2)
    assert [(line, said) for line, _, said in slide.findings] == [(4, message)]


def test_in_python_markdowns_grammar(slides_with) -> None:
    slide = slides_with(extensions=("admonition",))
    assert slide("- a\n- b\n\n<!-- .fragments -->").count('class="fragment"') == 2


def test_the_dialect_reveal_knows_none_of_it(slides_with) -> None:
    assert "fragment" not in slides_with(dialect="reveal")(LIST + "<!-- .fragments -->").replace(
        ".fragments", ""
    )
