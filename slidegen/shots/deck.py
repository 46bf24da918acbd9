"""Checks one deck's pictures against its stored set, and makes the sets to store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from slidegen.errors import Location, ShotError
from slidegen.shots import store
from slidegen.shots.judge import Known, Status, Verdict, judge
from slidegen.shots.names import file_name
from slidegen.shots.pixels import decode, encode
from slidegen.shots.record import Entry, Record
from slidegen.shots.shot import Environment, Shot


@dataclass(frozen=True, slots=True)
class Places:
    """A deck's file, where its pictures are stored, and where those of this machine only are."""

    deck: Path
    stored: Path
    local: Path


@dataclass(frozen=True, slots=True)
class DeckCheck:
    """All that is known of a deck after its slides were judged.

    `strict` is false where the stored pictures come from another environment; `committed` is the stored
    record, None if there is none. `unused` are stored pictures of no slide. `partial`: not all slides were
    looked at.
    """

    places: Places
    label: str
    environment: Environment
    size: tuple[int, int]
    committed: Record | None
    verdicts: tuple[Verdict, ...]
    unused: tuple[Path, ...] = ()
    partial: bool = False
    seconds: float = 0.0
    outside: int = 0

    @property
    def strict(self) -> bool:
        """Whether pictures are compared with the stored ones."""
        return self.committed is None or self.committed.environment == self.environment

    def count(self, status: Status) -> int:
        """How many slides got this verdict."""
        return sum(verdict.status is status for verdict in self.verdicts)


def check(
    places: Places,
    label: str,
    environment: Environment,
    size: tuple[int, int],
    shots: Sequence[Shot],
    *,
    partial: bool = False,
    seconds: float = 0.0,
) -> DeckCheck:
    """Judge a deck's slides against what is stored of them.

    Raises:
        ShotError: the stored record cannot be used.
    """
    committed = store.read(places.stored)
    strict = committed is None or committed.environment == environment
    known = _stored(places.stored, committed) if strict else _elsewhere(places, committed, environment)
    verdicts = tuple(judge(shot, known.get(shot.id), strict=strict) for shot in shots)
    return DeckCheck(
        places,
        label,
        environment,
        size,
        committed,
        verdicts,
        unused=() if partial else _unused(places.stored, committed, shots),
        partial=partial,
        seconds=seconds,
        outside=sum(len(shot.outside) for shot in shots),
    )


def _stored(folder: Path, committed: Record | None) -> dict[str, Known]:
    slides = committed.slides if committed else {}
    return {name: Known(entry, store.picture(folder, entry)) for name, entry in slides.items()}


def _elsewhere(places: Places, committed: Record | None, environment: Environment) -> dict[str, Known]:
    """The committed entries, with this machine's pictures where they were made beside those same entries."""
    local = _local(places, environment)
    found = {}
    for name, known in _stored(places.stored, committed).items():
        own = local.get(name)
        usable = own is not None and own.base == store.digest(known.entry, known.picture)
        found[name] = Known(known.entry, store.picture(places.local, own) if own and usable else None)
    return found


def _local(places: Places, environment: Environment) -> Mapping[str, Entry]:
    try:
        found = store.read(places.local)
    except ShotError:  # it can be made again
        return {}
    return found.slides if found and found.environment == environment else {}


def _unused(folder: Path, committed: Record | None, shots: Sequence[Shot]) -> tuple[Path, ...]:
    names = {shot.id for shot in shots}
    gone = [entry for name, entry in (committed.slides if committed else {}).items() if name not in names]
    known = {folder / entry.picture for entry in gone if (folder / entry.picture).exists()}
    return tuple(sorted(known | set(store.unused(folder, committed))))


def accept(done: DeckCheck) -> bool:
    """Store what was seen; failed slides keep what they had. Says whether anything was written.

    Raises:
        ShotError: part of a set of another environment was to be replaced, or the folder cannot be written.
    """
    if done.partial and not done.strict:
        raise ShotError(
            "the stored pictures come from another environment and can only be replaced all at once",
            where=Location(Path(done.label)),
            hint="run `slidegen shots --update` without --slide",
        )
    former = done.committed.slides if done.committed and done.strict else {}
    slides = dict(former) if done.partial else {}
    pictures: dict[str, bytes] = {}
    for verdict in done.verdicts:
        entry = former.get(verdict.shot.id)
        renewed = verdict.status is Status.SAME and not done.strict
        if verdict.status in (Status.CHANGED, Status.NEW) or renewed:
            entry = _entry(verdict.shot)
            pictures[entry.picture] = _encoded(verdict.shot)
        if entry is not None:
            slides[verdict.shot.id] = entry
    there = {name: entry for name, entry in slides.items() if _has_picture(done, entry, pictures)}
    new = Record(done.places.deck.name, done.environment, done.size, there)
    if not pictures and not done.unused and new == done.committed and list(there) == list(former):
        return False
    store.write(done.places.stored, new, pictures)
    return True


def _has_picture(done: DeckCheck, entry: Entry, pictures: Mapping[str, bytes]) -> bool:
    return entry.picture in pictures or (done.places.stored / entry.picture).is_file()


def keep_local(done: DeckCheck) -> int:
    """In an environment other than the stored one: keep this machine's pictures of slides that are as stored.

    Returns how many were added. A slide that differs is not kept: its picture would hide the difference
    once its text is mended.
    """
    if done.strict or done.committed is None:
        return 0
    slides = dict(_local(done.places, done.environment))
    pictures: dict[str, bytes] = {}
    for verdict in done.verdicts:
        stored = done.committed.slides.get(verdict.shot.id)
        if stored is None or verdict.status is not Status.SAME or verdict.before is not None:
            continue
        base = store.digest(stored, store.picture(done.places.stored, stored))
        entry = replace(_entry(verdict.shot), base=base)
        slides[verdict.shot.id] = entry
        pictures[entry.picture] = _encoded(verdict.shot)
    if pictures:
        store.write(
            done.places.local, Record(done.places.deck.name, done.environment, done.size, slides), pictures
        )
    return len(pictures)


def _entry(shot: Shot) -> Entry:
    return Entry(file_name(shot.id), shot.blocks, shot.demos)


def _encoded(shot: Shot) -> bytes:
    if shot.png is None:
        raise ValueError(f"slide {shot.id!r} has no picture")
    return encode(decode(shot.png))
