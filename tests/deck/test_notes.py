"""Speaker notes: their lines, their place in a slide's name, and a site without any of them."""

from pathlib import Path

import pytest

from slidegen.cli import run
from slidegen.deck.load import load
from slidegen.deck.notes import without_asides
from slidegen.errors import DeckError
from slidegen.pipeline import build
from slidegen.project import Project

# every way in which a word of the speaker's can be written
PRIVATE = """\
# Public

shown text

<!-- a SECRET remark -->

<aside class="notes">

raw **SECRET** ![](SECRET.png)

</aside>

<p data-notes="SECRET">shown too</p>

<ASIDE class='wide notes'>
SECRET
</ASIDE>

<template><aside class=notes>SECRET</aside><!-- SECRET --></template>

Note:
SECRET **bold** ![SECRET](SECRET.png) <https://e.org/SECRET>

notes: and SECRET

---

<!-- .slide: data-notes="SECRET" class="kept" -->
<aside class="notes"><h2>SECRET</h2><img src="SECRET.png"></aside>

only text `<aside class="notes">kept</aside>`

---

<!-- SECRET .slide: class="also" -->
a <!-- SECRET --> b <aside class="notes">SECRET

it stays open
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "deck.md").write_text(PRIVATE)
    (tmp_path / "SECRET.png").write_bytes(b"SECRET")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("how", ["command line", "project", "front matter"])
@pytest.mark.parametrize("dialect", ["slidegen", "reveal"])
def test_no_word_of_the_notes_is_in_any_file(folder: Path, how: str, dialect: str) -> None:
    run(["build", "deck.md", "-o", "site"])  # the files of an earlier build with notes go
    assert "SECRET" in (folder / "site/deck/index.html").read_text()
    if how == "project":
        (folder / "slidegen.toml").write_text("notes = false\n")
    if how == "front matter":
        (folder / "deck.md").write_text(f"---\nnotes: false\n---\n{PRIVATE}")
    flags = ["--no-notes"] if how == "command line" else []
    assert run(["build", "deck.md", "-o", "site", "--dialect", dialect, *flags]) == 0
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        assert b"secret" not in path.read_bytes().lower(), path
        assert "secret" not in str(path.relative_to(folder)).lower()
    html = (folder / "site/deck/index.html").read_text()
    for kept in ("shown text", "shown too", 'class="kept"', 'class="also"', "&lt;aside", "it stays open"):
        assert (kept in html) == (kept != "it stays open"), kept


def test_slides_keep_their_names_and_lines(folder: Path) -> None:
    with_notes, without = load(Path("deck.md"), "d"), load(Path("deck.md"), "d", {"notes": False})
    assert [slide.id for slide in with_notes.slides] == [slide.id for slide in without.slides]
    assert [slide.where for slide in with_notes.slides] == [slide.where for slide in without.slides]
    assert "secret" not in " ".join(slide.id for slide in with_notes.slides)
    assert [slide.notes for slide in without.slides] == [None] * 3


def test_code_that_shows_an_aside_is_no_note() -> None:
    for text in ('```\n<aside class="notes">x</aside>\n```', '`<aside class="notes">`', '<aside class="x">'):
        assert without_asides(text) == text
    assert without_asides('a\n<aside\nclass="notes">b\n\nc</aside>d') == "a\n\n\n\nd"


def test_what_is_wrong_in_the_notes_is_said_at_its_line(tmp_path: Path) -> None:
    text = "# A\n\n![](one.png)\n\nNote:\n\nfirst\n\n![](two.png)\n![](one.png)\n"
    (tmp_path / "d.md").write_text(text)
    site = build(Project(tmp_path, templates=tmp_path / "none"), [tmp_path / "d.md"])
    found = [(one.where.line, one.message) for one in site.findings if one.rule == "missing-file"]
    assert found == [
        (3, "no such file: one.png"),
        (9, "no such file: two.png"),
        (10, "no such file: one.png"),
    ]


def test_notes_must_be_true_or_false(tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text("---\nnotes: nein\n---\n# A\n")
    with pytest.raises(DeckError, match=r"d\.md:2: notes must be true or false, not 'nein'"):
        load(tmp_path / "d.md", "d")
