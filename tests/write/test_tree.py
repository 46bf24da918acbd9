from __future__ import annotations

import os
from pathlib import Path

import pytest

from slidegen.model import Site
from slidegen.write import read_marker, tree, write


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A former tree and its successor, as they are just after a swap."""
    old, new = tmp_path / "old", tmp_path / "new"
    write(Site({"index.html": b"one", "gone": b"gone"}, ()), old)
    write(Site({"index.html": b"two"}, ()), new)
    return old, new


def test_walk_names_files_links_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    (tmp_path / "c/file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "c")
    os.mkfifo(tmp_path / "pipe")
    expected = {"a/b": "folder", "c/file": "file", "link": "link", "pipe": "other"}
    assert tree.walk(tmp_path) == expected
    assert tree.walk(tmp_path / "missing") == {}


def test_put_returns_the_digest_of_what_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"x" * 3_000_000)
    one = tree.put(tmp_path / "source", tmp_path / "deep/er/copy")
    assert one == tree.digest(tmp_path / "deep/er/copy") == tree.digest(b"x" * 3_000_000)
    assert tree.put(b"y", tmp_path / "y") == tree.digest(b"y")


def test_discard_deletes_the_former_tree(pair: tuple[Path, Path]) -> None:
    old, new = pair
    tree.discard(old, new)
    assert not old.exists()
    assert (new / "index.html").read_bytes() == b"two"
    assert not (new / "gone").exists()


def test_discard_moves_over_what_came_or_changed_meanwhile(pair: tuple[Path, Path]) -> None:
    old, new = pair
    (new / "mine").write_text("mine")
    os.utime(new / "mine", (1, 1))
    (old / "came/in").mkdir(parents=True)
    (old / "came/in/between").write_text("new")
    (old / "mine").write_text("mine, edited")
    (old / "gone").write_text("edited")
    tree.discard(old, new)
    assert (new / "came/in/between").read_text() == "new"
    assert (new / "mine").read_text() == "mine, edited"
    assert (new / "gone").read_text() == "edited"
    assert not old.exists()


def test_discard_prefers_the_newer_foreign_file(pair: tuple[Path, Path]) -> None:
    old, new = pair
    (old / "mine").write_text("before")
    os.utime(old / "mine", (1, 1))
    (new / "mine").write_text("after")
    tree.discard(old, new)
    assert (new / "mine").read_text() == "after"


def test_a_marker_round_trips(tmp_path: Path) -> None:
    assert read_marker(tmp_path) is None
    (tmp_path / ".slidegen.json").write_text(tree.marker_text({"b": "2", "网": "1"}))
    assert read_marker(tmp_path) == {"b": "2", "网": "1"}
