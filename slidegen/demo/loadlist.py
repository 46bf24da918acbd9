"""What a worker loads to start Python, as the module `list.mjs` beside Pyodide's files: names, sizes, sums.

With the sizes known beforehand the loading bar is honest whatever a host says of lengths; with the sums in the
addresses a browser need not ask again for what it has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slidegen.errors import DemoError, Location
from slidegen.vendored import digest

NAME = "list.mjs"
LOCK = "pyodide-lock.json"
# which stage of loading a file belongs to; a package that is not named here is the model's
STAGES = {
    "pyodide.asm.wasm": "runtime",
    "pyodide.asm.mjs": "runtime",
    "pyodide.mjs": "runtime",
    "python_core.zip": "python",
}
LATER = "python_stdlib.zip"
STAGE_OF_PACKAGE = {"numpy": "numpy", "npwasm": "numpy"}
TEXT = """\
/** Made by slidegen when the site was built: what a worker loads to start Python. */
export const FILES = {files};
export const LATER = {later};
export const PACKAGES = {packages};
export const LOCK = {lock};
"""


def module(files: Mapping[str, bytes | Path]) -> bytes:
    """The text of `list.mjs` for Pyodide's files, by name.

    `FILES` gives `{bytes, sha256, stage}` by name, `LATER` the same of what is loaded when it is used, `PACKAGES` the
    wheels as `{name, file}`, `LOCK` the lock file itself.

    Raises:
        DemoError: a wheel is not the one that the lock file names.
    """
    lock: dict[str, Any] = json.loads(_content(files[LOCK]))
    packages = [{"name": name, "file": one["file_name"]} for name, one in sorted(lock["packages"].items())]
    stages = STAGES | {one["file"]: STAGE_OF_PACKAGE.get(one["name"], "model") for one in packages}
    listed = {name: {**_facts(files[name]), "stage": stage} for name, stage in stages.items()}
    for name, one in lock["packages"].items():
        if listed[one["file_name"]]["sha256"] != one["sha256"]:
            raise _wrong(files[one["file_name"]], f"is not the {name} of {LOCK}")
    values = {"files": listed, "later": {LATER: _facts(files[LATER])}, "packages": packages, "lock": lock}
    return TEXT.format(**{name: json.dumps(value, indent=1) for name, value in values.items()}).encode()


def _wrong(source: bytes | Path, message: str) -> DemoError:
    where = Location(source) if isinstance(source, Path) else None
    return DemoError(
        message, where=where, hint="reinstall slidegen; in a checkout run `slidegen demo wheels`"
    )


def _facts(source: bytes | Path) -> dict[str, Any]:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    return {"bytes": size, "sha256": digest(source)}


def _content(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()
