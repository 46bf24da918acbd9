"""Where demos are found."""

from __future__ import annotations

import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from slidegen import resources
from slidegen.demo import catalog
from slidegen.demo.catalog import load_catalog
from slidegen.errors import DemoError, Location


def test_bundled_demos_and_not_the_kit() -> None:
    assert "playground" in load_catalog().names
    assert not [name for name in load_catalog().names if name.startswith("_")]


def test_a_projects_own_demos_join_them(folder: Path) -> None:
    found = load_catalog(folder.parent)
    assert {"playground", "tiny"} <= set(found.names)
    assert found.find("tiny").folder == folder
    assert found.find("tiny") is found.find("tiny")


def test_a_folder_that_is_not_there_or_is_ours_is_fine(tmp_path: Path) -> None:
    assert (
        load_catalog(tmp_path / "no").names == load_catalog(resources.demos()).names == load_catalog().names
    )


def test_other_folders_are_not_demos(folder: Path) -> None:
    for name in ("_kit", ".hidden", "notes"):
        shutil.copytree(folder, folder.parent / name)
    (folder.parent / "notes" / "demo.toml").unlink()
    assert set(load_catalog(folder.parent).names) - set(load_catalog().names) == {"tiny"}


def test_two_of_one_name(folder: Path) -> None:
    twin = folder.rename(folder.parent / "playground")
    with pytest.raises(DemoError) as caught:
        load_catalog(folder.parent)
    bundled = resources.demos() / "playground"
    assert (
        str(caught.value)
        == f"{twin}: the demo 'playground' is also in {bundled} (rename one of the two folders)"
    )


def test_unknown_name() -> None:
    with pytest.raises(DemoError) as caught:
        load_catalog().find("playgrund", Location(Path("a.md"), 3))
    assert str(caught.value) == "a.md:3: there is no demo called 'playgrund' (did you mean playground?)"


@pytest.mark.parametrize("name", ["model.py", "view.mjs", "poster.svg"])
def test_a_file_is_missing(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DemoError) as caught:
        load_catalog(folder.parent).find("tiny")
    assert str(caught.value) == f"{folder}: the demo has no {name}"


def test_a_broken_manifest_breaks_only_its_own_demo(folder: Path) -> None:
    (folder / "demo.toml").write_text("x", "utf-8")
    found = load_catalog(folder.parent)
    assert found.find("playground").name == "playground"
    with pytest.raises(DemoError, match=r"demo\.toml: is not TOML"):
        found.find("tiny")


def test_an_installed_package_brings_demos(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Point(EntryPoint):
        def load(self) -> object:
            return lambda: folder.parent

    point = Point("mine", "x:y", catalog.ENTRY_POINTS)
    monkeypatch.setattr(catalog, "plugins", lambda group: [point] if group == "slidegen.demos" else [])
    assert load_catalog().find("tiny").folder == folder


def test_an_entry_point_without_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point(EntryPoint):
        def load(self) -> object:
            return "/no/such/folder"

    monkeypatch.setattr(catalog, "plugins", lambda group: [Point("mine", "x:y", group)])
    with pytest.raises(DemoError, match=r"entry point 'mine' of slidegen\.demos names no folder"):
        load_catalog()


def test_an_entry_point_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("mine", "no_such_module:demos", catalog.ENTRY_POINTS)
    monkeypatch.setattr(catalog, "plugins", lambda group: [point])
    with pytest.raises(
        DemoError, match=r"cannot be loaded: No module named .* \(it is no_such_module:demos\)"
    ):
        load_catalog()
