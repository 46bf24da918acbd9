from pathlib import Path

import pytest

from slidegen.deck.load import guess_lang, load
from slidegen.errors import DeckError
from slidegen.model import Deck


def deck(tmp_path: Path, text: str | bytes, **settings: str) -> Deck:
    path = tmp_path / "talk.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path, "talk", settings, label=Path("talk.md"))


def test_a_deck(tmp_path: Path) -> None:
    found = deck(tmp_path, "---\ntitle: T\n---\n# A\n\nnote: say\n\n---\n\n## B\n\n----\n\n## C\n\n---\n")
    assert [[slide.id for slide in stack.slides] for stack in found.stacks][:2] == [["a"], ["b", "c"]]
    assert (found.title, found.lang, found.slides[0].notes) == ("T", "en", "say")
    assert [str(slide.where) for slide in found.slides[:3]] == ["talk.md:4", "talk.md:10", "talk.md:14"]


def test_windows_files(tmp_path: Path) -> None:
    found = deck(tmp_path, b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n# A\r\n\r\n---\r\n\r\n# B\r\n")
    assert [slide.id for slide in found.slides] == ["a", "b"]
    assert found.title == "T"


def test_stars_are_detected_and_said_once(tmp_path: Path) -> None:
    found = deck(tmp_path, "a\n\n***\n\nb\n\n***\n\nc\n\n---\n\nd\n")
    assert [len(stack.slides) for stack in found.stacks] == [3, 1]
    assert [one.rule for one in found.findings] == ["detected-separator"]


def test_a_given_separator_turns_detection_off(tmp_path: Path) -> None:
    found = deck(tmp_path, "a\n\n***\n\nb\n\n---\n\nc\n", separator=r"\r?\n---\r?\n")
    assert [len(stack.slides) for stack in found.stacks] == [1, 1]
    assert not found.findings


def test_front_matter_wins_over_the_project(tmp_path: Path) -> None:
    text = '---\nseparator: "<!--s-->"\n---\na\n<!--s-->\nb\n---\nc\n'
    assert len(deck(tmp_path, text, separator="x").stacks) == 2


def test_the_command_line_wins_over_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text('---\nseparator: "<!--s-->"\n---\na\n<!--s-->\nb\n---\nc\n')
    assert len(load(path, "a", {}, {"separator": "\n---\n", "verticalSeparator": "none"}).stacks) == 2
    assert len(load(path, "a", {}, {"separator": "\n---\n"}).stacks[0].slides) == 1


def test_headings_cut_a_file_without_separators(tmp_path: Path) -> None:
    assert len(deck(tmp_path, "## A\n\na\n\n## B\n\nb\n").stacks) == 2
    assert len(deck(tmp_path, "## A\n\na\n\n## B\n\nb\n", split="separators").stacks) == 1
    assert len(deck(tmp_path, "## A\n\na\n\n---\n\n## B\n\n## C\n").stacks) == 2


def test_repeated_titles_of_a_long_section(tmp_path: Path) -> None:
    found = deck(tmp_path, "## Long\n\n" + "- an item on a line\n" * 40)
    assert [slide.id for slide in found.slides][:3] == ["long", "long-2", "long-3"]


def test_the_authors_id_wins(tmp_path: Path) -> None:
    found = deck(tmp_path, '# T\n\n## Intro\n\n## B\n\n<!-- .slide: id="intro" -->\n')
    assert [slide.id for slide in found.slides] == ["t", "intro-2", "intro"]


@pytest.mark.parametrize(
    ("content", "settings", "message"),
    [
        (b"# A\nb\xff\n", {}, "talk.md:2: not UTF-8: byte 0xff (save it as UTF-8"),
        (b"a", {"separator": "("}, "talk.md: separator is not a regular expression"),
        (b"a", {"separator": "x*"}, "talk.md: separator must be a regular expression that matches something"),
        (b"---\nsplit: words\n---\n", {}, "talk.md:2: split: 'words' is not known (use auto or headings or"),
        (b"---\n\ntitle: [a, b]\n---\n", {}, "talk.md:3: title must be text"),
        (b"---\ntitle: !!bool maybe\n---\n", {}, "talk.md:2: the front matter is not valid YAML"),
        (b"---\nseparator: (\n---\n", {}, "talk.md:2: separator is not a regular expression"),
        (b"a", {"separator": "a{99999999999999999999}"}, "talk.md: separator is not a regular expression"),
        (
            b"a",
            {"separator": r"(?<a>\n--\n)", "verticalSeparator": r"(?<a>\n-\n)"},
            "talk.md: separator with verticalSeparator is not a regular expression",
        ),
        (b"---\na: b: c\n---\n", {}, "talk.md:2: the front matter is not valid YAML"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, content: bytes, settings: dict[str, str], message: str) -> None:
    with pytest.raises(DeckError) as error:
        deck(tmp_path, content, **settings)
    assert str(error.value).startswith(message)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="no such file"):
        load(tmp_path / "no.md", "no")


def test_languages() -> None:
    assert guess_lang("An English deck with one 词") == "en"
    assert guess_lang("神经网络是什么") == "zh"
    assert guess_lang("これはスライドです") == "ja"
    assert guess_lang("이것은 슬라이드입니다") == "ko"


@pytest.mark.parametrize("source", ["(a+)+$", r"\n(-+\s*)*\n", "(?:a{2,})+", "(a*b){2,}"])
def test_a_separator_that_could_take_for_ever_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    with pytest.raises(DeckError, match="can take for ever"):
        load(tmp_path / "a.md", "a", command_line={"separator": source})


@pytest.mark.parametrize("source", [r"(?:\r?\n)+---", r"(\+)+", r"\n(a|b)+\n", r"^\s*---\s*$", "[(]a+[)]+"])
def test_other_repetitions_are_taken(tmp_path: Path, source: str) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    load(tmp_path / "a.md", "a", command_line={"separator": source})
