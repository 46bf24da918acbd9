"""How a work is written."""

import pytest

from slidegen.cite.work import Author, Work, year_letters


def work(*names: str, more: bool = False, kind: str = "misc", key: str = "k", **fields: str) -> Work:
    authors = tuple(Author(*name.split(", ")) for name in names)
    return Work(key, kind, authors, more, fields)


@pytest.mark.parametrize(
    ("one", "names", "byline"),
    [
        (work("Lee, Ann"), "Lee", "A. Lee"),
        (work("Lee, Ann", "Roe, B."), "Lee & Roe", "A. Lee, B. Roe"),
        (work("Lee, Ann", "Roe, B.", "Poe"), "Lee et al.", "A. Lee, B. Roe, Poe"),
        (work("Lee, Ann", "Roe, B.", "Poe", "Zoe"), "Lee et al.", "A. Lee et al."),
        (work("Lee, Ann", more=True), "Lee et al.", "A. Lee et al."),
        (work("周志华"), "周志华", "周志华"),
        (work("周, 志华", "李, 航"), "周志华、李航", "周志华、李航"),
        (work("周志华", "李航", "王"), "周志华等", "周志华、李航、王"),
        (work(title="A very long title of things"), "A very long title", ""),
        (work(), "k", ""),
    ],
)
def test_authors(one: Work, names: str, byline: str) -> None:
    assert (one.names, one.byline) == (names, byline)


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (work("Lee, A.", kind="book", title="T.", publisher="P", year="2001"), "A. Lee. T. P, 2001."),
        (
            work(kind="article", title="T", journal="J", volume="1", number="2", pages="3--4"),
            "T. J 1(2), 3–4, n.d.",
        ),
        (work(kind="inproceedings", title="T", booktitle="B", publisher="P", date="2001-02"), "T. B, 2001."),
        (work(kind="phdthesis", title="T", school="S", year="2001"), "T. PhD thesis, S, 2001."),
        (work(title="T", howpublished="\\url{https://e.org}", year="2001"), "T. 2001."),
    ],
)
def test_entries(one: Work, text: str) -> None:
    assert one.text == text


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"doi": "https://doi.org/10.1/x", "url": "https://e.org"}, ("https://doi.org/10.1/x", "doi:10.1/x")),
        (
            {"eprint": "arXiv:1706.1", "url": "https://e.org"},
            ("https://arxiv.org/abs/1706.1", "arXiv:1706.1"),
        ),
        (
            {"eprint": "7", "eprinttype": "hal", "url": "https://www.e.org/x"},
            ("https://www.e.org/x", "e.org"),
        ),
        ({"howpublished": "\\url{https://e.org/a}"}, ("https://e.org/a", "e.org")),
        ({"url": "javascript:alert(1)"}, None),
        ({}, None),
    ],
)
def test_links(fields: dict[str, str], link: tuple[str, str] | None) -> None:
    assert work(**fields).link == link


def test_letters_tell_works_of_a_year_apart() -> None:
    works = [work("A", key=f"k{n}", title=f"{n:02}", year="1") for n in range(28)] + [
        work("B", key="b", year="1")
    ]
    found = year_letters(works)
    assert (found["k0"], found["k25"], found["k27"]) == ("a", "z", "ab")
    assert "b" not in found
