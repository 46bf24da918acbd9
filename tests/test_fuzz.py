"""Whatever a deck holds, it becomes slides or an error that says where; never a traceback, never a hang."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slidegen.cite import with_citations
from slidegen.deck.load import load
from slidegen.demo.catalog import load_catalog
from slidegen.errors import SlidegenError
from slidegen.ignores import kept
from slidegen.lint import known_names, lint, thorough_rules
from slidegen.pages import deck_page, environment
from slidegen.render import Renderer
from tests import fuzzing

LIMIT_S = 2.0


class TooSlow(BaseException):
    """No Exception, so that nothing on the way takes it for a fault of its own."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Stops what takes more processor time; a regular expression too."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Survivor:
    """Builds one deck after the other with the same renderer, as a build of many decks does."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "fuzz.md"
        self.renderer, self.env = Renderer(load_catalog(), project=folder), environment()
        self.rendered = self.count = 0
        self.slowest = 0.0

    def survive(self, data: bytes, given: dict[str, object], what: object, seconds: float = LIMIT_S) -> None:
        """Fails with the input in its message where a build neither succeeds nor says what is wrong and where."""
        self.path.write_bytes(data)
        self.count += 1
        began = time.process_time()
        try:
            with limit(seconds):
                self._build(given)
            self.rendered += 1
        except SlidegenError as error:
            said = str(error)
            if not said.startswith(f"{self.folder}/") or "\n" in said:
                raise AssertionError(f"{what}: {data!r} {given}: {said!r}") from error
        except TooSlow as error:
            raise AssertionError(f"{what}: more than {seconds} s: {data[:2000]!r} {given}") from error
        except Exception as error:
            raise AssertionError(f"{what}: {data!r} {given}") from error
        self.slowest = max(self.slowest, time.process_time() - began)

    def _build(self, given: dict[str, object]) -> None:
        deck = with_citations(load(self.path, "fuzz", {}, given, root=self.folder))
        for finding in kept(deck, lint(deck, thorough_rules()), judged=known_names()):
            assert "\n" not in str(finding)
            # in long notes a slide's lines are counted from its repeated heading, which may be some lines off
            last = deck.source.count("\n") + (1 if deck.breaks else 10)
            assert finding.where.line is None or 1 <= finding.where.line <= last
        found, _ = self.renderer.deck(deck)
        html = deck_page(self.env, found).html
        html.encode()
        assert len({slide.id for slide in deck.slides}) == len(deck.slides)
        assert html.count("<section") >= len(deck.slides)


def mutate(count: int, seed: int, folder: Path) -> Survivor:
    rnd, texts, survivor = random.Random(seed), fuzzing.seeds(), Survivor(folder)
    for number in range(count):
        data = fuzzing.as_bytes(rnd, fuzzing.mutated(rnd, texts))
        survivor.survive(data, fuzzing.settings(rnd), f"input {number} of seed {seed}")
    assert survivor.rendered > count / 2
    return survivor


def stumble(count: int, seed: int, folder: Path, longest: int = 4000) -> Survivor:
    rnd, survivor = random.Random(seed), Survivor(folder)
    for number in range(count):
        text = fuzzing.stumble(rnd, longest)
        survivor.survive(text.encode(), fuzzing.settings(rnd), f"stumble {number} of seed {seed}")
    return survivor


def test_mutated_decks(tmp_path: Path) -> None:
    mutate(350, 1, tmp_path)


def test_what_parsers_stumble_over(tmp_path: Path) -> None:
    stumble(100, 1, tmp_path, 1500)


@given(st.lists(st.sampled_from(fuzzing.PIECES) | st.text(max_size=5)).map("".join))
@settings(max_examples=50)
def test_any_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    everything = {"features": list(_features())}
    Survivor(tmp_path_factory.getbasetemp()).survive(
        text.encode("utf-8", "replace"), everything, "hypothesis"
    )


def _features() -> tuple[str, ...]:
    from slidegen.markup.features import opt_in

    return opt_in()


@pytest.mark.parametrize("piece", ["word ", "中文", "https://example.org/a ", "*a* ", "`a` ", "a", "- "])
def test_long_lines(tmp_path: Path, piece: str) -> None:
    Survivor(tmp_path).survive((piece * (50_000 // len(piece))).encode(), {}, piece)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_many_mutated_decks(tmp_path: Path, part: int) -> None:
    survivor = mutate(1600, 100 + part, tmp_path)
    print(f"{survivor.count} inputs, slowest {survivor.slowest:.2f} s")


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_many_stumbles(tmp_path: Path, part: int) -> None:
    survivor = stumble(400, 100 + part, tmp_path, 20_000)
    print(f"{survivor.count} inputs, slowest {survivor.slowest:.2f} s")


@pytest.mark.soak
@pytest.mark.parametrize("piece", fuzzing.STUMBLES)
def test_time_grows_with_length_only(tmp_path: Path, piece: str) -> None:
    """A line of 100 kB may take its time, but no more than ten times that of a quarter."""
    survivor = Survivor(tmp_path)
    times = []
    for length in (25_000, 100_000):
        began = time.process_time()
        survivor.survive(
            (piece * (length // len(piece))).encode(), {"features": list(_features())}, piece, 40
        )
        times.append(time.process_time() - began)
    assert times[1] < 10 * times[0] + 0.5, times
