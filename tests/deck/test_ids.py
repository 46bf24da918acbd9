import time

import pytest

from slidegen.deck.ids import Ids, base_id, slug, title_of


def test_titles() -> None:
    assert title_of("## A **bold** [link](x) `code` <!-- .element: class='a' -->") == "A bold link code"
    assert [title_of(text) for text in ("# a ## ", "## a#", "# ##", "#\ta # b", "#a")] == [
        "a",
        "a",
        "#",
        "a # b",
        "",
    ]
    assert title_of("text\n\nSetext\n===\n") == "Setext"
    assert title_of("```\n# no\n```\n") == ""
    assert title_of("<h2>Raw &amp; ready</h2>") == "Raw & ready"


def test_slugs_keep_every_script() -> None:
    assert slug("What is it? (2/3)") == "what-is-it-2-3"
    assert slug("神经网络 基础") == "神经网络-基础"
    assert len(slug("word " * 100)) <= 72


def test_where_an_id_comes_from() -> None:
    assert base_id("# A b", {}) == "a-b"
    assert base_id("# A b", {"id": "mine"}) == "mine"
    assert (
        base_id("", {"data-background-iframe": "https://www.example.org/a/b.html#/3"})
        == "example-org-a-b-html-3"
    )
    assert base_id("![](img/cat.png)", {}) == "img-cat-png"
    assert base_id("plain", {}) == base_id("plain\n", {})
    assert base_id("plain", {}).startswith("slide-")


def test_repeats() -> None:
    ids = Ids()
    ids.new_stack()
    assert [ids.claim("a"), ids.claim("b"), ids.claim("a"), ids.claim("a")] == ["a", "b", "a-2", "a-3"]
    ids.new_stack()
    assert [ids.claim("c"), ids.claim("a"), ids.claim("a")] == ["c", "c-a", "a-4"]


def test_a_slide_inserted_into_a_stack_renames_none_in_the_others() -> None:
    def run(first: list[str]) -> list[str]:
        ids = Ids()
        ids.new_stack()
        for base in first:
            ids.claim(base)
        ids.new_stack()
        return [ids.claim(base) for base in ("s", "x", "y")]

    assert run(["a", "x"]) == run(["a", "new", "x", "x"])


def test_the_authors_id_is_never_taken_by_a_heading() -> None:
    ids = Ids(["intro"])
    ids.new_stack()
    assert [ids.claim("intro"), ids.claim("intro", given=True), ids.claim("intro", given=True)] == [
        "intro-2",
        "intro",
        "intro-3",
    ]


def test_a_title_of_digits_is_no_slide_number() -> None:
    ids = Ids()
    assert ids.claim("2024") == "slide-2024"
    assert ids.claim("7", given=True) == "7"


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "x \n" * 50_000, " " * 99_999 + "x", "# a" + " " * 99_999 + "x"]
)
def test_a_title_is_looked_for_in_linear_time(text: str) -> None:
    start = time.perf_counter()
    title_of(text)
    assert time.perf_counter() - start < 2
