"""Settings: every key, every kind of value, every place, and the table of docs/format.md."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.load import load
from slidegen.deck.settings import KEYS, WITHOUT_EFFECT, Settings, Values, of_deck
from slidegen.errors import DeckError, SlidegenError
from slidegen.model import Deck

TABLE = Path(__file__).parents[2] / "docs" / "format.md"
LABEL = Path("talk.md")


def deck(folder: Path, front: str = "", body: str = "# A\n", **more: Any) -> Deck:
    (folder / "talk.md").write_text(f"---\n{front}\n---\n{body}" if front else body, "utf-8")
    return load(folder / "talk.md", "talk", label=LABEL, root=folder, **more)


def test_the_table_has_every_key_with_its_place_and_kind() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", TABLE.read_text("utf-8"), re.M)
    wanted = [
        (name, ", ".join([*["deck"] * key.deck, *["project"] * key.project]), key.kind)
        for name, key in KEYS.items()
    ]
    assert sorted(rows) == sorted(wanted)
    assert not set(KEYS) & WITHOUT_EFFECT


def test_texts_stay_as_they_are_written(tmp_path: Path) -> None:
    found = deck(
        tmp_path, "title: 1.10\nlang: no\ndescription: 12:30\ncss: a.css, b.css\nfeatures: callouts footnotes"
    )
    assert (found.title, found.lang) == ("1.10", "no")
    assert found.options["description"] == "12:30"
    assert found.options["css"] == ["a.css", "b.css"]
    assert found.features == {"callouts", "footnotes"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("css: {a: b}", "css must be a list of texts"),
        ("css: [1, [2]]", "css must be a list of texts"),
        ("title: true", "title must be text, not True"),
        ("notes: 5", "notes must be true or false, not 5"),
        ("macros: [a]", "macros must be a mapping of names to texts"),
        ("macros: {R: [a]}", "macros must be a mapping of names to texts"),
        ("mermaid: 3", "mermaid must be a mapping, or false, not 3"),
        ("dialect: revael", "dialect: 'revael' is not known (use slidegen or reveal)"),
        ("split: [a]", "split must be text"),
        ("separator: (", "separator is not a regular expression"),
        ("revealOptions: [1]", "revealOptions must be a mapping"),
        ("revealOptions: {a: !!set {b}}", "revealOptions must be a mapping"),
    ],
)
def test_wrong_kinds_name_their_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(DeckError) as error:
        deck(tmp_path, f"lang: en\n\n{line}")
    assert str(error.value).startswith(f"talk.md:4: {message}")


def test_a_bomb_of_aliases_is_defused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(DeckError, match="revealOptions must be a mapping"):
        deck(tmp_path, "\n".join([*lines, "revealOptions: {x: *i}"]))
    with pytest.raises(DeckError):
        deck(tmp_path, "revealOptions: &r\n  x: *r")


def test_what_is_unknown_is_said_and_what_is_idle_is_noted() -> None:
    values = Values(
        {"thme": 1, "transition": "fade", "vertical-separator": "x", "port": 1, "tags": [], "out": "x"}
    )
    said = [str(one) for one in of_deck(values, LABEL).findings]
    assert said[0] == "talk.md:1: note: of no effect here: port, tags [idle-setting]"
    assert "did you mean 'theme'?" in said[1]
    assert "under revealOptions: transition" in said[2]
    assert "did you mean 'verticalSeparator'?" in said[3]
    assert "set it in slidegen.toml" in said[4]


def test_what_a_deck_would_miss_is_a_warning() -> None:
    values = Values({"template": "reveal.html", "preprocessor": "p.js"}, {"template": 2, "preprocessor": 3})
    said = of_deck(values, LABEL).findings
    assert {(one.rule, one.where.line, one.severity) for one in said} == {
        ("idle-setting", 2, "warning"),
        ("idle-setting", 3, "warning"),
    }
    assert not of_deck(Values({"template": "mine.html.j2", "preprocessor": None}), LABEL).findings


def test_who_wins(tmp_path: Path) -> None:
    def file(name: str, text: str) -> None:
        (tmp_path / name).write_text(text)

    file("reveal.json", '{"loop": true, "hash": false}')
    file(
        "reveal-md.json",
        '{"theme": "white", "lang": "de", "title": "T", "revealOptions": {"hash": true, "rtl": 1}}',
    )
    project = {"lang": "fr", "revealOptions": {"rtl": 2, "width": 3}}
    found = deck(tmp_path, "revealOptions: {width: 4}", options=project)
    assert (found.options["theme"], found.lang, found.title) == ("white", "fr", "T")
    assert found.options["revealOptions"] == {"loop": True, "hash": True, "rtl": 2, "width": 4}
    assert deck(tmp_path, "lang: it", options=project).lang == "it"
    assert (
        deck(tmp_path, "split: headings", command_line={"split": "separators"}).options["split"]
        == "separators"
    )


def test_files_beside_the_deck_come_before_the_projects(tmp_path: Path) -> None:
    inner = tmp_path / "talks"
    inner.mkdir()
    (tmp_path / "reveal-md.json").write_text('{"lang": "de"}')
    (inner / "talk.md").write_text("# A\n")
    assert load(inner / "talk.md", "talk", root=tmp_path).lang == "de"
    (inner / "reveal-md.json").write_text('{"lang": "fr"}')
    found = load(inner / "talk.md", "talk", root=tmp_path)
    assert found.lang == "fr"
    assert {inner / "reveal-md.json", tmp_path / "reveal-md.json"} <= set(found.sources)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "talk/reveal-md.json:1: the file must hold an object, {...}"),
        ('{"a": 1,\n "b"', "talk/reveal-md.json:"),
        ('{\n"lang": [1]}', "talk/reveal-md.json:2: lang must be text"),
        ("\udcff", "talk/reveal-md.json: not UTF-8"),
    ],
)
def test_a_wrong_file_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "reveal-md.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    (tmp_path / "a.md").write_text("# A\n")
    with pytest.raises(DeckError) as error:
        load(tmp_path / "a.md", "a", label=Path("talk/a.md"))
    assert str(error.value).startswith(message)


def test_reveal_mds_defaults_on_the_command_line_leave_the_deck_its_own(tmp_path: Path) -> None:
    front = "separator: <!--s-->\nverticalSeparator: <!--v-->"
    body = "a\n<!--s-->\nb\n<!--v-->\nc\n\n---\n\nd\n"
    default = {"separator": r"\r?\n---\r?\n", "verticalSeparator": r"\r?\n----\r?\n"}
    found = deck(tmp_path, front, body, command_line=default)
    assert [len(stack.slides) for stack in found.stacks] == [1, 2]
    found = deck(tmp_path, front, body, command_line={"separator": r"\n---\n", "verticalSeparator": "none"})
    assert [len(stack.slides) for stack in found.stacks] == [1, 1]


def test_front_matter_can_be_slides(tmp_path: Path) -> None:
    found = deck(tmp_path, "title: x", command_line={"frontMatter": False, "split": "separators"})
    assert len(found.stacks) == 2
    assert "title: x" in found.slides[0].markdown


def test_layers() -> None:
    low, high = Settings({"a": 1, "revealOptions": {"x": 1}}), Settings({"b": 2, "revealOptions": {"y": 2}})
    assert high.over(low).values == {"a": 1, "b": 2, "revealOptions": {"x": 1, "y": 2}}


SIGNS = (*":-[]{}&*!|>'\"#%@`,?~", "\n", "\n  ", " ", "\t", "é", "\x00", "\ufeff")
SCALARS = ("<<", "1e999", "0x", "0o9", "1_0", ".nan", "true", "null", "&a", "*a", "9" * 5000)
TAGS = ("!!python/object:os.system", "!!binary", "!!timestamp x", "!!int x")
PIECES = st.sampled_from([*KEYS, *SIGNS, *SCALARS, *TAGS])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_front_matter_gives_a_traceback(tmp_path_factory: pytest.TempPathFactory, front: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    folder.mkdir(exist_ok=True)
    said = "talk.md: fine"
    try:
        deck(folder, front)
    except SlidegenError as error:
        said = str(error)
    assert re.fullmatch(r"talk\.md(:\d+)?: [^\n]+", said)
