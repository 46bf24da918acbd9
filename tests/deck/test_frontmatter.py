from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.frontmatter import PLAIN, plain, split_front_matter
from slidegen.deck.yamltext import parse
from slidegen.errors import DeckError

PATH = Path("deck.md")


def test_values_and_the_text_behind() -> None:
    values, text, line = split_front_matter('---\ntitle: "A: b"\nsplit: headings\n---\n\n# A\n', PATH)
    assert dict(values) == {"title": "A: b", "split": "headings"}
    assert (text, line) == ("\n\n# A\n", 4)


def test_dates_stay_text() -> None:
    assert split_front_matter("---\ndate: 2026-11-21\n---\n", PATH)[0] == {"date": "2026-11-21"}


def test_a_first_slide_is_no_front_matter() -> None:
    assert split_front_matter("---\nplain text\n---\nb", PATH)[0] == {}
    assert split_front_matter("---\nplain text\n---\nb", PATH)[1].startswith("---")
    assert split_front_matter("# A\n\n---\n\nb", PATH)[2] == 1


def test_a_first_slide_that_yaml_takes_for_comments_is_kept() -> None:
    text = "---\n\n# Welcome\n\n---\n\n# B\n"
    assert split_front_matter(text, PATH) == ({}, text, 1)
    assert split_front_matter("---\n# just a comment: nothing set\n---\nb", PATH)[1].startswith("---")


def test_wrong_yaml_names_its_line() -> None:
    with pytest.raises(DeckError) as error:
        split_front_matter("---\ntitle: a\nx: b: c\n---\n", PATH)
    assert str(error.value).startswith("deck.md:3: the front matter is not valid YAML")


LINES = st.lists(
    st.one_of(
        st.from_regex(PLAIN, fullmatch=True),
        st.sampled_from(
            ["a: yes", "No: x", "a: Null", "a: b: c", "a: 1", "a: x #y", "", "a:  b", "a: b ", "lang: no"]
        ),
    ),
    min_size=1,
    max_size=4,
)


@given(LINES, st.integers(1, 3))
def test_plain_lines_mean_what_yaml_says(lines: list[str], first: int) -> None:
    text = "\n".join(lines)
    found = plain(text, first)
    if found is not None:
        whole = parse(text, Path("x.md"), first, "it")
        assert found == whole
        assert vars(found) == vars(whole)


def test_what_is_plain() -> None:
    assert plain("title: Deck 0\nlang: en", 2) == {"title": "Deck 0", "lang": "en"}
    assert plain("lang: no", 2) is None
