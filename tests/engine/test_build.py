"""The committed wheel is made of the sources beside it, by the compiler CI installs, and is small."""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import sys
import tomllib
import zipfile
from hashlib import sha256
from types import ModuleType

import pytest

from slidegen import resources
from slidegen.demo import runtime

ENGINE = resources.demos() / "_kit" / "engine"
WHEEL = runtime.engine_wheel()
COMMAND = "run `python demos/_kit/engine/build.py`, then `slidegen demo wheels`"
LIMIT, LIMIT_GZIPPED = 40_000, 15_000  # bytes


def load(name: str) -> ModuleType:
    """A script of the engine's folder, which is on the path only while it is read."""
    spec = importlib.util.spec_from_file_location(name, ENGINE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ENGINE))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ENGINE))
    return module


build = load("build")
sources = build.sources


def packed() -> dict[str, bytes]:
    with zipfile.ZipFile(WHEEL) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def extension() -> dict[str, bytes]:
    return {name: content for name, content in packed().items() if name.endswith((".so", ".wasm"))}


def test_the_manifest_has_its_sum() -> None:
    (package,) = tomllib.loads((WHEEL.parent / "manifest.toml").read_text("utf-8"))["package"]
    assert package["files"] == {WHEEL.name: sha256(WHEEL.read_bytes()).hexdigest()}, COMMAND
    assert (
        package["version"]
        == tomllib.loads((ENGINE / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    )


def test_the_wheel_holds_the_present_python() -> None:
    found = {name: content for name, content in packed().items() if name.endswith((".py", ".typed"))}
    assert found == build.python_files(), COMMAND


def test_the_platform_is_numpys() -> None:
    (numpy,) = (resources.vendor() / "pyodide").glob("numpy-*.whl")
    assert WHEEL.name.split("-", 2)[2] == numpy.name.split("-", 2)[2]


def test_the_extension_is_small() -> None:
    """What a page runs: the core and one of the two modules of kernels."""
    sizes = {
        name: (len(content), len(gzip.compress(content, 9, mtime=0))) for name, content in extension().items()
    }
    print(sizes)
    core = sizes.pop(build.CORE)
    assert set(sizes) == {build.KERNELS.format(kernel) for kernel in ("simd", "fused")}
    for kernel in sizes.values():
        assert core[0] + kernel[0] <= LIMIT
        assert core[1] + kernel[1] <= LIMIT_GZIPPED


@pytest.mark.skipif(not shutil.which(build.COMPILER), reason=f"no {build.COMPILER}: {build.INSTALL}")
def test_compiled_again_the_bytes_are_the_same() -> None:
    assert build.compiled() == extension(), COMMAND


def test_a_missing_compiler_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "COMPILER", "clang-that-is-not-there")
    with pytest.raises(build.MissingCompiler, match=r"no clang-that-is-not-there: apt-get install .* lld-19"):
        build.compiled()


def test_every_source_is_compiled() -> None:
    listed = {*sources.CORE, *sources.KERNELS}
    assert {path.name for path in (ENGINE / "csrc").glob("*.c")} == listed
