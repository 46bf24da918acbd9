"""What visitors get of Pyodide and NumPy is made of the downloads in tests/originals, and made again it is the same."""

from __future__ import annotations

import hashlib
import io
import json
import tomllib
import zipfile
from pathlib import Path

import pytest

from slidegen import resources
from slidegen.demo import vendoring
from slidegen.demo.vendoring import Vendored
from slidegen.errors import UsageError

from .compiling import MAGIC_3_14, ORIGINALS, compiled

PYODIDE = resources.vendor() / "pyodide"
COMMAND = "run `slidegen demo wheels --pyodide FOLDER --numpy WHEEL`"
VENDORED = Vendored(PYODIDE, ORIGINALS, compiled)


@pytest.mark.browser
def test_the_library_made_again_in_pyodide_is_the_same() -> None:
    assert VENDORED.library() == (PYODIDE / "python_stdlib.zip").read_bytes(), COMMAND


@pytest.mark.browser
def test_the_numpy_wheel_made_again_in_pyodide_is_the_same() -> None:
    (original,) = ORIGINALS.glob("numpy-*.whl")
    assert VENDORED.compiled("wheel", original.read_bytes()) == (PYODIDE / original.name).read_bytes(), (
        COMMAND
    )


def test_originals_are_listed_with_their_sums() -> None:
    table = tomllib.loads((ORIGINALS / "manifest.toml").read_text("utf-8"))
    listed = {name: total for one in table["package"] for name, total in one["files"].items()}
    files = [path for path in ORIGINALS.iterdir() if path.suffix in (".zip", ".whl")]
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    for one in table["package"]:
        assert one["modified"] == "no"
        assert one["licence_files"]
        assert all((ORIGINALS / name).is_file() for name in one["licence_files"])


def test_the_numpy_wheel_is_the_original_without_what_a_browser_cannot_use() -> None:
    (original,) = ORIGINALS.glob("numpy-*.whl")
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(PYODIDE / original.name) as new:
        before, after = set(old.namelist()), set(new.namelist())
        assert {name for name in before if "LICEN" in name or "COPYING" in name} <= after
        libraries = {name for name in before if name.endswith(".so")}
        assert libraries == {name for name in after if name.endswith(".so")}
        assert all(old.read(name) == new.read(name) for name in libraries)
        assert {name for name in after if not name.endswith(".pyc")} <= before
        assert {name.removesuffix("c") for name in after if name.endswith(".pyc")} <= before
        headers = {new.read(name)[:8] for name in after if name.endswith(".pyc")}
    assert headers == {MAGIC_3_14 + bytes([1, 0, 0, 0])}, "hash-based and unchecked"


def test_vendoring_pyodide_from_its_package(tmp_path: Path) -> None:
    package, target, originals = (tmp_path / name for name in ("package", "target", "originals"))
    for folder in (package, target, originals):
        folder.mkdir()
    (package / "package.json").write_text(json.dumps({"version": vendoring.PYODIDE_VERSION}), "utf-8")
    names = (*vendoring.STORED, *vendoring.PACKED, vendoring.LIBRARY, "pyodide.mjs.map", "console.html")
    for name in names:
        (package / name).write_text(name, "utf-8")
    with zipfile.ZipFile(package / vendoring.LIBRARY, "w") as library:
        library.writestr("json.py", "")
    vendored = Vendored(target, originals, lambda function, data, _: function.encode() + data)
    first = {path.name: path.read_bytes() for path in vendored.runtime(package) if path.parent == target}
    again = {path.name: path.read_bytes() for path in vendored.runtime(package) if path.parent == target}
    assert first == again
    assert set(first) == {"pyodide.mjs", "pyodide.asm.mjs.gz", "python_stdlib.zip", "pyodide.asm.wasm.gz"}
    given = first["python_stdlib.zip"].removeprefix(b"library")
    assert zipfile.ZipFile(io.BytesIO(given)).namelist() == ["json.py", "slidegen_later.py"]
    assert (originals / "python_stdlib.zip").read_bytes() == (package / "python_stdlib.zip").read_bytes()


def test_what_compiles_has_its_library_as_downloaded(tmp_path: Path) -> None:
    """A library of .pyc files would leave other strings interned, which marshal writes."""
    seen: dict[str, bytes] = {}

    def compiler(function: str, data: bytes, runtime: vendoring.Runtime) -> bytes:
        for name, source in runtime.items():
            seen[name] = source if isinstance(source, bytes) else source.read_bytes()
        return b""

    Vendored(PYODIDE, ORIGINALS, compiler).compiled("wheel", b"")
    assert seen["python_stdlib.zip"] == (ORIGINALS / "python_stdlib.zip").read_bytes()
    assert seen["pyodide.asm.wasm"][:4] == b"\0asm"


def test_a_numpy_wheel_is_kept_and_compiled(tmp_path: Path) -> None:
    wheel, target, originals = tmp_path / "numpy-1.whl", tmp_path / "target", tmp_path / "originals"
    for folder in (target, originals):
        folder.mkdir()
    for name in (*vendoring.STORED, "pyodide-lock.json", *(f"{name}.gz" for name in vendoring.PACKED)):
        (target / name).write_bytes((PYODIDE / name).read_bytes())
    wheel.write_bytes(b"wheel")
    vendored = Vendored(target, originals, lambda function, data, _: data.upper())
    assert vendored.numpy(wheel) == [originals / "numpy-1.whl", target / "numpy-1.whl"]
    assert (target / "numpy-1.whl").read_bytes() == b"WHEEL"
    assert (originals / "numpy-1.whl").read_bytes() == b"wheel"
    vendored.numpy(originals / "numpy-1.whl")
    assert (originals / "numpy-1.whl").read_bytes() == b"wheel", "the kept one can be given again"


def test_a_folder_that_is_not_pyodide(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not the npm package pyodide"):
        Vendored(tmp_path, tmp_path, compiled).runtime(tmp_path)


def manifest_with(folder: Path, line: str) -> Path:
    (folder / "pyodide").mkdir()
    (folder / "pyodide" / "a.whl").write_bytes(b"new")
    path = folder / "manifest.toml"
    path.write_text(f"[package.files]\n{line}\n", "utf-8")
    return path


def test_sums_are_brought_up_to_date(tmp_path: Path) -> None:
    path = manifest_with(tmp_path, f'"pyodide/a.whl" = "{"0" * 64}"')
    vendoring.update_sums(path, tmp_path / "pyodide")
    table = tomllib.loads(path.read_text("utf-8"))
    assert table["package"]["files"] == {"pyodide/a.whl": hashlib.sha256(b"new").hexdigest()}


def test_a_file_that_is_not_listed_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.whl is not listed in manifest\.toml \(add the line"):
        vendoring.update_sums(manifest_with(tmp_path, ""), tmp_path / "pyodide")
