"""Pyodide and NumPy as they reach visitors, made of what was downloaded: `slidegen demo wheels --pyodide --numpy`.

The downloads are kept in tests/originals, so that a test can make the vendored files again and compare.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from slidegen.demo import corelibrary
from slidegen.errors import UsageError

PYODIDE_VERSION = "314.0.7"
ORIGINALS = "tests/originals"
LOCK = "pyodide-lock.json"
STORED = ("pyodide.mjs",)
LIBRARY = "python_stdlib.zip"
PACKED = ("pyodide.asm.wasm", "pyodide.asm.mjs")
Runtime = Mapping[str, bytes | Path]
# a function of slidegen.demo.precompile by name, a zip, and Pyodide's files by name -> the zip that it makes
Compiler = Callable[[str, bytes, Runtime], bytes]


@dataclass(frozen=True, slots=True)
class Vendored:
    """The folder with what visitors get, the folder with what was downloaded, and what compiles between them."""

    target: Path
    originals: Path
    compiler: Compiler

    def runtime(self, package: Path) -> list[Path]:
        """Vendor Pyodide's runtime out of its npm package; the largest files are stored compressed, modules compiled.

        Raises:
            UsageError: the folder is not that package.
        """
        about = package / "package.json"
        if not about.is_file() or json.loads(about.read_text(encoding="utf-8"))["version"] != PYODIDE_VERSION:
            raise UsageError(
                f"{package} is not the npm package pyodide {PYODIDE_VERSION}", hint="npm pack, then unpack it"
            )
        written = [Path(shutil.copyfile(package / name, self.target / name)) for name in STORED]
        for name in PACKED:
            path = self.target / f"{name}.gz"
            path.write_bytes(gzip.compress((package / name).read_bytes(), 9, mtime=0))
            written.append(path)
        written.append(Path(shutil.copyfile(package / LIBRARY, self.originals / LIBRARY)))
        (self.target / LIBRARY).write_bytes(self.library())
        return [*written, self.target / LIBRARY]

    def library(self) -> bytes:
        """The standard library with its modules compiled, and one of ours that knows what of it comes later."""
        return self.compiled("library", corelibrary.with_later((self.originals / LIBRARY).read_bytes()))

    def numpy(self, wheel: Path) -> list[Path]:
        """Vendor a NumPy wheel: without what nobody can use in a browser, and modules compiled."""
        original = self.originals / wheel.name
        if wheel.resolve() != original.resolve():
            shutil.copyfile(wheel, original)
        path = self.target / wheel.name
        path.write_bytes(self.compiled("wheel", original.read_bytes()))
        return [original, path]

    def compiled(self, function: str, data: bytes) -> bytes:
        """What that function of slidegen.demo.precompile makes of a zip, in Pyodide with its library as downloaded."""
        runtime: dict[str, bytes | Path] = {name: self.target / name for name in (*STORED, LOCK)}
        runtime |= {name: gzip.decompress((self.target / f"{name}.gz").read_bytes()) for name in PACKED}
        return self.compiler(function, data, runtime | {LIBRARY: self.originals / LIBRARY})

    def update_sums(self) -> None:
        """Put the present sums into both manifests."""
        update_sums(self.target.parent / "manifest.toml", self.target)
        update_sums(self.originals / "manifest.toml", self.originals)


def update_sums(manifest: Path, folder: Path) -> None:
    """Put the sums of a folder's files into a manifest; a file it does not list is for its author to add.

    Raises:
        UsageError: there is such a file.
    """
    text = manifest.read_text(encoding="utf-8")
    for path in sorted(path for path in folder.glob("*.*") if path != manifest):
        name = path.relative_to(manifest.parent).as_posix()
        line = f'"{name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"'
        text, count = re.subn(rf'^"{re.escape(name)}" = "[0-9a-f]*"$', line, text, flags=re.M)
        if count != 1:
            raise UsageError(f"{name} is not listed in {manifest.name}", hint=f"add the line {line}")
    manifest.write_text(text, encoding="utf-8")
