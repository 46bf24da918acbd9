"""Which works a deck lists, where, on how many slides."""

from pathlib import Path

import pytest

from slidegen.cite.cited import cite
from slidegen.deck.load import load
from slidegen.errors import DeckError
from slidegen.model import Deck
from slidegen.project import load as project

BIB = "".join(
    f"@article{{k{n:02}, author={{Author{n:02}, A.}}, title={{A title of the usual length for work {n}}}, "
    f"journal={{Journal of Things}}, year={2000 + n}}}\n"
    for n in range(40)
)


def deck(folder: Path, text: str, settings: str = "bibliography: r.bib") -> Deck:
    (folder / "r.bib").write_text(BIB)
    (folder / "d.md").write_text(f"---\n{settings}\n---\n{text}")
    return cite(load(folder / "d.md", "d", label=Path("d.md")))


def test_cited_works_alone_are_listed_at_the_end(tmp_path: Path) -> None:
    text = "# A\n\n@k03 `@k04` [@k01]\n\n```\n@k05\n```\n\nNote: @k02\n\n---\n\n# References\n\nx\n"
    found = deck(tmp_path, text)
    assert found.citations is not None
    assert found.citations.cited == ("k01", "k02", "k03")
    assert [slide.id for slide in found.slides] == ["a", "references", "references-2"]
    assert found.slides[-1].markdown == "## References\n\n<!-- references 1-3 -->"
    assert tmp_path / "r.bib" in found.sources
    assert deck(tmp_path, text, "bibliography: r.bib\nnotes: false").citations.cited == ("k01", "k03")  # type: ignore[union-attr]


def test_numbers_are_in_the_order_of_the_text(tmp_path: Path) -> None:
    found = deck(tmp_path, "@k03 @k01 @k03\n", "bibliography: r.bib\ncitation_style: numeric\nlang: zh")
    assert found.citations is not None
    assert found.citations.cited == ("k03", "k01")
    assert found.slides[-1].markdown.startswith("## 参考文献\n")


def test_a_long_list_takes_several_slides_where_the_author_wants_it(tmp_path: Path) -> None:
    every = " ".join(f"@k{n:02}" for n in range(40))
    found = deck(
        tmp_path, f"# A\n\n{every}\n\n---\n\n## Reading\n\n<!-- references -->\n\nend\n\n---\n\n# Z\n"
    )
    listed = [slide for slide in found.slides if "<!-- references" in slide.markdown]
    assert [len(stack.slides) for stack in found.stacks] == [1, len(listed), 1]
    assert [slide.id for slide in listed] == ["reading", *(f"reading-{n}" for n in range(2, len(listed) + 1))]
    assert f"## Reading (2/{len(listed)})" in listed[1].markdown
    assert [("end" in slide.markdown) for slide in listed] == [*(False for _ in listed[1:]), True]
    assert "40 -->" in listed[-1].markdown


def test_without_a_citation_there_is_no_list(tmp_path: Path) -> None:
    assert len(deck(tmp_path, "# A\n\nme@k01.org\n").slides) == 1


def test_reveals_dialect_knows_no_citations(tmp_path: Path) -> None:
    assert deck(tmp_path, "@k01\n", "bibliography: r.bib\ndialect: reveal").citations is None


def test_a_missing_file_is_said_at_the_setting(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match=r"d\.md:3: no such bibliography: no\.bib"):
        deck(tmp_path, "@k01\n", "title: T\nbibliography: [r.bib, no.bib]")


def test_the_projects_bibliography_counts_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "r.bib").write_text(BIB)
    (tmp_path / "slidegen.toml").write_text('bibliography = "r.bib"\n')
    (tmp_path / "decks" / "d.md").write_text("@k01\n")
    found = cite(load(tmp_path / "decks/d.md", "d", project(tmp_path).options))
    assert found.citations is not None
    assert found.citations.cited == ("k01",)
