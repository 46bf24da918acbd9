"""Trees compared, and file operations that fail or kill, one by one."""

from __future__ import annotations

import errno
import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

FILE_EVENTS = (
    "open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.utime",
    "os.scandir", "os.listdir", "shutil.rmtree", "fcntl.flock", "ctypes.dlopen", "ctypes.dlsym",
)  # fmt: skip
REFUSED, CRASHED = 3, 4


def tree(folder: Path) -> dict[str, str]:
    """All there is below a folder, with content or target, but for the marker."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.name != ".slidegen.json":
            content = str(path.readlink()) if path.is_symlink() else "" if path.is_dir() else path.read_text()
            found[str(path.relative_to(folder))] = content
    return found


def beside(folder: Path) -> list[str]:
    """What lies beside a folder: a clean run leaves nothing there."""
    return [path.name for path in folder.parent.iterdir() if path != folder]


def in_child(action: Callable[[], object], fault: Callable[[int], object]) -> int:
    """Run an action in a forked process, `fault(n)` before its n-th file operation.

    Returns 0, REFUSED if it raised an OutputError, CRASHED for anything else, or -signal.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other tests may have left threads
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = 0

    def hook(event: str, args: Any) -> None:
        nonlocal count
        if event in FILE_EVENTS:
            count += 1
            fault(count)

    try:
        sys.addaudithook(hook)
        action()
        os._exit(0)
    except BaseException as error:
        os._exit(REFUSED if type(error).__name__ == "OutputError" else CRASHED)


def kill_at(n: int) -> Callable[[int], None]:
    """The process is killed before its n-th file operation."""
    return lambda count: os.kill(os.getpid(), signal.SIGKILL) if count == n else None


def fail_at(n: int, *, once: bool) -> Callable[[int], None]:
    """The disk is full for the n-th file operation, or from it on."""

    def fault(count: int) -> None:
        if count == n or (count > n and not once):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return fault


def count(action: Callable[[], object]) -> int:
    """How many file operations an action takes."""
    read, write = os.pipe()
    in_child(action, lambda _: os.write(write, b"."))
    os.close(write)
    with open(read, "rb") as pipe:  # noqa: PTH123 -- a file descriptor
        return len(pipe.read())
