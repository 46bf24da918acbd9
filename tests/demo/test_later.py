"""The finder behind the usual one: it fetches once, only for what it knows, and tries again after a failure."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from slidegen.demo import later


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "whole.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("later_one.py", "from later_two.deep import answer")
        made.writestr("later_two/__init__.py", "")
        made.writestr("later_two/deep.py", "answer = 42")
    return path


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    path, finders = list(sys.path), list(sys.meta_path)
    yield
    sys.path[:], sys.meta_path[:] = path, finders
    for name in [name for name in sys.modules if name.startswith("later_")]:
        del sys.modules[name]


def test_the_first_import_fetches_and_all_others_find(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []

    def fetch() -> str:
        fetched.append("once")
        return str(archive)

    monkeypatch.setattr(later, "NAMES", ("later_one", "later_two"))
    later.install(fetch)
    import json  # noqa: F401

    with pytest.raises(ModuleNotFoundError, match="No module named 'later_three'"):
        __import__("later_three")
    assert fetched == []
    assert __import__("later_one").answer == 42
    assert fetched == ["once"]
    assert sys.path[-1] == str(archive), "behind all others"


def test_what_cannot_be_fetched_says_why_and_is_tried_again(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [OSError("python_stdlib.zip cannot be loaded: HTTP 404"), str(archive)]

    def fetch() -> str:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(later, "NAMES", ("later_one", "later_two"))
    later.install(fetch)
    with pytest.raises(
        ImportError, match=r"^later_one is in the part .*: python_stdlib.zip cannot be loaded: HTTP 404$"
    ):
        __import__("later_one")
    assert __import__("later_one").answer == 42
