"""What the preview of a real project watches, and how a fault in an included file is shown."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from slidegen.project import load
from slidegen.serve.preview import Preview, attempt
from slidegen.serve.source import project_source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "decks" / "one.md").write_text("# One\n\n<!-- include: ../shared/part.md -->\n")
    (tmp_path / "decks" / "two.md").write_text("# Two\n")
    (tmp_path / "shared" / "part.md").write_text("the first text\n")
    (tmp_path / "slidegen.toml").write_text("")
    return tmp_path


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    preview = Preview(project_source(lambda: load(folder), [], {}), "127.0.0.1", 0, lambda line: None)
    stop, started = threading.Event(), threading.Event()
    thread = threading.Thread(target=preview.run, args=(stop, lambda url: started.set()))
    thread.start()
    assert started.wait(10)
    yield preview.url
    stop.set()
    thread.join(5)


def until(address: str, text: str) -> str:
    for _ in range(100):
        try:
            found = urllib.request.urlopen(address).read().decode()
        except urllib.error.HTTPError as error:
            found = error.read().decode()
        if text in found:
            return str(found)
        time.sleep(0.05)
    raise AssertionError(f"{text!r} never came")


def test_an_included_file_is_watched_through_its_faults(folder: Path, url: str) -> None:
    until(f"{url}one/", "the first text")
    part = folder / "shared" / "part.md"
    part.write_text("\n\n![x](demo:nonsense)\n")
    wrong = until(f"{url}one/", "nonsense")
    assert "part.md:3" in wrong
    assert "Two" in until(f"{url}two/", "Two")
    part.write_text("the second text\n\n<!-- include: later.md -->\n")
    assert "part.md:3" in until(f"{url}one/", "no such file to include")
    (folder / "shared" / "later.md").write_text("came later\n")
    assert "the second text" in until(f"{url}one/", "came later")


def test_a_fault_in_an_included_file_costs_its_deck_alone(folder: Path) -> None:
    (folder / "shared" / "part.md").write_bytes(b"\xff")
    outcome = attempt(project_source(lambda: load(folder), [], {}))
    assert list(outcome.failed) == ["one/index.html"]
    assert outcome.site is not None
    assert [page.path for page in outcome.site.decks] == ["two/index.html"]
