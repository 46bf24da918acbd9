from dataclasses import replace
from pathlib import Path

import pytest

from slidegen.errors import Location
from slidegen.shots import lines
from slidegen.shots.deck import DeckCheck, Places
from slidegen.shots.judge import Status, Verdict
from slidegen.shots.record import Record
from slidegen.shots.shot import Shot


def verdict(name: str, status: Status, *notes: str, **shot: object) -> Verdict:
    seen = Shot(name, name, Location(Path("decks/xor.md"), 12), b"")
    return Verdict(replace(seen, **shot), status, notes)


@pytest.fixture
def result(here):
    places = Places(Path("decks/xor.md"), Path("decks/.shots/xor"), Path(".slidegen/shots-local/xor"))
    verdicts = (
        verdict("a", Status.SAME, outside=("http://a.example/", "http://b.example/")),
        verdict("b", Status.CHANGED, "p “x” became p “y”", "5 pixels differ in 5x1 at 0,0"),
        verdict("c", Status.NEW),
        verdict("d", Status.FAILED, "page error: no", overflow=(3, 40)),
    )
    committed = Record("xor.md", here, (1280, 720))
    return DeckCheck(
        places, "decks/xor.md", here, (1280, 720), committed, verdicts, (Path("old.webp"),), False, 1.25, 2
    )


def test_a_line_for_everything_worth_saying(result):
    assert list(lines.deck_lines(result, update=False)) == [
        "decks/xor.md: 4 slides in 1.2 s",
        "decks/xor.md:12: changed: slide “b”: p “x” became p “y”; 5 pixels differ in 5x1 at 0,0",
        "decks/xor.md:12: new: slide “c”: no picture of it is stored",
        "decks/xor.md:12: failed: slide “d”: page error: no",
        "decks/xor.md:12: warning: slide “d” overflows by 3 px to the right and 40 px below",
        "old.webp: unused: no slide has this picture",
    ]


def test_another_environment_is_said_loudly(result, elsewhere):
    told = list(lines.deck_lines(replace(result, environment=elsewhere), update=False))
    assert told[1] == "decks/xor.md: STORED PICTURES NOT COMPARED: they come from another environment"
    assert "156.0" in told[2]
    assert "157.0" in told[3]
    assert told[5] == "    compared: 0 of 4 pictures with this machine's own"
    assert "all of them are replaced" in "\n".join(
        lines.deck_lines(replace(result, environment=elsewhere), update=True)
    )


def test_the_summary_counts(result):
    assert lines.summary([result], update=False) == (
        "1 same, 1 changed, 1 new, 1 failed; 2 outside addresses not loaded; accept with `slidegen shots --update`"
    )
    assert "accept" not in lines.summary([result], update=True)


def test_what_was_accepted_is_no_difference_any_more(result):
    assert lines.differing([result], update=False) == 3
    assert lines.differing([result], update=True) == 1


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [(1, "slide", "1 slide"), (0, "slide", "0 slides"), (2, "address", "2 addresses")],
)
def test_count(number, noun, text):
    assert lines.count(number, noun) == text


@pytest.mark.parametrize(
    ("pixels", "text"),
    [((3, 0), "3 px to the right"), ((0, 4), "4 px below"), ((1, 2), "1 px to the right and 2 px below")],
)
def test_overflow(pixels, text):
    assert lines.overflow(pixels) == text
