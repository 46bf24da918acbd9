"""Includes: where their text comes from, what is refused, and that every message names the real line."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.includes import MOST, expand, named
from slidegen.deck.load import load
from slidegen.errors import DeckError, Location
from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import Project


def write(folder: Path, **files: str) -> Path:
    """Files by name, `__` for `/`; the deck is `deck`."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "deck.md"


def site(folder: Path) -> Site:
    return build(Project(folder, demos=folder / "none", templates=folder / "none"), [folder / "deck.md"])


def error(folder: Path) -> DeckError:
    with pytest.raises(DeckError) as caught:
        load(folder / "deck.md", "deck", label=Path("deck.md"), root=folder)
    return caught.value


def test_text_and_lines(tmp_path: Path) -> None:
    deck = write(
        tmp_path,
        deck="---\ntitle: T\n---\n# A\n<!-- include: parts/b.md -->\nend\n",
        parts__b="# B\n\n<!-- include: c.md -->\nafter c\n",
        parts__c="c1\nc2",
    )
    found = load(deck, "deck", label=Path("x/deck.md"))
    lines = found.source.split("\n")
    assert lines == ["---", "title: T", "---", "# A", "# B", "", "c1", "c2", "after c", "end", ""]
    real = [str(found.lines.real(Location(Path("x/deck.md"), number))) for number in range(1, 11)]
    b, c = "x/parts/b.md", "x/parts/c.md"
    deck_lines = [f"x/deck.md:{number}" for number in (1, 2, 3, 4)]
    assert real == [*deck_lines, f"{b}:1", f"{b}:2", f"{c}:1", f"{c}:2", f"{b}:4", "x/deck.md:6"]
    assert found.sources[:2] == (tmp_path / "parts/b.md", tmp_path / "parts/c.md")
    assert named(deck) == set(found.sources[:2])


@given(
    st.lists(st.sampled_from(["text", "", "<!-- include: a.md -->", "<!-- include: p/b.md -->"]), max_size=8)
)
def test_every_line_leads_back_to_itself(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("d")
    a = ["a one", "", "<!-- include: p/b.md -->", "a four"]
    write(folder, deck="\n".join(lines), a="\n".join(a), p__b="b one\nb two\n")
    files = {"deck.md": lines, "a.md": a, "p/b.md": ["b one", "b two"]}
    deck = load(folder / "deck.md", "deck", label=Path("deck.md"))
    for number, line in enumerate(deck.source.split("\n"), 1):
        real = deck.lines.real(Location(Path("deck.md"), number))
        if line:
            assert files[str(real.path)][(real.line or 0) - 1] == line


def test_separators_in_an_included_file_cut(tmp_path: Path) -> None:
    deck = write(tmp_path, deck="# A\n\n<!-- include: b.md -->\n", b="---\n\n# B\n\n---\n\n# C\n")
    assert [slide.id for slide in load(deck, "deck").slides] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- include: no.md -->\n```\n",
        "- a\n  ~~~\n  <!-- include: no.md -->\n  ~~~\n",
        "`<!-- include: no.md -->`\n",
        "see <!-- include: no.md --> here\n",
        "<!--\n<!-- include: no.md -->\n",
    ],
)
def test_what_only_looks_like_an_include_is_text(tmp_path: Path, text: str) -> None:
    found = expand(text, tmp_path / "deck.md", Path("deck.md"))
    assert (found.text, found.sources, found.lines.starts) == (text, (), ())


def test_reveals_dialect_knows_no_includes(tmp_path: Path) -> None:
    deck = write(tmp_path, deck="<!-- include: b.md -->\n", b="b")
    assert load(deck, "deck", {"dialect": "reveal"}).slides[0].markdown == "<!-- include: b.md -->\n"


def test_an_include_in_a_list_keeps_its_place(tmp_path: Path) -> None:
    write(tmp_path, deck="- a\n\n  <!-- include: b.md -->\n", b="- b\n- c\n")
    html = site(tmp_path).decks[0].html
    assert "<li>b</li>" in html
    assert html.index("<li>b</li>") < html.index("</li>", html.index("<li>c</li>") + 5)


def test_part_of_a_file(tmp_path: Path) -> None:
    deck = write(
        tmp_path,
        deck='<!-- include: "b b.md#second-part" -->\n<!-- include: c.md lines=2-3 -->\n',
        c="1\n2\n3\n4\n",
    )
    (tmp_path / "b b.md").write_text("# One\n1\n## Second part\n2\n### Sub\n3\n## Third\n4\n")
    found = load(deck, "deck", label=Path("deck.md"))
    assert found.source == "## Second part\n2\n### Sub\n3\n2\n3\n"
    assert str(found.lines.real(Location(Path("deck.md"), 2))) == "b b.md:4"
    assert str(found.lines.real(Location(Path("deck.md"), 6))) == "c.md:3"


def test_front_matter_of_an_included_file_is_ignored_and_said(tmp_path: Path) -> None:
    write(tmp_path, deck="# A\n\n<!-- include: b.md -->\n", b="---\ntitle: B\n---\n# B\n")
    found = site(tmp_path)
    assert "title: B" not in found.decks[0].html
    (finding,) = [one for one in found.findings if one.rule == "included-settings"]
    assert (finding.where.path.name, finding.where.line) == ("b.md", 1)
    assert "title" in finding.message


def test_a_circle_names_the_whole_chain(tmp_path: Path) -> None:
    write(
        tmp_path,
        deck="# A\n<!-- include: p/b.md -->\n",
        p__b="\n\n<!-- include: c.md -->\n",
        p__c="<!-- include: ../p/b.md -->\n",
    )
    found = error(tmp_path)
    assert str(found.where) == "p/c.md:1"
    assert "p/b.md:3 -> p/c.md:1 -> p/b.md" in found.message
    write(tmp_path, deck="<!-- include: deck.md -->\n")
    assert "deck.md:1 -> deck.md" in error(tmp_path).message


@pytest.mark.parametrize(
    ("directive", "message", "hint"),
    [
        ("b.mdd", "no such file to include: b.mdd", "did you mean 'b.md'?"),
        ("q/b.md", "no such file", "there is no folder"),
        ("../../out.md", "outside the project", "move it"),
        ("", "which file?", "include:"),
        ("b.md twice", "'twice' is not understood", "lines="),
        ("b.md lines=9-12", "no lines 9-12", "lines 1 to 2"),
        ("b.md lines=x", "lines=x is not understood", "7-12"),
        ("b.md lines=٣", "no lines", "1 to 2"),
        ("b.md#hed", "no heading #hed", "did you mean #head?"),
        (".", "no such file", ""),
        ("a\0b", "which file?", ""),
        ("x" * 300, "no such file", ""),
    ],
)
def test_what_cannot_be_included_is_said_at_the_directive(
    tmp_path: Path, directive: str, message: str, hint: str
) -> None:
    write(tmp_path, deck=f"# A\n\n<!-- include: p/a.md -->\n<!-- include: {directive} -->\n")
    write(tmp_path, b="# Head\nx\n", p__a="a\n\na\n")
    found = error(tmp_path)
    assert str(found.where) == "deck.md:4"
    assert message in found.message
    assert hint in (found.hint or "")
    assert found.deck == tmp_path / "deck.md"


def test_a_wrong_file_is_named_itself(tmp_path: Path) -> None:
    write(tmp_path, deck="<!-- include: p/b.md -->\n", p__b="")
    (tmp_path / "p" / "b.md").write_bytes(b"ok\n\xff\n")
    assert str(error(tmp_path).where) == "p/b.md:2"


def test_text_cannot_explode(tmp_path: Path) -> None:
    for number in range(29):
        name = "deck" if number == 0 else f"f{number}"
        write(tmp_path, **{name: f"<!-- include: f{number + 1}.md -->\n" * 2})
    write(tmp_path, f29="")
    assert f"more than {MOST:,}" in error(tmp_path).message
    write(tmp_path, deck="<!-- include: f29.md -->\n" * 30, f29="long line\n" * 30_000)
    assert "longer than 5,000,000" in error(tmp_path).message
    for number in range(60):
        write(tmp_path, **{"deck" if number == 0 else f"g{number}": f"<!-- include: g{number + 1}.md -->\n"})
    assert "inside each other" in error(tmp_path).message


def test_addresses_count_from_the_included_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        deck="![](img/a.svg)\n\n<!-- include: parts/b.md -->\n\n![again](img/a.svg)\n",
        parts__b="![](img/a.svg) ![missing](img/no.svg)\n",
    )
    for folder, text in (("img", "deck's"), ("parts/img", "part's")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.svg").write_text(f"<svg><!-- {text} --></svg>")
    found = site(tmp_path)
    copied = {
        Path(str(one)).parent.relative_to(tmp_path)
        for one in found.files.values()
        if str(one).endswith("a.svg")
    }
    assert copied == {Path("img"), Path("parts/img")}
    (missing,) = [one for one in found.findings if one.rule == "missing-file"]
    assert os.path.relpath(missing.where.path, os.path.relpath(tmp_path)) == "parts/b.md"
    assert missing.where.line == 1


def test_findings_and_errors_of_an_included_slide_name_its_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        deck="# A\n\n---\n\n<!-- include: b.md -->\n\n[own]()\n",
        b="# B\n\n[empty]()\n\n---\n\n# C\n\n[two]()\n\nNote:\n\n![](no.png)\n",
    )
    found = {(one.rule, one.where.path.name, one.where.line) for one in site(tmp_path).findings}
    assert ("empty-link", "b.md", 3) in found
    assert ("empty-link", "b.md", 9) in found
    assert ("missing-file", "b.md", 13) in found
    rendered = site(tmp_path).decks[0].deck
    assert rendered is not None
    assert [(one.where.path.name, one.where.line) for one in rendered.slides] == [
        ("deck.md", 1),
        ("b.md", 1),
        ("b.md", 7),
    ]
    write(tmp_path, b="# B\n\n---\n\n# C\n\n![x](demo:nonsense)\n")
    with pytest.raises(Exception, match=r"b\.md:7: .*nonsense"):
        site(tmp_path)


def test_lines_behind_an_include_are_the_decks_own(tmp_path: Path) -> None:
    write(tmp_path, deck="# A\n\n<!-- include: b.md -->\n\n[own]()\n", b="1\n\n2\n\n3\n")
    (finding,) = [one for one in site(tmp_path).findings if one.rule == "empty-link"]
    assert (finding.where.path.name, finding.where.line) == ("deck.md", 5)
