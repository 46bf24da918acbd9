"""Puts a finished folder in another's place so that a dying process loses neither.

All of it happens beside the folder, on the same file system, under a lock that dies with its process.
Whoever holds the lock knows that every temporary folder found there is left over from a dead process.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from slidegen.errors import Location, OutputError

WAIT = 5.0  # seconds to wait for another build of the same folder
EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2(2), and RENAME_SWAP of macOS's renamex_np(2)
HERE = -100 if sys.platform == "linux" else -2  # AT_FDCWD


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`, a file beside it. Raises OutputError when another keeps it too long."""
    path = folder.parent / f".{folder.name}.slidegen-lock"
    deadline = time.monotonic() + WAIT
    while (handle := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise OutputError(
                "another slidegen is writing this folder",
                where=Location(folder),
                hint="wait for it to end, or give another folder",
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def _try_lock(path: Path) -> int | None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino == path.stat().st_ino:  # else its last holder has just deleted it
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def staging(folder: Path) -> Path:
    """The name of the temporary folder in which this process prepares `folder`'s successor."""
    return folder.parent / f".{folder.name}.slidegen-{os.getpid()}"


def leftovers(folder: Path) -> list[Path]:
    """Temporary folders of `folder`, former contents first. Only with the lock held are they dead."""
    pattern = re.compile(re.escape(f".{folder.name}.slidegen-") + r"\d+(-old)?")
    found = [path for path in folder.parent.iterdir() if pattern.fullmatch(path.name) and path.is_dir()]
    return sorted(found, key=lambda path: (not path.name.endswith("-old"), path.name))


def swap(new: Path, folder: Path) -> Path | None:
    """Put `new` in the place of `folder`; returns where the former content is now, None if there was none.

    On Linux and macOS this is one step where the file system can exchange two names: at no moment
    is `folder` missing. Elsewhere it takes two renames; a process that dies between them leaves
    the former content whole under its `-old` name, from where `leftovers` brings it back. An error
    between them is undone at once. Raises OSError.
    """
    old = new.with_name(f"{new.name}-old")
    try:
        if not folder.exists() or not any(folder.iterdir()):
            new.replace(folder)  # an empty folder, too
            return None
        if exchange(new, folder):
            return _renamed(new, old)
        _rename_both(new, folder, old)
    except OSError:
        remove(new)
        raise
    return old


def _renamed(path: Path, name: Path) -> Path:
    """The new name is only for the eye: after an exchange nothing may fail any more."""
    try:
        return path.rename(name)
    except OSError:
        return path


def _rename_both(new: Path, folder: Path, old: Path) -> None:
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    import ctypes  # only where a folder is replaced

    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    call = getattr(libc, "renameat2", None) or getattr(libc, "renameatx_np", None)
    return call is not None and call(HERE, first, HERE, second, EXCHANGE) == 0


def remove(folder: Path) -> None:
    """Delete a temporary folder with all it holds, as far as that is possible."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
