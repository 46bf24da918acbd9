"""What `slidegen shots` prints, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slidegen.project import shown
from slidegen.shots.deck import DeckCheck
from slidegen.shots.judge import Status, Verdict


def deck_lines(result: DeckCheck, *, update: bool) -> Iterator[str]:
    """A deck's line, then one for everything worth saying about it."""
    yield f"{result.label}: {count(len(result.verdicts), 'slide')} in {result.seconds:.1f} s"
    if not result.strict:
        yield from _elsewhere_lines(result, update=update)
    for verdict in result.verdicts:
        if verdict.status is not Status.SAME:
            yield verdict_line(verdict)
        if any(verdict.shot.overflow):
            yield overflow_line(verdict)
    for path in result.unused:
        yield f"{shown(path)}: {'removed' if update else 'unused'}: no slide has this picture"


def verdict_line(verdict: Verdict) -> str:
    """A slide that is not as stored, and why."""
    notes = "; ".join(verdict.notes) or "no picture of it is stored"
    return f"{verdict.shot.where}: {verdict.status.value}: slide “{verdict.shot.id}”: {notes}"


def overflow_line(verdict: Verdict) -> str:
    """A slide whose content leaves it."""
    how = overflow(verdict.shot.overflow)
    return f"{verdict.shot.where}: warning: slide “{verdict.shot.id}” overflows by {how}"


def overflow(pixels: tuple[int, int]) -> str:
    """By how much, and to which sides."""
    ways = zip(pixels, ("to the right", "below"), strict=True)
    return " and ".join(f"{number} px {way}" for number, way in ways if number)


def summary(results: Sequence[DeckCheck], *, update: bool) -> str:
    """One line for all decks."""
    counts = {status: sum(result.count(status) for result in results) for status in Status}
    told = ", ".join(f"{number} {status.value}" for status, number in counts.items())
    outside = sum(result.outside for result in results)
    extra = f"; {count(outside, 'outside address')} not loaded" if outside else ""
    advice = (
        "; accept with `slidegen shots --update`" if not update and differing(results, update=False) else ""
    )
    return f"{told}{extra}{advice}"


def differing(results: Sequence[DeckCheck], *, update: bool) -> int:
    """How many slides make the command fail; what an update has accepted does not."""
    bad = (Status.FAILED,) if update else (Status.FAILED, Status.CHANGED, Status.NEW)
    return sum(result.count(status) for result in results for status in bad)


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def _elsewhere_lines(result: DeckCheck, *, update: bool) -> Iterator[str]:
    """Said loudly: nobody may take a comparison of text for one of pictures."""
    own = sum(verdict.before is not None for verdict in result.verdicts)
    yield f"{result.label}: STORED PICTURES NOT COMPARED: they come from another environment"
    yield f"    stored: {result.committed.environment if result.committed else 'nothing'}"
    yield f"    here:   {result.environment}"
    if update:
        yield "    all of them are replaced by this environment's"
    else:
        yield "    compared: the text and geometry of every slide"
        yield f"    compared: {own} of {count(len(result.verdicts), 'picture')} with this machine's own"
