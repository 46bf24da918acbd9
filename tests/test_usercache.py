import os
import subprocess
import sys
from pathlib import Path

import pytest

from slidegen.usercache import default_folder


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_folder({"SLIDEGEN_CACHE": "/x"}) == Path("/x")
    assert default_folder({"XDG_CACHE_HOME": "/y"}) == Path("/y/slidegen")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert str(default_folder({})).startswith(str(tmp_path))


def compiled(tmp_path: Path, **environ: str) -> list[str]:
    """The names of byte code in the cache folder after a run of the command in this environment."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(
        [sys.executable, "-m", "slidegen", "build", "--help"],
        env=rest | {"XDG_CACHE_HOME": str(tmp_path)} | environ,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return [path.name.partition(".")[0] for path in (tmp_path / "slidegen-bytecode").rglob("*.pyc")]


def test_byte_code_is_kept_where_python_may_write_none_elsewhere(tmp_path: Path) -> None:
    assert "cli" in compiled(tmp_path, PYTHONDONTWRITEBYTECODE="1")


def test_python_keeps_its_own_byte_code_where_it_may(tmp_path: Path) -> None:
    assert compiled(tmp_path, PYTHONPYCACHEPREFIX=str(tmp_path / "own")) == []


def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "slidegen-bytecode").mkdir(mode=0o777)
    (tmp_path / "slidegen-bytecode").chmod(0o777)
    assert compiled(tmp_path, PYTHONDONTWRITEBYTECODE="1") == []


def test_compiled_templates_are_kept_as_long_as_they_are_true(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "templates").mkdir(parents=True)
    template = project / "templates" / "deck.html.j2"
    (project / "deck.md").write_text("# A\n")

    def built(text: str) -> str:
        template.write_text(
            f'{{% extends "slidegen/deck.html.j2" %}}{{% block body_end %}}{text}{{% endblock %}}'
        )
        rest = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [sys.executable, "-m", "slidegen", "build", "deck.md", "-o", "out"]
        env = rest | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        subprocess.run(command, env=env, cwd=project, check=True, capture_output=True)
        return (project / "out" / "deck" / "index.html").read_text()

    assert "<p>one</p>" in built("<p>one</p>")
    kept = list((tmp_path / "cache" / "slidegen-bytecode").glob("templates-*/*.cache"))
    assert kept
    assert "<p>two</p>" in built("<p>two</p>")
    for path in kept:
        path.write_bytes(b"damaged")
    assert "<p>three</p>" in built("<p>three</p>")
    folder = kept[0].parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("no folder")
    assert "<p>four</p>" in built("<p>four</p>")
