from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from slidegen.errors import OutputError
from slidegen.model import Deck, Page, RenderedDeck, Site
from slidegen.write import WriteResult, write
from tests.write.faults import beside, tree


def site(**files: str | Path) -> Site:
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in files.items()}
    return Site({name: text.encode() if isinstance(text, str) else text for name, text in named.items()}, ())


FIRST = site(index_dot_html="one", nets__index_dot_html="网", old__page="gone")
SECOND = site(index_dot_html="two", nets__index_dot_html="网", new__page="came")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "work" / "site"


def refused(made: Site, out: Path) -> OutputError:
    with pytest.raises(OutputError) as caught:
        write(made, out)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_new_folder_then_a_change_then_nothing(out: Path, way: str) -> None:
    first = write(FIRST, out)
    assert first == WriteResult(("index.html", "nets/index.html", "old/page"), (), ())
    second = write(SECOND, out)
    assert second == WriteResult(("index.html", "new/page"), ("nets/index.html",), ("old/page",))
    assert tree(out) == {
        "index.html": "two", "nets": "", "nets/index.html": "网", "new": "", "new/page": "came",
    }  # fmt: skip
    identity = out.stat().st_ino
    assert write(SECOND, out) == WriteResult((), ("index.html", "nets/index.html", "new/page"), ())
    assert out.stat().st_ino == identity  # nothing to do leaves everything alone
    assert beside(out) == []


def test_the_marker_lists_what_was_written(out: Path) -> None:
    write(FIRST, out)
    marker = json.loads((out / ".slidegen.json").read_text())
    assert marker["files"]["index.html"] == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert list(marker["files"]) == ["index.html", "nets/index.html", "old/page"]


def test_files_are_copied_and_never_linked_to_their_source(out: Path, tmp_path: Path) -> None:
    source = tmp_path / "photo.png"
    source.write_text("pixels")
    source.chmod(0o444)
    write(site(photo_dot_png=source), out)
    (out / "photo.png").write_text("spoilt")
    assert source.read_text() == "pixels"


def test_an_unchanged_file_keeps_its_time(out: Path) -> None:
    write(FIRST, out)
    os.utime(out / "nets/index.html", ns=(5, 5))
    write(SECOND, out)
    assert (out / "nets/index.html").stat().st_mtime_ns == 5


def test_an_empty_folder_may_be_used(out: Path) -> None:
    out.mkdir(parents=True)
    write(FIRST, out)
    assert tree(out)["index.html"] == "one"
    assert beside(out) == []


def test_a_folder_of_somebody_else_is_refused_and_untouched(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "thesis.txt").write_text("years of work")
    error = refused(FIRST, out)
    assert "not empty" in error.message
    assert "-o" in (error.hint or "")
    assert tree(out) == {"thesis.txt": "years of work"}
    assert beside(out) == []


@pytest.mark.parametrize(
    "marker", ["", "{", "[]", "{}", '{"format": 2, "files": {}}', '{"format": 1, "files": []}', "\udcff"]
)
def test_a_broken_marker_makes_the_folder_somebody_elses(out: Path, marker: str) -> None:
    write(FIRST, out)
    (out / ".slidegen.json").write_text(marker, errors="surrogateescape")
    before = tree(out)
    assert "no valid .slidegen.json" in str(refused(SECOND, out))
    assert tree(out) == before


def test_a_marker_cannot_name_files_outside(out: Path) -> None:
    write(FIRST, out)
    victim = out.parent / "victim"
    victim.write_text("x")
    marker = json.loads((out / ".slidegen.json").read_text())
    marker["files"]["../victim"] = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    (out / ".slidegen.json").write_text(json.dumps(marker))
    write(SECOND, out)
    assert victim.read_text() == "x"


def test_foreign_files_stay(out: Path, way: str) -> None:
    write(FIRST, out)
    (out / "CNAME").write_text("slides.example")
    (out / "CNAME").chmod(0o640)
    (out / "link").symlink_to("nowhere/at/all")
    (out / "folder-link").symlink_to(out.parent)
    (out / "old/mine").write_text("mine")
    (out / "empty/deep").mkdir(parents=True)
    out.chmod(0o750)
    identity = (out / "CNAME").stat()
    write(SECOND, out)
    found = tree(out)
    assert found["CNAME"] == "slides.example"
    assert (out / "CNAME").stat().st_ino == identity.st_ino
    assert (out / "CNAME").stat().st_mode == identity.st_mode
    assert found["link"] == "nowhere/at/all"
    assert found["folder-link"] == str(out.parent)
    assert found["old/mine"] == "mine"
    assert "old/page" not in found
    assert (out / "empty/deep").is_dir()
    assert out.stat().st_mode & 0o777 == 0o750
    assert beside(out) == []


def test_foreign_files_stay_where_the_file_system_has_no_hard_links(
    out: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*args: object, **named: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    write(FIRST, out)
    (out / "CNAME").write_text("slides.example")
    (out / "link").symlink_to("nowhere")
    monkeypatch.setattr(os, "link", no_link)
    write(SECOND, out)
    assert (out / "CNAME").read_text() == "slides.example"
    assert (out / "link").readlink() == Path("nowhere")
    assert beside(out) == []


@pytest.mark.parametrize("made", [SECOND, site(index_dot_html="x")], ids=["replaces", "removes"])
def test_a_file_changed_by_hand_is_not_lost(out: Path, made: Site) -> None:
    write(FIRST, out)
    (out / "nets/index.html").write_text("my correction")
    before = tree(out)
    error = refused(made, out)
    assert error.where is not None
    assert error.where.path == out / "nets/index.html"
    assert "move it" in (error.hint or "")
    assert tree(out) == before
    (out / "nets/index.html").unlink()
    write(made, out)


def test_a_listed_file_that_became_a_link_is_not_lost(out: Path) -> None:
    write(FIRST, out)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to("nets/index.html")
    assert "changed" in refused(SECOND, out).message


def test_the_same_change_by_hand_is_no_change(out: Path) -> None:
    write(FIRST, out)
    (out / "index.html").write_text("two")
    assert "index.html" in write(SECOND, out).unchanged


@pytest.mark.parametrize(
    ("foreign", "wanted"), [("talk.html", "talk.html"), ("talk", "talk/index.html"), ("talk/notes", "talk")]
)
def test_a_foreign_file_in_the_way_is_not_overwritten(out: Path, foreign: str, wanted: str) -> None:
    write(FIRST, out)
    (out / foreign).parent.mkdir(exist_ok=True)
    (out / foreign).write_text("mine")
    before = tree(out)
    error = refused(Site({wanted: b"site"}, ()), out)
    assert error.where is not None
    assert error.where.path == out / foreign
    assert tree(out) == before


def test_a_file_may_become_a_folder_and_back(out: Path) -> None:
    for made in ({"a": b"1"}, {"a/b": b"2"}, {"a": b"3"}):
        write(Site(made, ()), out)
    assert tree(out) == {"a": "3"}


def test_the_projects_own_folder_is_refused(tmp_path: Path) -> None:
    deck = tmp_path / "decks" / "nets.md"
    deck.parent.mkdir()
    deck.write_text("# Nets")
    page = Page("nets/index.html", "", "", RenderedDeck(Deck("nets", deck, "Nets", "en", (), {}), ()))
    made = Site({"nets/index.html": b""}, (page,))
    for folder in (tmp_path, tmp_path / "decks", tmp_path / "decks" / ".." / "decks"):
        assert "holds its sources" in refused(made, folder).message
    assert "a file, not a folder" in refused(made, deck).message
    assert tree(tmp_path) == {"decks": "", "decks/nets.md": "# Nets"}
    write(made, tmp_path / "decks" / "site")


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    write(FIRST, tmp_path / "link")
    write(SECOND, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert tree(tmp_path / "real")["index.html"] == "two"


@pytest.mark.parametrize("name", ["../x", "/x", "a/../b", "a//b", "./a", ".slidegen.json", ".", "a/"])
def test_a_name_that_leaves_the_folder_is_refused(out: Path, name: str) -> None:
    assert repr(name) in refused(Site({name: b""}, ()), out).message
    assert not out.exists()


def test_a_file_where_a_folder_should_be(out: Path) -> None:
    out.parent.mkdir()
    out.write_text("mine")
    assert "a file, not a folder" in refused(FIRST, out).message
    assert "File exists" in refused(FIRST, out / "below").message
    assert out.read_text() == "mine"


def test_a_folder_that_may_not_be_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIRST, out)

    def denied(self: Path, *args: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    before = tree(out)
    monkeypatch.setattr(Path, "write_bytes", denied)
    assert "Permission denied" in refused(SECOND, out).message
    assert tree(out) == before
    assert beside(out) == []


def test_a_source_that_vanished_is_named(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    before = tree(out)
    error = refused(site(photo=tmp_path / "photo.png"), out)
    assert "photo.png" in error.message
    assert tree(out) == before
