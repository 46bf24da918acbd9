"""`slidegen check`, as a user calls it."""

import json
from pathlib import Path

import pytest

from slidegen.cli import run
from slidegen.lint import all_rules, thorough_rules

BAD = "# A\n\n[x]()\n\n![](a.png)\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "talk.md").write_text(BAD)
    return tmp_path


def test_text_and_exit_codes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "talk.md"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines() == [
        "talk.md:3: warning: the link 'x' has no address (write one, or take it out) [empty-link]",
        "talk.md:5: note: this picture has no alternative text (say what it shows: ![A neuron sums its inputs](...);"
        ' decoration is <img alt="">) [picture-without-alt]',
        "1 deck: 1 warning, 1 note",
    ]
    assert run(["check", "talk.md", "--strict"]) == 1
    (project / "talk.md").write_text("# A\n\n![](a.png)\n")
    assert run(["check", "talk.md", "--strict"]) == 0  # notes never fail
    assert run(["check", "nowhere.md"]) == 2
    assert not (project / "site").exists()


def test_one_decks_error_does_not_hide_the_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "broken.md").write_text("---\nx: [\n---\n")
    (project / "demo.md").write_text("a\n\n![x](demo:nonesuch)\n")
    assert run(["check", "."]) == 1
    out = capsys.readouterr().out
    assert "broken.md:3: error: the front matter is not valid YAML" in out or "broken.md:2: error:" in out
    assert "demo.md:3: error:" in out
    assert "[empty-link]" in out
    assert "3 decks: 2 errors, 1 warning, 1 note" in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "talk.md", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    assert said["decks"] == 1
    assert said["counts"] == {"error": 0, "warning": 1, "note": 1}
    assert said["findings"][0] == {
        "rule": "empty-link",
        "severity": "warning",
        "message": "the link 'x' has no address",
        "hint": "write one, or take it out",
        "path": "talk.md",
        "line": 3,
    }


def test_github(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "100%, a:b.md").write_text("[50%]()\n")
    run(["check", "100%, a:b.md", "--format", "github"])
    assert capsys.readouterr().out.splitlines()[0] == (
        "::warning file=100%25%2C a%3Ab.md,line=1,title=empty-link::"
        "the link '50%25' has no address (write one, or take it out)"
    )


def test_ignores_in_the_deck_and_the_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "talk.md").write_text("# A\n\n[x]() <!-- slidegen: ignore empty-link -->\n\n<b>\n")
    (project / "slidegen.toml").write_text('[check]\nignore = ["unclosed-tag"]\n')
    assert run(["check", "talk.md", "--strict"]) == 0
    assert run(["build", "talk.md", "--strict"]) == 0
    assert "slidegen:" not in (project / "site" / "talk" / "index.html").read_text("utf-8").split("<h1>")[0]
    (project / "slidegen.toml").write_text('[check]\nignore = ["unclosed-tags"]\n')
    assert run(["check", "talk.md"]) == 0
    assert "slidegen.toml: warning: there is no rule called 'unclosed-tags'" in capsys.readouterr().out
    (project / "slidegen.toml").write_text("[check]\nignores = []\n")
    assert run(["check", "talk.md"]) == 2


def test_missing_files_and_included_ones(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "_part.md").write_text("text\n\n[y]()\n\n[z]() <!-- slidegen: ignore empty-link -->\n")
    (project / "talk.md").write_text("# A\n\n![b](no.png)\n\n<!-- include: _part.md -->\n")
    run(["check", "talk.md"])
    out = capsys.readouterr().out
    assert "talk.md:3: warning: no such file: no.png" in out
    assert "_part.md:3: warning: the link 'y' has no address" in out
    assert "'z'" not in out


def test_list_names_every_rule_with_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines}
    assert {rule.name for rule in (*all_rules(), *thorough_rules())} < set(names)
    assert {"missing-file", "slide-overflow", "unused-ignore"} < set(names)
    assert all(len(text) > 15 for text in names.values())


@pytest.mark.browser
def test_overflow_is_seen_in_the_browser(project: Path) -> None:
    import subprocess
    import sys

    tall = "\n\n".join(["A line of text."] * 40)
    (project / "talk.md").write_text(
        f"# A\n\ntext\n\n---\n\n## Too tall\n\n{tall}\n\n---\n\n"
        f"<!-- slidegen: ignore-slide slide-overflow -->\n\n{tall}\n"
    )
    # a process of its own: while the session's browser lives, no second Playwright can start in this one
    command = [sys.executable, "-m", "slidegen", "check", "talk.md", "--browser", "--strict"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 2, done.stdout
    assert lines[0].startswith("talk.md:7: warning: the slide 'too-tall' is ")
    assert " px too tall for 1280x720" in lines[0]
