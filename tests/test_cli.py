import subprocess
import sys
from pathlib import Path

import pytest

from slidegen import __version__
from slidegen.cli import COMMANDS, run


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.strip() == f"slidegen {__version__}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run([command, "--help"])
    assert stop.value.code == 0
    assert f"usage: slidegen {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "argv", "code", "message"),
    [
        (None, ["build", "no.md"], 2, "slidegen: no.md: no such file or folder"),
        (b"a\n\xff", ["build", "talk.md"], 1, "slidegen: talk.md:2: not UTF-8: byte 0xff"),
        (b"![x](demo:playgruond)", ["build", "talk.md"], 1, "slidegen: talk.md:1: "),
        (b"# A\n\n![x](demo:playground?learning_rate=1e9)", ["build", "talk.md"], 1, "slidegen: talk.md:3: "),
        (b"# A\n\n![x](demo:playground?colour=red)", ["build", "talk.md"], 1, "slidegen: talk.md:3: "),
        (b"a", ["build", "talk.md", "-o", "taken"], 1, "slidegen: taken"),
        (b"a", ["build", "talk.md", "--separator", "("], 1, "slidegen: talk.md: separator is not a regular"),
        (None, ["build", "x" * 300 + ".md"], 1, "slidegen: xxxx"),
        (b"a", ["build", "talk.md", "-o", "loop"], 1, "slidegen: loop: its links lead in a circle"),
        (b"a", ["serve", "no.md"], 2, "slidegen: no.md: no such file or folder"),
    ],
)
def test_a_users_mistake_is_one_line(
    content: bytes | None,
    argv: list[str],
    code: int,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("taken").mkdir()
    Path("loop").symlink_to("loop")
    Path("taken/thesis.txt").write_text("mine")
    if content is not None:
        Path("talk.md").write_bytes(content)
    assert run(argv) == code
    err = capsys.readouterr().err
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert Path("taken/thesis.txt").read_text() == "mine"
    assert len(list(Path("taken").iterdir())) == 1


@pytest.mark.parametrize(
    "argv", [[], ["nope"], ["serve", "--port", "abc"], ["publish"], ["build", "--strictt"], ["demo", "nope"]]
)
def test_a_wrong_command_line_is_one_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(argv)
    assert stop.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith("slidegen: ")
    assert "--help`)" in err
    assert err.count("\n") == 1


def test_unknown_key_in_the_project_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("slidegen.toml").write_text('title = "a"\nverticalseparator = "x"\n')
    Path("talk.md").write_text("# A")
    assert run(["build", "talk.md"]) == 2
    assert capsys.readouterr().err == (
        "slidegen: slidegen.toml:2: unknown key 'verticalseparator' (did you mean 'verticalSeparator'?)\n"
    )


def test_a_failed_build_leaves_the_old_site(capsys: pytest.CaptureFixture[str]) -> None:
    Path("talk.md").write_text("# Old")
    assert run(["build", "talk.md"]) == 0
    before = {path: path.read_bytes() for path in Path("site").rglob("*") if path.is_file()}
    Path("talk.md").write_bytes(b"\xff")
    assert run(["build", "talk.md"]) == 1
    assert {path: path.read_bytes() for path in Path("site").rglob("*") if path.is_file()} == before


def test_build_says_what_it_made_and_what_looks_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    Path("talk.md").write_text("# A\n---\n\n![](no.png)\n")
    assert run(["build", "talk.md"]) == 0
    out, err = capsys.readouterr()
    assert out == "site: 1 deck, 2 slides\n"
    assert "talk.md:1: warning: no blank line between" in err
    assert "talk.md:4: warning: no such file: no.png" in err


def test_strict_fails_on_a_warning_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("talk.md").write_text("# A\n---\n\n# B\n")
    assert run(["build", "talk.md", "--strict"]) == 1
    assert "--strict" in capsys.readouterr().err
    assert not Path("site").exists()


def test_a_missing_extra_is_named() -> None:
    Path("talk.md").write_text("# A")
    code = "import sys; sys.modules['playwright'] = None; from slidegen.cli import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, "shots", "talk.md"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("slidegen: `slidegen shots` needs the package 'playwright")
    assert "slidegen-live[test]" in done.stderr
    assert done.stderr.count("\n") == 1
