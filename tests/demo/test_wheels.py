"""The wheel in the repository is made of the sources beside it, and making it again gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import tomllib
import zipfile
from pathlib import Path

import pytest

from slidegen import resources
from slidegen.demo import crossbuild, wheels
from slidegen.errors import UsageError

PYODIDE = resources.vendor() / "pyodide"
WHEEL = PYODIDE / wheels.WHEEL
COMMAND = "run `slidegen demo wheels`"


def test_the_wheel_holds_the_present_sources() -> None:
    with zipfile.ZipFile(WHEEL) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == dict(wheels.wheel_sources()), f"slidegen/nn has changed: {COMMAND}"


def test_there_is_one_wheel_of_ours() -> None:
    assert [path.name for path in PYODIDE.glob("slidegen_nn-*.whl")] == [wheels.WHEEL], COMMAND


def test_the_wheel_is_canonical() -> None:
    with zipfile.ZipFile(WHEEL) as archive:
        infos = archive.infolist()
        record = archive.read(next(info for info in infos if info.filename.endswith("/RECORD"))).decode()
        for row in record.splitlines():
            name, digest, size = row.split(",")
            if digest:
                content = archive.read(name)
                assert digest == f"sha256={wheels._record_hash(content)}"
                assert int(size) == len(content)
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {wheels.DATE}
    assert len(record.splitlines()) == len(infos)


def test_importing_slidegen_there_is_light() -> None:
    """In Pyodide the package is only what the wheel holds; nothing of it may need the rest."""
    with zipfile.ZipFile(WHEEL) as archive:
        names = [name for name in archive.namelist() if name.endswith(".py")]
    assert all(name == "slidegen/__init__.py" or name.startswith("slidegen/nn/") for name in names)
    assert len(names) > 5


def test_the_version_is_the_manifests() -> None:
    table = tomllib.loads((resources.vendor() / "manifest.toml").read_text("utf-8"))
    versions = {one["name"].partition(",")[0]: one["version"] for one in table["package"]}
    assert versions["Pyodide"] == wheels.PYODIDE_VERSION
    assert f"slidegen_nn-{versions['slidegen-nn']}-" in wheels.WHEEL


@pytest.mark.packaging
def test_made_again_the_bytes_are_the_same(tmp_path: Path) -> None:
    made = wheels.build_wheel(tmp_path)
    assert made.read_bytes() == WHEEL.read_bytes(), COMMAND


@pytest.mark.packaging
def test_the_lock_file_made_again_is_the_same(tmp_path: Path) -> None:
    for path in PYODIDE.glob("*.whl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    made = wheels.write_lock(PYODIDE / wheels.LOCK, tmp_path)
    assert made.read_bytes() == (PYODIDE / wheels.LOCK).read_bytes(), COMMAND


@pytest.mark.packaging
def test_a_numpy_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "numpy-2.0.0-cp314-cp314-x.whl").write_bytes(b"")
    with pytest.raises(UsageError, match=r"is not NumPy 2\.4\.6"):
        wheels.write_lock(PYODIDE / wheels.LOCK, tmp_path)


def test_normalise_forgets_how_the_wheel_was_made(tmp_path: Path) -> None:
    def write(names: list[str], tool: str) -> bytes:
        path = tmp_path / "in.whl"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, f"Generator: {tool}\n" if name.endswith("WHEEL") else name)
        wheels.normalise(path, tmp_path / "out.whl")
        return (tmp_path / "out.whl").read_bytes()

    names = ["a.py", "x.dist-info/WHEEL", "x.dist-info/METADATA", "x.dist-info/RECORD"]
    assert write(names, "one 1.0") == write(names[::-1], "other 2.0")


def test_only_in_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "share", lambda: tmp_path)
    with pytest.raises(UsageError, match="made in a checkout"):
        wheels.make()


def test_a_folder_that_is_not_pyodide(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not the npm package pyodide"):
        wheels.vendor_runtime(tmp_path, tmp_path / "out")


def test_vendoring_pyodide_from_its_package(tmp_path: Path) -> None:
    source, target = tmp_path / "package", tmp_path / "out"
    source.mkdir()
    (source / "package.json").write_text(json.dumps({"version": wheels.PYODIDE_VERSION}), "utf-8")
    for name in (*wheels.STORED, *wheels.PACKED, wheels.STDLIB, "pyodide.mjs.map", "console.html"):
        (source / name).write_text(name, "utf-8")
    first = {path.name: path.read_bytes() for path in wheels.vendor_runtime(source, target)}
    again = {path.name: path.read_bytes() for path in wheels.vendor_runtime(source, target)}
    assert first == again
    assert set(first) == {"pyodide.mjs", "pyodide.asm.mjs.gz", "python_stdlib.zip", "pyodide.asm.wasm.gz"}
    wheels.vendor_runtime(source, target, lambda stdlib: stdlib.upper())
    assert (target / "python_stdlib.zip").read_bytes() == b"PYTHON_STDLIB.ZIP"


def manifest_with(folder: Path, line: str) -> Path:
    (folder / "pyodide").mkdir()
    (folder / "pyodide" / "a.whl").write_bytes(b"new")
    path = folder / "manifest.toml"
    path.write_text(f"[package.files]\n{line}\n", "utf-8")
    return path


def test_sums_are_brought_up_to_date(tmp_path: Path) -> None:
    path = manifest_with(tmp_path, f'"pyodide/a.whl" = "{"0" * 64}"')
    wheels._update_sums(path)
    table = tomllib.loads(path.read_text("utf-8"))
    assert table["package"]["files"] == {"pyodide/a.whl": hashlib.sha256(b"new").hexdigest()}


def test_a_file_that_is_not_listed_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.whl is not listed in manifest\.toml \(add the line"):
        wheels._update_sums(manifest_with(tmp_path, ""))


def test_cross_build_environment(tmp_path: Path) -> None:
    pyodide = tmp_path / "pyodide"
    pyodide.mkdir()
    info = {"python": "3.14.2", "platform": "emscripten_5_0_3", "abi_version": "2026_0"}
    (pyodide / "pyodide-lock.json").write_text(json.dumps({"info": info}), "utf-8")
    stdlib = io.BytesIO()
    with zipfile.ZipFile(stdlib, "w") as archive:
        archive.writestr("_sysconfigdata__emscripten_.py", "build_time_vars = {}")
    (pyodide / "python_stdlib.zip").write_bytes(stdlib.getvalue())
    root = crossbuild.make(pyodide, "314.0.7", tmp_path / "env") / "xbuildenv" / "xbuildenv" / "pyodide-root"
    text = (root / "Makefile.envs").read_text("utf-8")
    for line in (
        "PYVERSION ?= 3.14.2",
        "PYODIDE_EMSCRIPTEN_VERSION ?= 5.0.3",
        "PYMINOR=14",
        "_sysconfigdata__emscripten_",
    ):
        assert line in text
    assert (root / "cpython/installs/python-3.14.2/sysconfigdata/_sysconfigdata__emscripten_.py").is_file()
