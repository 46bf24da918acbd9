"""The whole of `slidegen fetch`: what the decks name, what is missing, and the lock afterwards."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from slidegen.errors import Location, OutputError
from slidegen.examine import remote_files
from slidegen.fetch.download import FetchFailure, Got, Limits, download
from slidegen.lock import FOLDER, Entry, Lock, lock_text, read_lock
from slidegen.project import Project, shown

PARALLEL = 4
State = Literal["there", "missing", "changed", "unknown"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A remote file that a deck names, the first place where it does, and what the project has of it.

    `there`: copy and lock agree; `missing`: only the lock knows it; `changed`: the copy is not the lock's;
    `unknown`: the lock does not know it.
    """

    url: str
    where: Location
    state: State


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an address: `problem` says why there is no copy."""

    wanted: Wanted
    entry: Entry | None = None
    problem: str | None = None


def plan(
    project: Project, paths: Sequence[Path] = (), command_line: Mapping[str, Any] | None = None
) -> tuple[Lock, tuple[Wanted, ...]]:
    """The project's lock, and all remote pictures and videos of these decks, in the order of the decks.

    Raises:
        SlidegenError: a deck cannot be built, or the lock cannot be read.
    """
    lock = read_lock(project.root)
    named = remote_files(project, paths, command_line)
    return lock, tuple(Wanted(url, where, state_of(lock, url)) for url, where in named.items())


def state_of(lock: Lock, url: str) -> State:
    """What the project has of this address."""
    entry = lock.entries.get(url)
    if entry is None:
        return "unknown"
    path = lock.file(entry)
    if not path.is_file():
        return "missing"
    with path.open("rb") as file:
        return "there" if hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256 else "changed"


def fetch(
    lock: Lock,
    wanted: Iterable[Wanted],
    limits: Limits,
    tell: Callable[[Done], None],
    *,
    update: bool = False,
) -> tuple[Done, ...]:
    """Download what is not there (with `update`, everything) four at a time, and write the lock.

    An address that fails does not stop the others; the lock is also written when the user stops it half-way.
    `tell` is called for each as it is done.

    Raises:
        OutputError: the copies or the lock cannot be stored.
    """
    folder = lock.path.parent / FOLDER
    todo = [one for one in wanted if update or one.state != "there"]
    if not todo:
        return ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made: {error.strerror}", where=Location(shown(folder))) from None
    done: list[Done] = []
    pool = ThreadPoolExecutor(PARALLEL)
    try:
        jobs = {pool.submit(_one, lock, one, folder, limits, update): one for one in todo}
        for job in as_completed(jobs):
            done.append(_result(job, jobs[job]))
            tell(done[-1])
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        store(lock, {one.entry.url: one.entry for one in done if one.entry})
    return tuple(done)


def forget(lock: Lock, wanted: Iterable[Wanted]) -> tuple[Entry, ...]:
    """Take what no deck names any more out of the lock, and its copies away; returns those entries."""
    named = {one.url for one in wanted}
    gone = tuple(entry for url, entry in lock.entries.items() if url not in named)
    left = {url: entry for url, entry in lock.entries.items() if url in named}
    if gone:
        _write(lock.path, lock_text(left))
        for entry in gone:
            if entry.file not in {one.file for one in left.values()}:
                lock.file(entry).unlink(missing_ok=True)
    return gone


def store(lock: Lock, new: Mapping[str, Entry]) -> None:
    """Write the lock with these entries; copies that they replace go.

    Raises:
        OutputError: it cannot be written.
    """
    if not new:
        return
    entries = {**read_lock(lock.path.parent).entries, **new}  # another `slidegen fetch` may have added some
    _write(lock.path, lock_text(entries))
    kept = {entry.file for entry in entries.values()}
    for url in new:
        former = lock.entries.get(url)
        if former and former.file not in kept:
            lock.file(former).unlink(missing_ok=True)


def _one(lock: Lock, one: Wanted, folder: Path, limits: Limits, update: bool) -> Got:
    if one.state == "changed" and not update:
        raise FetchFailure("its copy was changed by hand; --update fetches it anew")
    former = lock.entries.get(one.url)
    return download(one.url, folder, limits, None if update or former is None else former.sha256)


def _result(job: Future[Got], one: Wanted) -> Done:
    try:
        got = job.result()
    except FetchFailure as failure:
        return Done(one, problem=str(failure))
    date = datetime.now(UTC).date().isoformat()
    return Done(one, Entry(one.url, f"{FOLDER}/{got.name}", got.sha256, got.size, got.type, date))


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        part.write_text(text, "utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"cannot be written: {error.strerror}", where=Location(shown(path))) from None
