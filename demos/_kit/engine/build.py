"""Compiles the extension and packs the wheel: `python demos/_kit/engine/build.py`.

Needs clang and wasm-ld of LLVM 19 and nothing of Emscripten; the same sources give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sources  # beside this file, for setup.py too

HERE = Path(__file__).parent
TAG = "cp314-cp314-pyemscripten_2026_0_wasm32"  # PEP 783: CPython 3.14 of Pyodide 314
CORE = "npwasm/_core.cpython-314-wasm32-emscripten.so"
KERNELS = "npwasm/kernels_{}.wasm"  # not .so: Pyodide compiles every .so of a wheel, and not every engine can this one
COMPILER, LINKER = "clang-19", "wasm-ld-19"
INSTALL = "apt-get install --no-install-recommends clang-19 lld-19"
# No Emscripten: no library but what the page's own Python has, whose symbols are bound when the module is loaded.
FREESTANDING = (
    "--target=wasm32-unknown-emscripten",
    "-nostdlib",
    "-ffreestanding",
    "-fno-builtin",
    "-mmutable-globals",
)
LINK = (
    "-shared",
    "--experimental-pic",
    "--unresolved-symbols=import-dynamic",
    "--no-entry",
    "--strip-all",
    "--compress-relocations",
    "-O2",
)
DATE = (2020, 1, 1, 0, 0, 0)


class MissingCompiler(Exception):
    """There is no clang or wasm-ld of the version that the committed bytes are made with."""


def main() -> None:
    """Write the wheel into dist/ and its sum into dist/manifest.toml."""
    try:
        wheel = pack(HERE / "dist", compiled())
    except MissingCompiler as error:
        sys.exit(str(error))
    print(f"{wheel.name}: {wheel.stat().st_size} bytes")


def compiled() -> dict[str, bytes]:
    """The modules of the extension, by path in the wheel.

    Raises:
        MissingCompiler: LLVM 19 is not installed.
        subprocess.CalledProcessError: a source does not compile.
    """
    missing = [tool for tool in (COMPILER, LINKER) if not shutil.which(tool)]
    if missing:
        raise MissingCompiler(f"there is no {' and no '.join(missing)}: {INSTALL}")
    return {
        CORE: _module(sources.CORE, "PyInit__core"),
        KERNELS.format("simd"): _module(sources.KERNELS, "PyInit_kernels"),
        KERNELS.format("fused"): _module(sources.KERNELS, "PyInit_kernels", sources.FUSED),
    }


def _module(files: Sequence[str], entry: str, flags: Sequence[str] = ()) -> bytes:
    """Compile and link these C files; run in their folder, so that no path of this machine gets into the bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        objects = [str(Path(scratch, file).with_suffix(".o")) for file in files]
        for file, made in zip(files, objects, strict=True):
            command = [COMPILER, *FREESTANDING, *sources.COMPILE, *flags, "-c", file, "-o", made]
            subprocess.run(command, cwd=HERE / "csrc", check=True)
        out = Path(scratch, "module")
        subprocess.run([LINKER, *LINK, f"--export-if-defined={entry}", *objects, "-o", str(out)], check=True)
        return out.read_bytes()


def pack(folder: Path, modules: Mapping[str, bytes]) -> Path:
    """Write the wheel with these modules and the Python files, and its sum into the manifest beside it."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    stem = f"{project['name']}-{project['version']}"
    info = f"{stem}.dist-info"
    files = {**modules, **python_files()}
    files[f"{info}/METADATA"] = _metadata(project).encode()
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: npwasm build.py\nRoot-Is-Purelib: false\nTag: {TAG}\n".encode()
    )
    files[f"{info}/licenses/LICENSE"] = (HERE / "LICENSE").read_bytes()
    rows = [
        f"{name},sha256={_record_hash(content)},{len(content)}" for name, content in sorted(files.items())
    ]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{stem}-{TAG}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            archive.writestr(entry, files[name])
    _write_sum(folder / "manifest.toml", wheel)
    return wheel


def python_files() -> dict[str, bytes]:
    """The Python part of the wheel, by path in it."""
    paths = sorted(path for path in (HERE / "npwasm").iterdir() if path.suffix in (".py", ".typed"))
    return {f"npwasm/{path.name}": path.read_bytes() for path in paths}


def _metadata(project: Mapping[str, Any]) -> str:
    lines = ["Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {project['version']}"]
    lines += [f"Summary: {project['description']}", f"Requires-Python: {project['requires-python']}"]
    lines += [f"Keywords: {','.join(project['keywords'])}", f"License-Expression: {project['license']}"]
    lines += ["License-File: LICENSE", *(f"Requires-Dist: {name}" for name in project["dependencies"])]
    text = (HERE / project["readme"]).read_text("utf-8")
    return "\n".join([*lines, "Description-Content-Type: text/markdown", "", text])


def _write_sum(manifest: Path, wheel: Path) -> None:
    """Put the wheel's present sum into the manifest, where there is one."""
    if not manifest.is_file():
        return
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    text = re.sub(
        r'^"npwasm-[^"]*\.whl" = .*$', f'"{wheel.name}" = "{digest}"', manifest.read_text("utf-8"), flags=re.M
    )
    manifest.write_text(text, encoding="utf-8")


def _record_hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    main()
