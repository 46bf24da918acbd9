import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from slidegen.errors import ShotError
from slidegen.shots import store
from slidegen.shots.record import Entry, Record, to_json
from slidegen.shots.shot import Block, Environment

KILLED = """
import os, signal, sys
from pathlib import Path
from slidegen.shots import store
from slidegen.shots.record import Entry, Record
from slidegen.shots.shot import Environment
name, folder = sys.argv[1], Path(sys.argv[2])
def die(*args, **kwargs): os.kill(os.getpid(), signal.SIGKILL)
setattr(store, name, die) if hasattr(store, name) else setattr(Path, name, die)
new = Record("xor.md", Environment("b", "v", "p", 1, "x"), (1, 1), {"a": Entry("a.webp", ()), "c": Entry("c.webp", ())})
store.write(folder, new, {"a.webp": b"new a", "c.webp": b"new c"})
"""


def a_record(environment: Environment, *names: str) -> Record:
    blocks = (Block("p", "text", (1, 2, 3, 4)),)
    return Record("xor.md", environment, (1280, 720), {name: Entry(f"{name}.webp", blocks) for name in names})


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path, here: Environment) -> Path:
    """A stored set of two slides."""
    deck = tmp_path / "xor.md"
    deck.write_text("# XOR\n")
    path = store.folder_of(deck)
    store.write(path, a_record(here, "a", "b"), {"a.webp": b"old a", "b.webp": b"old b"})
    return path


def test_pictures_lie_beside_the_deck(tmp_path):
    assert store.folder_of(tmp_path / "decks" / "xor.md") == tmp_path / "decks" / ".shots" / "xor"


def test_what_is_written_is_read(folder, here):
    assert store.read(folder) == a_record(here, "a", "b")
    assert store.picture(folder, Entry("a.webp", ())) == b"old a"
    assert store.picture(folder, Entry("z.webp", ())) is None
    assert sorted(path.name for path in folder.parent.iterdir()) == ["xor"]


def test_nothing_stored_is_no_error(tmp_path):
    assert store.read(tmp_path / ".shots" / "none") is None
    assert list(tmp_path.iterdir()) == []


def test_pictures_not_given_stay_and_those_not_named_go(folder, here):
    store.write(folder, a_record(here, "a", "c"), {"c.webp": b"new c"})
    assert {name: data for name, data in contents(folder).items() if name != "record.json"} == {
        "a.webp": b"old a",
        "c.webp": b"new c",
    }


def test_files_that_are_no_pictures_keep_their_place(folder, here):
    (folder / "README").write_text("mine")
    (folder / "notes").mkdir()
    (folder / "notes" / "x.txt").write_text("mine too")
    store.write(folder, a_record(here, "a"), {})
    assert (folder / "README").read_text() == "mine"
    assert (folder / "notes" / "x.txt").read_text() == "mine too"


def test_unused_pictures_are_those_no_entry_names(folder, here):
    (folder / "stray.webp").write_bytes(b"")
    assert store.unused(folder, a_record(here, "a", "b")) == (folder / "stray.webp",)
    assert len(store.unused(folder, None)) == 3


@pytest.mark.parametrize("text", ["", "{", '{"format": 9}', "\xff"])
def test_an_unreadable_record_is_one_line_with_a_way_out(folder, text):
    (folder / store.RECORD).write_text(text, "latin-1")
    with pytest.raises(ShotError) as caught:
        store.read(folder)
    assert "record.json: cannot be read" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("method", ["write_bytes", "write_text"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_write_leaves_the_old_set_whole(folder, here, monkeypatch, method, error):
    before = contents(folder)

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(Path, method, fail)
    with pytest.raises(ShotError if isinstance(error, OSError) else KeyboardInterrupt) as caught:
        store.write(folder, a_record(here, "a", "c"), {"a.webp": b"new a", "c.webp": b"new c"})
    monkeypatch.undo()
    assert contents(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["xor"]
    if isinstance(error, OSError):
        assert "No space left on device" in str(caught.value)


@pytest.mark.parametrize("where", ["_fill", "write_text", "swap", "remove"])
def test_a_killed_write_leaves_one_of_the_two_sets_whole(folder, here, where):
    """`remove` is what clears up before and after: killed there, too."""
    before = contents(folder)
    (
        folder.parent / f".{folder.name}.slidegen-1"
    ).mkdir()  # of an earlier killed process, so that remove is called
    done = subprocess.run([sys.executable, "-c", KILLED, where, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert store.read(folder) is not None
    assert contents(folder) == before
    store.write(folder, a_record(here, "a"), {"a.webp": b"newer"})
    assert contents(folder)["a.webp"] == b"newer"
    assert [path.name for path in folder.parent.iterdir()] == ["xor"]


def test_a_set_whose_replacement_died_between_two_renames_comes_back(folder, here):
    """What a system without an exchange of names leaves behind when it is killed right there."""
    before = contents(folder)
    folder.rename(folder.parent / f".{folder.name}.slidegen-77-old")
    assert store.read(folder) == a_record(here, "a", "b")
    assert contents(folder) == before


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, here):
    (tmp_path / ".shots").write_text("a file where the folder should be")
    with pytest.raises(ShotError, match="pictures cannot be stored") as caught:
        store.write(tmp_path / ".shots" / "xor", a_record(here), {})
    assert "\n" not in str(caught.value)


def test_sets_of_decks_that_are_gone(folder, here):
    decks = folder.parent.parent
    assert store.orphans(decks) == ()
    (decks / "xor.md").unlink()
    (decks / ".shots" / "broken").mkdir()
    (decks / ".shots" / "broken" / "record.json").write_text("{")
    assert store.orphans(decks) == (folder,)


def test_deleting_a_set_leaves_foreign_files(folder):
    (folder / "README").write_text("mine")
    store.delete(folder)
    assert [path.name for path in folder.iterdir()] == ["README"]
    (folder / "README").unlink()
    store.delete(folder)
    assert not folder.exists()


def test_a_digest_tells_picture_and_text_apart():
    entry, other = Entry("a.webp", (Block("p", "x", (0, 0, 1, 1)),)), Entry("a.webp", ())
    digests = {
        store.digest(entry, b"1"),
        store.digest(entry, b"2"),
        store.digest(other, b"1"),
        store.digest(entry, None),
    }
    assert len(digests) == 4
    assert store.digest(entry, b"1") == store.digest(Entry("a.webp", entry.blocks), b"1")


def test_the_record_is_written_as_utf_8(folder, here):
    named = Record("神经.md", here, (1, 1), {})
    store.write(folder, named, {})
    assert (folder / store.RECORD).read_bytes() == to_json(named).encode()
    assert os.listdir(folder) == [store.RECORD]  # noqa: PTH208
