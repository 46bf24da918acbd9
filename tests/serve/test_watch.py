from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from slidegen.serve import watch
from slidegen.serve.watch import Place, Watcher, snapshot


def names(*places: Place) -> set[str]:
    return {path.name for path in snapshot(places)}


def test_snapshot_passes_over_what_is_not_written_by_hand(tmp_path: Path) -> None:
    for name in ("a.md", "deep/b.md", ".git/c", "node_modules/d", "site/.slidegen.json", "site/e", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(Place(tmp_path, deep=True)) == {"a.md", "b.md"}
    assert names(Place(tmp_path)) == {"a.md"}
    assert names(Place(tmp_path / "a.md"), Place(tmp_path / "missing")) == {"a.md"}


def changes(watcher: Watcher, seconds: float) -> bool:
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.start()
    try:
        return watcher.wait(stop)
    finally:
        timer.cancel()


def test_saved_new_renamed_and_deleted_files_are_noticed(tmp_path: Path) -> None:
    deck = tmp_path / "a.md"
    deck.write_text("one")
    watcher = Watcher(lambda: [Place(tmp_path, deep=True)])
    assert not changes(watcher, 0.4)
    deck.write_text("two")
    assert changes(watcher, 5)
    (tmp_path / "new").mkdir()
    (tmp_path / "new/b.md").write_text("")
    assert changes(watcher, 5)
    other = tmp_path / ".a.md.swp"
    other.write_text("two")  # as editors save: a new file under the old name, of the same size
    os.utime(other, ns=(deck.stat().st_atime_ns, deck.stat().st_mtime_ns))
    other.replace(deck)
    assert changes(watcher, 5)
    deck.unlink()
    assert changes(watcher, 5)
    assert not changes(watcher, 0.4)


def test_a_save_in_several_steps_is_one_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "QUIET", 0.5)  # on a busy machine a step may take long
    monkeypatch.setattr(watch, "LONGEST", 5.0)
    deck = tmp_path / "a.md"
    deck.write_text("one")
    watcher = Watcher(lambda: [Place(deck)])

    def save() -> None:
        for text in ("", "t", "tw", "two"):
            deck.write_text(text)
            time.sleep(0.02)

    thread = threading.Thread(target=save)
    thread.start()
    assert changes(watcher, 5)
    thread.join()
    assert deck.read_text() == "two"
    assert not changes(watcher, 0.4)


def test_a_change_while_nobody_waited_counts(tmp_path: Path) -> None:
    deck = tmp_path / "a.md"
    deck.write_text("one")
    places = [Place(deck)]
    watcher = Watcher(lambda: places)
    deck.write_text("during the build")
    places.append(Place(tmp_path / "picture.png"))  # the build named another file
    assert changes(watcher, 5)
    assert not changes(watcher, 0.4)
    (tmp_path / "picture.png").write_text("")
    assert changes(watcher, 5)


def test_a_save_while_the_places_are_asked_for_is_noticed(tmp_path: Path) -> None:
    deck, part = tmp_path / "a.md", tmp_path / "parts" / "b.md"
    part.parent.mkdir()
    deck.write_text("one")
    part.write_text("one")
    asked = []

    def places() -> list[Place]:
        asked.append(1)
        if len(asked) == 1:
            return [Place(deck)]
        if len(asked) == 2:
            deck.write_text("another")  # saved right behind the first look
        return [Place(deck), Place(part)]

    watcher = Watcher(places)
    assert changes(watcher, 5)
    part.write_text("another")  # its place is known before the build that the first change made necessary
    assert changes(watcher, 5)
    assert not changes(watcher, 0.4)
