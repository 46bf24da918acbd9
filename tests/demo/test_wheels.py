"""The wheel in the repository is made of the sources beside it, and making it again gives the same bytes."""

from __future__ import annotations

import _imp
import io
import json
import tomllib
import zipfile
from pathlib import Path

import pytest

from slidegen import resources
from slidegen.demo import crossbuild, vendoring, wheels
from slidegen.errors import UsageError

from .compiling import MAGIC_3_14, ORIGINALS, compiled

PYODIDE = resources.vendor() / "pyodide"
WHEEL = PYODIDE / wheels.WHEEL
COMMAND = "run `slidegen demo wheels`"


def test_the_wheel_holds_the_present_sources() -> None:
    """A .pyc names its source by a hash (PEP 552)."""
    with zipfile.ZipFile(WHEEL) as archive:
        packed = {name: archive.read(name)[8:16] for name in archive.namelist() if ".dist-info/" not in name}
    sources = {f"{name}c": source_hash(source) for name, source in wheels.wheel_sources().items()}
    assert packed == sources, f"slidegen/nn has changed: {COMMAND}"


def source_hash(source: bytes) -> bytes:
    """What `importlib.util.source_hash` gives in Pyodide's Python, whose magic number is the key."""
    return bytes(_imp.source_hash(int.from_bytes(MAGIC_3_14, "little"), source))


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
        names = [name for name in archive.namelist() if name.endswith(".pyc")]
    assert all(name == "slidegen/__init__.pyc" or name.startswith("slidegen/nn/") for name in names)
    assert len(names) > 5


def test_the_version_is_the_manifests() -> None:
    table = tomllib.loads((resources.vendor() / "manifest.toml").read_text("utf-8"))
    versions = {one["name"].partition(",")[0]: one["version"] for one in table["package"]}
    assert versions["Pyodide"] == vendoring.PYODIDE_VERSION
    assert f"slidegen_nn-{versions['slidegen-nn']}-" in wheels.WHEEL


@pytest.mark.packaging
@pytest.mark.browser
def test_made_again_the_bytes_are_the_same(tmp_path: Path) -> None:
    vendored = vendoring.Vendored(PYODIDE, ORIGINALS, compiled)
    made = wheels.build_wheel(tmp_path, vendored.compiled)
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
        wheels.make(compiled=compiled)


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
