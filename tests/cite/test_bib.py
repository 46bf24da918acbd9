"""Reading .bib files: what is in them as plain text, and where they are wrong."""

import sys
from pathlib import Path

import pytest

from slidegen.cite import bib
from slidegen.cite.bib import plain, read_bib
from slidegen.cite.work import Author, Work
from slidegen.errors import DeckError, MissingExtraError


def works(folder: Path, text: str) -> dict[str, Work]:
    (folder / "refs.bib").write_text(text, "utf-8")
    return dict(read_bib(folder / "refs.bib", Path("refs.bib")))


def test_names_accents_and_braces(tmp_path: Path) -> None:
    found = works(
        tmp_path,
        r"""
@string{mit = "MIT Press"}
@book{a, author = {G{\"o}del, Kurt and de la Cruz, Jr., Juan and {Max-Planck-Institut f\"ur {I}nformatik}},
  title = {{\"U}ber {S}{\"a}tze \& $x^2$ --- \emph{I}}, publisher = mit, year = 1931}
@misc{zhou, author = {周志华}, title = {机器学习}}
@online{o, author = {Ada Lovelace and others}, url = {https://e.org/a_b~c%20d}, date = {2020-03-01}}
@article{s, author = {{\'E}mile Zola and Anne-Marie Schmidt}, title={T}, journal={J}, volume=1, pages={1--2}}
@phdthesis{p, editor = {A. Editor}, school = {MIT}}
""",
    )
    assert found["a"].authors == (
        Author("Gödel", "Kurt"),
        Author("de la Cruz Jr.", "Juan"),
        Author("Max-Planck-Institut für Informatik"),
    )
    assert found["a"].title == "Über Sätze & x^2 — I"
    assert found["a"].place == "MIT Press"
    assert found["zhou"].authors == (Author("周志华"),)
    assert (found["o"].more, found["o"].authors, found["o"].year) == (
        True,
        (Author("Lovelace", "Ada"),),
        "2020",
    )
    assert found["o"].link == ("https://e.org/a_b~c%20d", "e.org")
    assert found["s"].byline == "É. Zola, A.-M. Schmidt"
    assert found["s"].place == "J 1, 1–2"
    assert found["p"].names == "Editor"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("@article{a, title={x}\n\n@book{b,}", 3, "'}' expected"),
        ("@article{a,\n title={x\n}", 3, "premature end of file"),
        ("\n@article{a,title=foo}", 2, "undefined string"),
        ("@article{a,title={1}}\n\n@misc{a ,title={2}}", 3, "'a' stands here a second time"),
        ("@book{b,\n\n author={A, B, C, D, E}}", 3, "Too many commas"),
        ("@book{\n}", 2, "entry key expected"),
    ],
)
def test_a_wrong_file_names_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(DeckError) as caught:
        works(tmp_path, text)
    assert str(caught.value.where) == f"refs.bib:{line}"
    assert message in caught.value.message


def test_unbalanced_latex_is_text() -> None:
    assert plain("a {b") == "a b"
    assert plain("well-known") == "well-known"


def test_without_pybtex_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pybtex", None)
    bib._works.cache_clear()
    with pytest.raises(MissingExtraError, match=r"slidegen-live\[cite\]"):
        works(tmp_path, "@misc{none, title = {never read before}}")
