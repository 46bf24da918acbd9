"""The same function over many items in several processes, where that can be done safely.

Workers are forks of this process: they start with all that is loaded and share its memory. They take the next item
from a pipe that all read, answer into files that have no names, and end by themselves when their parent is gone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from typing import IO

MOST = 4  # processes; more would mostly wait for each other's memory
EACH = 6  # items for which a process is worth its start
ITEM = struct.Struct("<I")
HEAD = struct.Struct("<IQ")  # item, length of its answer
CAPACITY = 4096  # bytes that every pipe takes without a reader


def workers(items: int) -> int:
    """How many processes to use for so many items; 1 where forking is not safe."""
    threading = sys.modules.get("threading")
    if sys.platform != "linux" or (threading is not None and threading.active_count() > 1):
        return 1
    return max(1, min(MOST, len(os.sched_getaffinity(0)), items // EACH, CAPACITY // ITEM.size))


def spread(items: int, work: Callable[[int], bytes], processes: int) -> list[bytes | None]:
    """The answers to the items 0, 1, 2 ..., by item; None for one that raised or whose worker died.

    This process works, too. After the first item that raises no further ones are begun; all before it have been.

    Args:
        items: how many; at most CAPACITY / 4.
        work: makes an answer; what it changes in a worker's memory is lost.
        processes: how many, this one included.
    """
    reader, writer = os.pipe()
    with contextlib.closing(_Queue(reader)) as queue, contextlib.ExitStack() as stack:
        os.write(writer, b"".join(map(ITEM.pack, range(items))))
        os.close(writer)
        files = [
            stack.enter_context(os.fdopen(os.memfd_create("answers"), "w+b")) for _ in range(processes - 1)
        ]
        gc.freeze()  # else a worker's first collection would copy all memory that it shares
        children = []
        try:
            children += [_fork(queue, work, file) for file in files]
            answers = dict(_answers(queue, work, os.getpid()))
            for child in children:
                os.waitpid(child, 0)
            children = []
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            gc.unfreeze()
        for file in files:
            answers |= _read(file)
    return [answers.get(item) for item in range(items)]


class _Queue:
    """Items for whoever reads next."""

    def __init__(self, reader: int) -> None:
        self._reader = reader

    def take(self) -> int | None:
        data = os.read(self._reader, ITEM.size)
        return ITEM.unpack(data)[0] if data else None

    def empty(self) -> None:
        while os.read(self._reader, CAPACITY):
            pass

    def close(self) -> None:
        os.close(self._reader)


def _answers(queue: _Queue, work: Callable[[int], bytes], parent: int) -> Iterator[tuple[int, bytes]]:
    while parent in (os.getpid(), os.getppid()) and (item := queue.take()) is not None:
        try:
            yield item, work(item)
        except Exception:
            queue.empty()


def _fork(queue: _Queue, work: Callable[[int], bytes], file: IO[bytes]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        gc.disable()
        for item, answer in _answers(queue, work, parent):
            file.write(HEAD.pack(item, len(answer)) + answer)
        file.flush()
        os._exit(0)
    finally:  # whatever happens, nothing of the parent's work is done twice
        os._exit(1)


def _read(file: IO[bytes]) -> dict[int, bytes]:
    """The whole answers in a worker's file."""
    file.seek(0)
    data = file.read()
    found: dict[int, bytes] = {}
    start = 0
    while start + HEAD.size <= len(data):
        item, length = HEAD.unpack_from(data, start)
        start += HEAD.size
        if start + length <= len(data):
            found[item] = data[start : start + length]
        start += length
    return found
