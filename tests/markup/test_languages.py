import subprocess
import sys

import pytest

from slidegen.markup.languages import OTHER_NAMES, PLAIN, close_to, known, lexer


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("python", "Python"),
        ("py", "Python"),
        ("html", "HTML"),
        ("js", "JavaScript"),
        ("sh", "Bash"),
        ("c++", "C++"),
        ("cs", "C#"),
        ("objc", "Objective-C"),
        ("vue", "Vue"),
        ("yml", "YAML"),
        ("mjs", "JavaScript"),
        ("dockerfile", "Docker"),
        ("shellsession", "Bash Session"),
        ("rust", "Rust"),
        ("latex", "TeX"),
    ],
)
def test_names(language: str, name: str) -> None:
    found = lexer(language)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("language", sorted(OTHER_NAMES))
def test_every_other_name_leads_to_a_lexer(language: str) -> None:
    assert known(language)
    assert lexer(language) is not None


@pytest.mark.parametrize("language", sorted(PLAIN))
def test_plain_text_needs_no_lexer(language: str) -> None:
    assert known(language)
    assert lexer(language) is None


def test_what_was_meant() -> None:
    assert not known("pyhton")
    assert close_to("pyhton") == "python"
    assert close_to("qqqqqq") is None


def test_one_lexer_module_is_imported() -> None:
    code = (
        "import sys; from slidegen.markup.languages import lexer, known; "
        "before = [m for m in sys.modules if m.startswith('pygments')]; lexer('python'); "
        "print(before, [m for m in sys.modules if m.startswith('pygments.lexers.')])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["[]", "['pygments.lexers._mapping',", "'pygments.lexers.python']"]
