"""A build with kept pages gives byte for byte what one without them gives, whatever was edited between the two."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slidegen.builder import DeckBuilder
from slidegen.cache import state
from slidegen.cache.entry import Entry
from slidegen.cache.store import Store
from slidegen.errors import SlidegenError
from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import DeckFile, load

DECKS = {
    "decks/a.md": "# A\n\n![x](pic.png)\n\n[b](b.md) [c](sub/c.md) [gone](gone.md)\n\nNote: hm\n",
    "decks/b.md": "# B\n\n---\n\n![y](other.png) `code` **bold**\n\n<b>raw</b>\n",
    "decks/sub/c.md": "# C\n\n![x](../pic.png)\n\n![see](demo:spin){height=300}\n",
    "decks/pic.png": "picture",
    "decks/other.png": "other",
    "decks/part.md": "a part\n",
    "slidegen.toml": "title = 'T'\n",
}
DEMO = {
    "demo.toml": 'title = "Spin"\nsummary = "It spins."\nnotice = "Look."\noutputs = ["loss"]\n[params.rate]\n'
    'type = "float"\nlabel = "Rate"\ndefault = 1.0\nmin = 0.1\nmax = 3.0\n',
    "model.py": "class Model: ...\n",
    "view.mjs": "export {}\n",
    "poster.svg": "<svg/>",
}


def make(root: Path) -> None:
    files = DECKS | {f"demos/spin/{name}": text for name, text in DEMO.items()}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def result(root: Path, store: Store | None) -> tuple[Mapping[str, bytes], list[str]] | str:
    """All bytes of the site and all that is said, or the error."""
    try:
        site: Site = build(load(root), store=store)
    except SlidegenError as error:
        return str(error)
    files = {
        name: source if isinstance(source, bytes) else source.read_bytes()
        for name, source in site.files.items()
        if not name.startswith(("_slidegen/pyodide", "_slidegen/fonts"))
    }
    return files, [str(finding) for finding in site.findings]


EDITS: Mapping[str, Callable[[Path], object]] = {
    "another text": lambda root: (root / "decks/a.md").write_text("# Another\n"),
    "one letter": lambda root: (root / "decks/b.md").write_text(DECKS["decks/b.md"].replace("B", "X")),
    "a picture of the same size": lambda root: (root / "decks/pic.png").write_text("erutcip"),
    "a picture goes": lambda root: (root / "decks/other.png").unlink(missing_ok=True),
    "a picture comes back": lambda root: (root / "decks/other.png").write_text("other"),
    "a linked file comes": lambda root: (root / "decks/gone.md").write_text("# Found\n"),
    "a linked deck goes": lambda root: (root / "decks/sub/c.md").unlink(missing_ok=True),
    "a linked deck comes back": lambda root: (root / "decks/sub/c.md").write_text(DECKS["decks/sub/c.md"]),
    "a setting": lambda root: (root / "slidegen.toml").write_text("title = 'U'\nlang = 'fr'\n"),
    "the old setting": lambda root: (root / "slidegen.toml").write_text("title = 'T'\n"),
    "the dialect": lambda root: (root / "slidegen.toml").write_text("dialect = 'reveal'\n"),
    "an include": lambda root: (root / "decks/b.md").write_text("# B\n\n<!-- include: part.md -->\n"),
    "an included file": lambda root: (root / "decks/part.md").write_text("another part\n"),
    "an included file goes": lambda root: (root / "decks/part.md").unlink(missing_ok=True),
    "a demo's title": lambda root: retitle(root / "demos/spin/demo.toml"),
    "a demo goes": lambda root: shutil.rmtree(root / "demos/spin", ignore_errors=True),
    "a demo comes back": make,
    "a template": lambda root: own(root, "deck.html.j2", "<p>{{ deck.deck.title }}</p>"),
    "a list of one's own": lambda root: own(root, "index.html.j2", "{% for p in pages %}{{ p.deck }}{% endfor %}"),
    "no templates": lambda root: shutil.rmtree(root / "templates", ignore_errors=True),
    "a link in place of a file": lambda root: link(root / "decks/pic.png", root / "decks/other.png"),
    "the same again": lambda root: None,
    "a touch": lambda root: [os.utime(path) for path in root.rglob("*.md")],
}  # fmt: skip


def retitle(manifest: Path) -> None:
    if manifest.exists():
        manifest.write_text(DEMO["demo.toml"].replace("S", "Z"))


def own(root: Path, name: str, text: str) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / name).write_text(text)


def link(path: Path, target: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target.name)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The decks that are built and not taken from the store; files count as written long before."""
    names: list[str] = []
    original = DeckBuilder.build

    def counting(
        self: DeckBuilder, file: DeckFile, pages: Mapping[Path, str], pieces: Mapping[str, str]
    ) -> Entry:
        names.append(file.name)
        return original(self, file, pages, pieces)

    monkeypatch.setattr(DeckBuilder, "build", counting)
    monkeypatch.setattr(state, "FINE", -10_000_000_000)
    return names


@pytest.mark.parametrize(
    ("edit", "decks"),
    [
        ("the same again", []),
        ("a touch", []),
        ("one letter", ["b"]),
        ("a picture of the same size", ["a", "sub/c"]),
        ("a linked file comes", ["a", "gone"]),
        ("a demo's title", ["sub/c"]),
        ("a setting", ["a", "b", "part", "sub/c"]),
        ("a template", ["a", "b", "part", "sub/c"]),
    ],
)
def test_only_what_an_edit_concerns_is_made_anew(
    tmp_path: Path, made: list[str], edit: str, decks: list[str]
) -> None:
    make(tmp_path / "project")
    build(load(tmp_path / "project"), store=Store(tmp_path / "kept"))
    EDITS[edit](tmp_path / "project")
    made.clear()
    build(load(tmp_path / "project"), store=Store(tmp_path / "kept"))
    assert sorted(made) == decks


def test_a_file_that_was_saved_a_moment_ago_is_not_trusted(tmp_path: Path, made: list[str]) -> None:
    make(tmp_path / "project")
    state.FINE = 60_000_000_000  # the fixture puts it back
    for _ in range(2):
        build(load(tmp_path / "project"), store=Store(tmp_path / "kept"))
    assert len(made) == 8


def test_extensions_may_depend_on_anything(tmp_path: Path, made: list[str]) -> None:
    make(tmp_path / "project")
    (tmp_path / "project/slidegen.toml").write_text("extensions = ['admonition']\n")
    for _ in range(2):
        build(load(tmp_path / "project"), store=Store(tmp_path / "kept"))
    assert len(made) == 8


def test_a_kept_page_still_gives_its_deck(tmp_path: Path, made: list[str]) -> None:
    make(tmp_path / "project")
    first = build(load(tmp_path / "project"))
    build(load(tmp_path / "project"), store=Store(tmp_path / "kept"))
    kept = build(load(tmp_path / "project"), store=Store(tmp_path / "kept"))
    assert [page.deck for page in kept.decks] == [page.deck for page in first.decks]


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_is_seen(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "FINE", -10_000_000_000)  # as if all had been written long before
    root = tmp_path / "project"
    make(root)
    first = result(root, Store(tmp_path / "kept"))
    assert not isinstance(first, str), first
    assert first == result(root, None)
    assert first == result(root, Store(tmp_path / "kept"))
    EDITS[name](root)
    assert result(root, Store(tmp_path / "kept")) == result(root, None)


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_any_edits_one_after_the_other(names: list[str], chance: random.Random) -> None:
    """In one process as the preview does it, and with a new store each time as builds do."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "FINE", -10_000_000_000)
        root, kept = Path(folder, "project"), Path(folder, "kept")
        make(root)
        running = Store(kept)
        for name in names:
            EDITS[name](root)
            wanted = result(root, None)
            assert result(root, running) == wanted
            if chance.random() < 0.7:
                assert result(root, Store(kept)) == wanted


def test_a_picture_that_changes_between_two_decks_of_one_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second deck uses what the first one saw of it, and must not be kept as made from the new one."""
    root = tmp_path / "project"
    make(root)
    (root / "decks/b.md").write_text("# B\n\n![p](pic.png)\n")
    time.sleep(0.03)
    original = DeckBuilder.build

    def slow(
        self: DeckBuilder, file: DeckFile, pages: Mapping[Path, str], pieces: Mapping[str, str]
    ) -> Entry:
        entry = original(self, file, pages, pieces)
        if file.name == "a":
            (root / "decks/pic.png").write_text("changed")
            time.sleep(0.05)
        return entry

    monkeypatch.setattr(DeckBuilder, "build", slow)
    build(load(root), store=Store(tmp_path / "kept"))
    monkeypatch.undo()
    assert result(root, Store(tmp_path / "kept")) == result(root, None)
