"""The user's own cache folder, and byte code in it where Python may write none beside the modules."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

ENV = "SLIDEGEN_CACHE"


def default_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """`$SLIDEGEN_CACHE`, else `slidegen` in the user's cache folder; None where there is no home."""
    if given := environ.get(ENV):
        return Path(given)
    if base := environ.get("XDG_CACHE_HOME"):
        return Path(base) / "slidegen" if Path(base).is_absolute() else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "slidegen"


def is_own(folder: Path) -> bool:
    """Whether it is a folder of this user that nobody else can write to. Raises OSError."""
    look = folder.lstat()
    return stat.S_ISDIR(look.st_mode) and look.st_uid == os.getuid() and not look.st_mode & 0o022


def keep_bytecode() -> None:
    """Let Python keep byte code in the user's cache folder where it is told to write none.

    Images for containers often set PYTHONDONTWRITEBYTECODE to keep their folders clean. Every start would then compile
    all modules anew, which takes as long as building a lecture. What lies in the cache folder is checked against the
    modules' times and sizes by Python itself.
    """
    if not sys.dont_write_bytecode or sys.pycache_prefix:
        return
    if folder := bytecode_folder():
        sys.pycache_prefix = str(folder)
        sys.dont_write_bytecode = False


def bytecode_folder() -> Path | None:
    """The folder in the user's cache folder for byte code, made if need be; None where there is none to be trusted."""
    folder = default_folder()
    if folder is None or not hasattr(os, "getuid"):
        return None
    folder = folder.with_name(f"{folder.name}-bytecode").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder if is_own(folder) else None
    except OSError:
        return None
