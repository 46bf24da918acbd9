"""Which files a site with demos gets."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from slidegen import resources
from slidegen.demo import runtime
from slidegen.demo.catalog import load_catalog

PYODIDE = resources.vendor() / "pyodide"


def content(file: bytes | Path) -> bytes:
    return file if isinstance(file, bytes) else file.read_bytes()


def test_nothing_without_demos() -> None:
    assert runtime.site_files(load_catalog(), []) == {}


def test_a_demo_brings_itself_the_kit_and_pyodide(folder: Path) -> None:
    files = runtime.site_files(load_catalog(folder.parent), ["tiny"])
    own = {name for name in files if name.startswith("_slidegen/demos/tiny/")}
    assert {name.rpartition("/")[2] for name in own} == {"index.html", "model.py", "view.mjs", "poster.svg"}
    assert not [name for name in files if "playground" in name]
    assert "_slidegen/demos/_kit/worker.mjs" in files
    assert "_slidegen/pyodide/pyodide.asm.wasm" in files
    assert {name.split("/")[1] for name in files} == {"demos", "pyodide"}


def test_authors_files_stay_at_home(folder: Path) -> None:
    for name in ("tests/test_x.py", "__pycache__/m.pyc", ".DS_Store", "README.md", "index.html"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (folder / "data").mkdir()
    (folder / "data" / "digits.bin").write_bytes(b"x")
    files = runtime.site_files(load_catalog(folder.parent), ["tiny"])
    own = {name.removeprefix("_slidegen/demos/tiny/") for name in files if "/tiny/" in name}
    assert own == {"index.html", "model.py", "view.mjs", "poster.svg", "data/digits.bin"}
    assert content(files["_slidegen/demos/tiny/index.html"]).startswith(b"<!doctype html>")


def test_no_templates_or_bytecode_reach_the_site() -> None:
    names = runtime.site_files(load_catalog(), ["playground"])
    assert not [name for name in names if name.endswith((".j2", ".pyc", ".gz", "poster.py", "demo.toml"))]


def test_the_lock_file_names_what_is_there_with_its_sum() -> None:
    files = runtime.pyodide_files()
    lock = json.loads(content(files["_slidegen/pyodide/pyodide-lock.json"]))
    assert set(lock["packages"]) == {"numpy", "npwasm", "slidegen-nn"}
    for package in lock["packages"].values():
        wheel = content(files[f"_slidegen/pyodide/{package['file_name']}"])
        assert hashlib.sha256(wheel).hexdigest() == package["sha256"]


def test_what_is_packed_is_unpacked() -> None:
    wasm = runtime.pyodide_files()["_slidegen/pyodide/pyodide.asm.wasm"]
    assert isinstance(wasm, bytes)
    assert wasm[:4] == b"\0asm"


def test_licences_go_along() -> None:
    names = runtime.pyodide_files()
    for part in ("pyodide-MPL-2.0.txt", "cpython-PSF-2.0.txt", "numpy/LICENSE.txt", "slidegen-nn-MIT.txt"):
        assert f"_slidegen/pyodide/licences/{part}" in names
