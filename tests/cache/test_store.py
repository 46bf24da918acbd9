import os
import time
from pathlib import Path

import pytest

from slidegen.cache.entry import Entry, pack, unpack
from slidegen.cache.state import GONE
from slidegen.cache.store import Store, prune
from slidegen.disk import Disk
from slidegen.errors import Location
from slidegen.model import Facts, Finding, Page, RenderedDeck


def no_deck() -> RenderedDeck:
    raise AssertionError("nobody asked for it")


def entry(html: str = "<p>\ud800 ä</p>") -> Entry:
    files: dict[str, bytes | Path] = {"_assets/x.png": Path("x.png"), "y.css": bytes(range(256))}
    inputs, links = frozenset({Path("a.md")}), {Path("b.md"): "../b/index.html"}
    facts = Facts(Path("a.md"), "en", 3, ("spin",), ("math",), files, inputs, links)
    finding = Finding("rule", "message", Location(Path("a.md"), 3), None, "note")
    return Entry(Page("a/index.html", "A", html, no_deck, facts), (finding,), {Path("gone"): GONE})


PAGES = {Path("b.md").resolve(): "../b/index.html"}


def find(store: Store, key: str = "key") -> Entry | None:
    return store.find(key, PAGES, Disk(), no_deck)


def test_an_entry_survives() -> None:
    assert unpack(pack(entry()), no_deck) == entry()


def test_found_again_by_another_process(tmp_path: Path) -> None:
    Store(tmp_path / "kept").keep("key", entry())
    assert find(Store(tmp_path / "kept")) == entry()
    assert find(Store(tmp_path / "kept"), "another") is None
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["key"]
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_another_address_of_a_linked_deck(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    store.keep("key", entry())
    assert store.find("key", {}, Disk(), no_deck) is None


def test_an_entry_without_states_is_never_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    one = entry()
    store.keep("key", Entry(one.page, one.findings, {}))
    assert find(store) is None
    assert not (tmp_path / "kept").exists()


def test_damaged_entries_count_as_none(tmp_path: Path) -> None:
    Store(tmp_path / "kept").keep("key", entry())
    path = tmp_path / "kept" / "key"
    whole = path.read_bytes()
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        assert find(Store(tmp_path / "kept")) is None
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert find(Store(tmp_path / "kept")) is None
    path.unlink()
    path.mkdir()
    assert find(Store(tmp_path / "kept")) is None


@pytest.mark.parametrize("text", ["[]", "{}", "null", '{"page": 3}', '{"page": [1], "facts": []}'])
def test_whole_but_of_another_form(text: str) -> None:
    from slidegen.cache.entry import digest

    with pytest.raises(ValueError, match=r"of another form|unpack"):
        unpack(digest(text.encode()) + b"\n" + text.encode(), no_deck)


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    Store(tmp_path / "kept").keep("key", entry())
    (tmp_path / "kept").chmod(0o777)
    assert find(Store(tmp_path / "kept")) is None
    Store(tmp_path / "kept").keep("new", entry())
    assert not (tmp_path / "kept" / "new").exists()
    (tmp_path / "kept").chmod(0o700)
    (tmp_path / "linked").symlink_to("kept")
    assert find(Store(tmp_path / "linked")) is None


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", None):
        store = Store(folder)
        store.keep("key", entry())
        assert find(store) == entry(), "in memory"
        store.forget({"key"})
        store.keep_text("text", "x")
        assert store.text("text") is None


def test_texts(tmp_path: Path) -> None:
    Store(tmp_path / "kept").keep_text("text", "ä\ud800")
    assert Store(tmp_path / "kept").text("text") == "ä\ud800"
    (tmp_path / "kept" / "text").write_bytes(b"0" * 64 + b"\nforged")
    assert Store(tmp_path / "kept").text("text") is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "older", ".left")):
        (tmp_path / name).write_bytes(b"x" * 100)
        os.utime(tmp_path / name, (time.time() - age * 10_000,) * 2)
    prune(tmp_path, 250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]
