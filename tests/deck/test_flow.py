from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from slidegen.deck.flow import flow, has_headings
from slidegen.deck.measure import Room, height, text_width


def texts(source: str) -> list[list[str]]:
    return [[piece.text for piece, _ in stack] for stack in flow(source)]


def test_each_section_is_a_stack() -> None:
    assert texts("# T\n\nintro\n\n## A\n\na\n\n## B\n\nb\n") == [
        ["# T\n\nintro\n\n"],
        ["## A\n\na\n\n"],
        ["## B\n\nb\n\n"],
    ]


def test_text_before_the_first_heading_is_kept() -> None:
    assert texts("lead\n\n## A\n\na\n")[0] == ["lead\n\n"]


def test_a_long_section_flows_and_is_numbered() -> None:
    source = "## Long\n\n" + "".join(f"- item number {n}, long enough to fill one line\n" for n in range(30))
    (pages,) = texts(source)
    assert len(pages) > 1
    assert [page.split("\n")[0] for page in pages] == [
        f"## Long ({n}/{len(pages)})" for n in range(1, len(pages) + 1)
    ]
    items = [line for page in pages for line in page.split("\n") if line.startswith("- ")]
    assert items == source.split("\n")[2:-1]


def test_ids_start_from_the_heading_without_its_number() -> None:
    source = "## Long\n\n" + "- an item\n" * 40
    assert {base for stack in flow(source) for _, base in stack} == {"long"}


def test_an_item_higher_than_a_slide_is_cut_between_its_blocks() -> None:
    paragraph = "words and words " * 30
    source = f"## A\n\n- first\n\n\t{paragraph}\n\n\t{paragraph}\n\n- last\n"
    pages = texts(source)[0]
    assert len(pages) > 1
    assert all("\n\t" not in page or page.count("- ") for page in pages)
    assert sum(page.count(paragraph.strip()) for page in pages) == 2
    # a continuation that begins a slide is a paragraph there, not indented code
    assert any(page.split("\n")[2].lstrip(" ").startswith("words") for page in pages[1:])
    assert not any(page.split("\n")[2].startswith("    ") for page in pages)


def test_a_paragraph_higher_than_a_slide_is_cut_behind_sentences() -> None:
    source = "## A\n\n" + "This sentence has [a link. With a stop](https://example.org/a.b). " * 60
    pages = texts(source)[0]
    assert len(pages) > 1
    assert all(page.rstrip().endswith(".") and page.count("[") == page.count("](") for page in pages)
    assert sum(page.count("https://example.org") for page in pages) == 60


def test_reference_links_work_on_every_page() -> None:
    source = "## A\n\n" + "- see [the book][b], a line of text\n" * 30 + "\n[b]: https://example.org/b\n"
    assert all("[b]: <https://example.org/b>" in page or "[b]: https" in page for page in texts(source)[0])


def test_open_html_is_not_cut() -> None:
    source = "## A\n\n<div>\n\n" + "a\n\n" * 30 + "</div>\n"
    pages = texts(source)[0]
    assert [page.count("<div>") for page in pages] == [page.count("</div>") for page in pages]


def test_lines_are_kept() -> None:
    source = "---\n## A\n\n" + "".join(f"- item {n}\n" for n in range(40))
    lines = source.split("\n")
    (_, *pages) = [piece for stack in flow(source) for piece, _ in stack]
    for piece in pages[1:]:
        body = piece.text.split("\n")[2]
        assert lines[piece.line - 1 + 2] == body


def test_headings() -> None:
    assert has_headings("a\n\n## b\n")
    assert not has_headings("a\n\n```\n# b\n```\n")


def test_wide_characters_are_wide() -> None:
    assert text_width("神经网络", 28) == 4 * 28
    assert text_width("four", 28) < text_width("神经网络", 28)
    assert height([], Room()) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "## h\n\n",
                "- a\n",
                "  - b\n",
                "1. c\n\n",
                "text. More text. ",
                "\n\n",
                "<div>\n\n",
                "```\nx\n",
                "> q\n",
                "\t indented\n",
                "[a]: b\n",
                "神经网络。",
                "* * *\n",
            ]
        ),
        max_size=60,
    )
)
def test_no_word_is_lost(parts: list[str]) -> None:
    source = "".join(parts)
    whole = "".join(piece.text for stack in flow(source) for piece, _ in stack)
    for word in ("text", "神经网络", "indented"):
        assert whole.count(word) >= source.count(word)


def test_source_notes_flow_into_slides_if_they_are_there() -> None:
    notes = Path(__file__).parents[3] / "shared" / "source-notes" / "notes.md"
    sections = texts(notes.read_text("utf-8").split("---", 2)[2]) if notes.exists() else [["## a\n\nb"]] * 11
    assert len(sections) == 11
