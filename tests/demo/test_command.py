"""`slidegen demo`, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.cli import run


@pytest.fixture
def project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose own demo is the tiny one; the working directory."""
    root = folder.parent.parent
    folder.parent.rename(root / "demos")
    monkeypatch.chdir(root)
    return root


def test_list(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["playground", "tiny"]


def test_show(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "show", "tiny"]) == 0
    assert "rate            0.5       0.1 to 2" in capsys.readouterr().out


def test_poster_is_checked_drawn_and_then_left(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "demos" / "tiny" / "poster.svg"
    assert run(["demo", "poster", "tiny", "--check"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("slidegen: ")
    assert error.endswith("poster.svg is stale (run `slidegen demo poster tiny`)\n")
    assert path.read_text("utf-8") == "<svg/>"
    assert run(["demo", "poster", "tiny"]) == 0
    drawn = path.stat().st_mtime_ns
    assert run(["demo", "poster", "tiny", "--check"]) == 0
    assert run(["demo", "poster", "tiny"]) == 0
    assert path.stat().st_mtime_ns == drawn


def test_the_first_poster(project: Path) -> None:
    path = project / "demos" / "tiny" / "poster.svg"
    path.unlink()
    (project / "demos" / "tiny" / "view.mjs").unlink()
    assert run(["demo", "poster", "tiny"]) == 0
    assert path.is_file()


def test_check_ends_with_1_where_something_failed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "check", "tiny"]) == 1
    out = capsys.readouterr().out
    assert "FAIL  poster" in out
    assert "ok    determinism" in out
    run(["demo", "poster", "tiny"])
    assert run(["demo", "check", "tiny"]) == 0


@pytest.mark.parametrize("action", ["show", "check", "poster"])
def test_unknown_demo_is_one_line(project: Path, action: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", action, "tinny"]) == 1
    assert capsys.readouterr().err == "slidegen: there is no demo called 'tinny' (did you mean tiny?)\n"


def test_a_poster_that_ends_the_program_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "demos" / "tiny" / "poster.py").write_text("import sys\nsys.exit(3)", "utf-8")
    assert run(["demo", "poster", "tiny"]) == 1
    assert capsys.readouterr().err == "slidegen: demos/tiny/poster.py:2: SystemExit: 3\n"
    assert run(["demo", "check", "tiny"]) == 1
    assert "FAIL  poster: demos/tiny/poster.py:2: SystemExit: 3\n" in capsys.readouterr().out


def test_a_seed_that_is_a_choice_is_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "demos" / "tiny" / "demo.toml"
    path.write_text(path.read_text("utf-8").replace("[params.kind]", "[params.seed]"), "utf-8")
    assert run(["demo", "check", "tiny"]) == 1
    error = capsys.readouterr().err
    assert error.endswith('demo.toml:14: params.seed has the type choice (the seed has the type "seed")\n')
    assert error.count("\n") == 1


def test_a_model_that_fails_is_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "demos" / "tiny" / "model.py").write_text("\n\nraise KeyError('x')", "utf-8")
    assert run(["demo", "poster", "tiny"]) == 1
    assert capsys.readouterr().err == "slidegen: demos/tiny/model.py:3: KeyError: 'x'\n"
