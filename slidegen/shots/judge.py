"""Judges the slides of one deck: the same as stored, changed, new, or failed.

Where the stored set was made in this very environment, pictures are compared, and the state of settled
demos. Text and geometry are always compared, so that a slide that passes here passes elsewhere too.
Elsewhere pictures are compared with those of a local set, kept outside Git, each made beside the committed
entry it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from slidegen.shots import record
from slidegen.shots.compare import compare
from slidegen.shots.pixels import changed, decode, encode, highlight
from slidegen.shots.record import Entry
from slidegen.shots.shot import Shot


class Status(StrEnum):
    """What became of a slide; all but SAME make the command fail."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a slide from before: its entry, and the picture to compare with, if there is one."""

    entry: Entry
    picture: bytes | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one slide.

    `notes` say what differs, one line each. `before` is the picture compared with (WebP), `difference` a
    picture of the changed pixels; both None where there is none. `score` is that of `compare`, None without
    a comparison.
    """

    shot: Shot
    status: Status
    notes: tuple[str, ...] = ()
    score: float | None = None
    before: bytes | None = None
    difference: bytes | None = None


def judge(shot: Shot, known: Known | None, *, strict: bool) -> Verdict:
    """Judge one slide.

    Args:
        shot: what was seen.
        known: what is stored; None for a slide that was not there before.
        strict: the entry was made in this environment, so that pictures and demo states must be the same.
    """
    if known is None:
        return Verdict(shot, Status.FAILED if shot.failures else Status.NEW, shot.failures)
    notes = list(record.differences(known.entry.blocks, shot.blocks)) if shot.png else []
    if strict:
        notes += _demo_notes(known.entry.demos, shot.demos) if shot.png else []
    if strict and known.picture is None:
        notes.append("its stored picture is missing")
    verdict = _with_picture(shot, known.picture, notes)
    if shot.failures:
        return Verdict(
            shot,
            Status.FAILED,
            (*shot.failures, *verdict.notes),
            verdict.score,
            verdict.before,
            verdict.difference,
        )
    return verdict


def _with_picture(shot: Shot, before: bytes | None, notes: Sequence[str]) -> Verdict:
    status = Status.CHANGED if notes else Status.SAME
    if before is None or shot.png is None:
        return Verdict(shot, status, tuple(notes))
    try:
        old = decode(before)
    except ValueError as error:
        return Verdict(shot, Status.CHANGED, (*notes, f"its stored picture is {error}"))
    new = decode(shot.png)
    found = compare(old, new)
    if not found.differs:
        return Verdict(shot, status, tuple(notes), found.score, before)
    picture = encode(highlight(new, changed(old, new))) if old.shape == new.shape else None
    return Verdict(
        shot, Status.CHANGED, (*notes, _pixel_note(found.pixels, found.box)), found.score, before, picture
    )


def _pixel_note(pixels: int, box: tuple[int, int, int, int] | None) -> str:
    if box is None:
        return "the picture has another size"
    x, y, width, height = box
    return f"{pixels} pixels differ in {width}x{height} at {x},{y}"


def _demo_notes(before: Sequence[Mapping[str, object]], after: Sequence[Mapping[str, object]]) -> list[str]:
    """Demos that were settled with other parameters than before, bit by bit."""
    old = {demo.get("instance"): demo for demo in before}
    return [
        f"demo {demo.get('instance')} settled in another state at step {demo.get('step')}"
        for demo in after
        if demo.get("instance") in old and old[demo.get("instance")] != demo
    ]
