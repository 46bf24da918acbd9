from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import pytest

from slidegen.errors import DeckError, Location, ProjectError
from slidegen.model import Finding, Page, Site
from slidegen.serve.preview import Preview, Source, attempt, compose
from slidegen.serve.watch import Place


class Decks:
    """A project of plain files; one whose text is `bad` fails, one with `crash` breaks the build."""

    def __init__(self, folder: Path, **texts: str) -> None:
        self.folder = folder
        self.builds = 0
        for name, text in texts.items():
            self.save(name, text)
        self.source = Source(self.build, self.decks, lambda last: [Place(folder, deep=True)])

    def save(self, name: str, text: str) -> None:
        (self.folder / f"{name}.md").write_text(text)

    def decks(self) -> Mapping[Path, str]:
        if (self.folder / "slidegen.toml").exists():
            raise ProjectError("unknown key", where=Location(self.folder / "slidegen.toml", 1))
        return {path.resolve(): f"{path.stem}/index.html" for path in sorted(self.folder.glob("*.md"))}

    def build(self, without: Collection[Path]) -> Site:
        self.builds += 1
        files: dict[str, bytes | Path] = {}
        findings = []
        for path, address in self.decks().items():
            if path in without:
                continue
            text = path.read_text()
            if "bad" in text:
                raise DeckError(f"{path.stem} is bad", where=Location(path, 1), hint="mend it")
            if "crash" in text:
                raise ZeroDivisionError("oh")
            if "odd" in text:
                findings.append(Finding("odd", "odd word", Location(path, 1)))
            files[address] = f"<html><body><p>{text}</p></body></html>".encode()
        files["index.html"] = b"<html><body>list</body></html>"
        pages = tuple(Page(name, name, "") for name in files)
        return Site(files, pages, tuple(findings))


def test_every_failing_deck_is_found_and_the_others_are_built(tmp_path: Path) -> None:
    decks = Decks(tmp_path, a="bad", b="good", c="bad too")
    outcome = attempt(decks.source)
    assert set(outcome.failed) == {"a/index.html", "c/index.html"}
    assert outcome.site is not None
    assert "b/index.html" in outcome.site.files


def test_where_every_deck_fails_there_is_no_site(tmp_path: Path) -> None:
    outcome = attempt(Decks(tmp_path, a="bad", b="bad").source)
    assert outcome.site is None
    assert len(outcome.failed) == 2
    shown = compose(outcome, None, ["a/index.html", "b/index.html"])
    assert b"b is bad" in bytes(shown.files["b/index.html"])  # type: ignore[arg-type]
    assert b"a is bad" in bytes(shown.files["index.html"])  # type: ignore[arg-type]


def test_an_error_of_no_deck_is_on_every_page(tmp_path: Path) -> None:
    decks = Decks(tmp_path, a="good")
    good = attempt(decks.source).site
    (tmp_path / "slidegen.toml").write_text("x")
    shown = compose(attempt(decks.source), good, [])
    for address in ("index.html", "a/index.html"):
        assert b"unknown key" in bytes(shown.files[address])  # type: ignore[arg-type]


def test_a_crash_is_shown_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = attempt(Decks(tmp_path, a="crash").source)
    assert "ZeroDivisionError: oh" in str(outcome.failed["index.html"])
    assert "Traceback" in capsys.readouterr().err


class Running:
    """A preview in a thread."""

    def __init__(self, decks: Decks) -> None:
        self.lines: list[str] = []
        self.preview = Preview(decks.source, "127.0.0.1", 0, self.lines.append)
        self.stop = threading.Event()
        started = threading.Event()
        self.thread = threading.Thread(target=self.preview.run, args=(self.stop, lambda url: started.set()))
        self.thread.start()
        assert started.wait(5)

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.preview.url + path, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return str(error.code)

    def until(self, path: str, text: str, seconds: float = 5) -> float:
        start = time.monotonic()
        while text not in self.get(path):
            assert time.monotonic() - start < seconds, f"{text!r} never came: {self.get(path)[:300]}"
            time.sleep(0.01)
        return time.monotonic() - start


@pytest.fixture
def run() -> Iterator[Callable[[Decks], Running]]:
    made: list[Running] = []

    def start(decks: Decks) -> Running:
        made.append(Running(decks))
        return made[-1]

    yield start
    for running in made:
        running.stop.set()
        running.thread.join(5)
        assert not running.thread.is_alive()


def test_saved_text_is_served_well_within_half_a_second(
    tmp_path: Path, run: Callable[[Decks], Running]
) -> None:
    decks = Decks(tmp_path, a="one")
    running = run(decks)
    assert "one" in running.get("a/")
    took = []
    for number in range(5):
        decks.save("a", f"text {number}")
        took.append(running.until("a/", f"text {number}"))
    assert sorted(took)[2] < 0.5
    assert any(line.startswith("rebuilt in") for line in running.lines)


def test_an_error_takes_its_own_page_only_and_goes_by_itself(
    tmp_path: Path, run: Callable[[Decks], Running]
) -> None:
    decks = Decks(tmp_path, a="one", b="two")
    running = run(decks)
    decks.save("a", "bad")
    running.until("a/", "a is bad")
    assert "mend it" in running.get("a/")
    assert "two" in running.get("b/")
    assert "a is bad" in running.get("")
    assert "data-version=" in running.get("a/")
    decks.save("b", "three")
    running.until("b/", "three")
    assert sum("a is bad" in line for line in running.lines) == 1  # said once
    decks.save("a", "mended")
    running.until("a/", "mended")
    assert "bad" not in running.get("")


def test_it_starts_with_an_error_and_recovers(tmp_path: Path, run: Callable[[Decks], Running]) -> None:
    decks = Decks(tmp_path, a="bad")
    running = run(decks)
    assert "a is bad" in running.get("a/")
    assert "a is bad" in running.get("")
    decks.save("a", "fine")
    running.until("a/", "fine")
    assert "list" in running.get("")


def test_new_and_deleted_decks_come_and_go(tmp_path: Path, run: Callable[[Decks], Running]) -> None:
    decks = Decks(tmp_path, a="one")
    running = run(decks)
    assert running.get("new/") == "404"
    decks.save("new", "here")
    running.until("new/", "here")
    (tmp_path / "new.md").unlink()
    running.until("new/", "404")


def test_a_save_during_a_build_makes_another_build(tmp_path: Path, run: Callable[[Decks], Running]) -> None:
    decks = Decks(tmp_path, a="one")
    running = run(decks)
    building, go_on = threading.Event(), threading.Event()
    build = decks.build

    def slow(without: Collection[Path]) -> Site:
        site = build(without)
        building.set()
        assert go_on.wait(5)
        return site

    object.__setattr__(decks.source, "build", slow)
    decks.save("a", "two")
    assert building.wait(5)
    decks.save("a", "three")
    go_on.set()
    running.until("a/", "three")


def test_findings_are_said_and_not_repeated(tmp_path: Path, run: Callable[[Decks], Running]) -> None:
    decks = Decks(tmp_path, a="odd")
    running = run(decks)
    assert sum("odd word" in line for line in running.lines) == 1
    decks.save("a", "odd still")
    running.until("a/", "still")
    assert sum("odd word" in line for line in running.lines) == 1
