from pathlib import Path

import pytest

from slidegen.errors import ProjectError, SlidegenError
from slidegen.project import deck_files, load


def project_file(tmp_path: Path, text: str) -> Path:
    (tmp_path / "slidegen.toml").write_text(text)
    return tmp_path


def test_without_a_file_the_folder_is_the_project(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert (found.root, found.out, found.demos) == (tmp_path, tmp_path / "site", tmp_path / "demos")


def test_the_file_is_found_upwards(tmp_path: Path) -> None:
    project_file(tmp_path, 'title = "T"\nout = "public"\nlang = "zh"\nrevealOptions = {hash = false}\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    found = load(tmp_path / "a" / "b")
    assert (found.root, found.title, found.out) == (tmp_path, "T", tmp_path / "public")
    assert found.options == {"lang": "zh", "revealOptions": {"hash": False}}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('title = "T"\nseperator = "x"\n', 2, "unknown key 'seperator' (did you mean 'separator'?)"),
        ('out = "a\\u0000b"\n', 1, "out must be text"),
        ("title = 3\n", 1, "title must be text (mend or remove it)"),
        ("decks = [1]\n", 1, "decks must be a list of texts (mend or remove it)"),
        ("\n[nonsense]\nx = 1\n", 2, "unknown key 'nonsense'"),
        ("title = \n", 1, "not valid TOML"),
    ],
)
def test_a_wrong_file_names_the_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(ProjectError) as error:
        load(project_file(tmp_path, text))
    assert error.value.where is not None
    assert error.value.where.line == line
    assert message in str(error.value)
    assert error.value.exit_code == 2


def test_decks_of_a_folder(tmp_path: Path) -> None:
    for name in (
        "a.md",
        "sub/b c.md",
        "README.md",
        "_draft.md",
        ".hidden.md",
        "sub/_x/y.md",
        "node_modules/z.md",
    ):
        path = tmp_path / "decks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A")
    found = deck_files(load(tmp_path), [])
    assert [file.name for file in found] == ["a", "sub/b-c"]
    assert [file.name for file in deck_files(load(tmp_path), [tmp_path / "decks" / "README.md"])] == [
        "README"
    ]


def test_a_deck_named_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A")
    assert len(deck_files(load(tmp_path), [tmp_path / "a.md", tmp_path / "a.md", tmp_path])) == 1


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["no.md"], "no such file or folder"),
        (["empty"], "no Markdown deck in this folder"),
        (["a.md", "sub/a.md"], "two decks would both be a/"),
        (["_slidegen.md"], "this name is kept for slidegen's own files"),
        (["index.html.md"], "this name is kept for slidegen's own files"),
    ],
)
def test_what_cannot_be_built(tmp_path: Path, paths: list[str], message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "sub").mkdir()
    for name in ("a.md", "sub/a.md", "_slidegen.md", "index.html.md"):
        (tmp_path / name).write_text("# A")
    with pytest.raises(SlidegenError, match=message):
        deck_files(load(tmp_path), [tmp_path / path for path in paths])
