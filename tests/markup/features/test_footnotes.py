import re

import pytest


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with("footnotes")


def notes(html: str) -> list[str]:
    """The text of each footnote, without its links back."""
    return [
        re.sub(r"<a [^>]*footnote-back.*?</a>|</?p>", "", one).strip()
        for one in re.findall(r"<li id=[^>]*>(.*?)</li>", html, re.S)
    ]


def test_notes_are_numbered_in_the_order_of_their_references(slide) -> None:
    html = slide("A[^b] and ^[on *the* spot] and [^a].\n\n[^a]: first\n[^b]: **second**\n")
    assert re.findall(r'role="doc-noteref">(\d)', html) == ["1", "2", "3"]
    assert notes(html) == ["<strong>second</strong>", "on <em>the</em> spot", "first"]
    assert slide.uses == {"footnotes"}
    assert slide.findings == []


def test_links_lead_both_ways_and_no_id_repeats(slide) -> None:
    html = slide("A[^a] B[^a] C[^b]\n\n[^a]: x\n\n[^b]: y\n")
    ids = re.findall(r' id="([^"]+)"', html)
    targets = re.findall(r' href="#([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 5
    assert set(targets) == set(ids)
    assert notes(html) == ["x", "y"]


def test_two_slides_have_ids_of_their_own(slide) -> None:
    first, second = slide("A^[x]"), slide("B^[x]")
    assert not set(re.findall(r' id="([^"]+)"', first)) & set(re.findall(r' id="([^"]+)"', second))


def test_a_note_may_hold_blocks(slide) -> None:
    html = slide("A[^1]\n\n[^1]: one\n\n    - two\n\n    ```\n    three\n    ```\n")
    assert "<li>two" in html
    assert "three\n</code>" in html
    assert html.count("footnote-back") == 1


def test_a_reference_without_a_text_stays_and_is_said(slide) -> None:
    assert slide("x\n\nA[^no] b", line=10) == "<p>x</p>\n\n<p>A[^no] b</p>"
    assert slide.findings == [(12, "footnotes", "the footnote [^no] has no text")]
    assert slide.uses == set()


def test_the_others_are_numbered_without_it(slide) -> None:
    html = slide("A[^no] b[^1] c^[y]\n\n[^1]: x")
    assert re.findall(r'role="doc-noteref">(\d)', html) == ["1", "2"]
    assert notes(html) == ["x", "y"]


def test_an_unused_text_is_said_and_not_shown(slide) -> None:
    assert slide("A\n\n[^1]: x") == "<p>A</p>"
    assert slide.findings == [(3, "footnotes", "the footnote [^1] is not used")]


@pytest.mark.parametrize("markdown", ["`[^1]` `^[a]`", "```\n[^1]: a\n```", "2^[", r"\^[a] x"])
def test_code_and_what_only_looks_like_it(slide, markdown: str) -> None:
    assert "footnote" not in slide(markdown)


def test_in_python_markdowns_grammar_it_is_said_once(slides_with) -> None:
    slide = slides_with("footnotes", extensions=("admonition",))
    slide("a[^1]")
    assert [rule for _, rule, _ in slide.findings] == ["footnotes-grammar"]
    slide("a[^1]")
    assert slide.findings == []


def test_only_where_asked_for(slides_with) -> None:
    text = "A[^1] ^[b]\n\n[^1]: x"
    assert slides_with()(text) == slides_with(dialect="reveal")(text)
