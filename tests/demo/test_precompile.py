"""Compiled modules: importable from their zip, the same bytes each time, made for Pyodide's Python."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

from slidegen import resources
from slidegen.demo.precompile import DATE, library, wheel

from .compiling import MAGIC_3_14

STDLIB = resources.vendor() / "pyodide" / "python_stdlib.zip"


def archive(files: dict[str, str]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return result.getvalue()


FILES = {
    "pkg/": "",
    "pkg/__init__.py": "from pkg.deep import answer",
    "pkg/deep.py": "def answer():\n    raise KeyError('here')",
    "_sysconfigdata_x.py": "build_time_vars = {}",
    "note.txt": "text",
}


def test_modules_become_pyc_and_the_rest_stays() -> None:
    with zipfile.ZipFile(io.BytesIO(library(archive(FILES)))) as made:
        assert made.namelist() == ["_sysconfigdata_x.py", "note.txt", "pkg/__init__.pyc", "pkg/deep.pyc"]
        assert made.read("note.txt") == b"text"


def test_the_order_of_the_source_does_not_matter() -> None:
    assert library(archive(FILES)) == library(archive(dict(reversed(FILES.items()))))


def test_it_is_imported_and_tracebacks_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "lib.zip").write_bytes(library(archive(FILES)))
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'lib.zip')!r}); import pkg; pkg.answer()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "KeyError: 'here'" in done.stderr
    assert 'File "/lib/python/pkg/deep.py", line 2, in answer' in done.stderr


def test_the_vendored_library_is_compiled_for_its_own_python() -> None:
    with zipfile.ZipFile(STDLIB) as made:
        names = made.namelist()
        sources = [name for name in names if name.endswith(".py")]
        magics = {made.read(name)[:4] for name in names if name.endswith(".pyc")}
    assert [name for name in sources if not name.startswith("_sysconfigdata")] == []
    assert len(sources) == 1
    assert magics == {MAGIC_3_14}
    assert len(names) > 500


WHEEL_FILES = {
    "pkg/__init__.py": "from pkg.deep import answer",
    "pkg/deep.py": "def answer():\n    raise KeyError('here')",
    "pkg/deep.pyi": "def answer() -> None: ...",
    "pkg/py.typed": "",
    "pkg/fast.h": "#pragma once",
    "pkg/fast.so": "\0asm",
    "pkg/tests/test_deep.py": "assert False",
    "pkg-1.dist-info/METADATA": "Name: pkg",
    "pkg-1.dist-info/licenses/LICENSE": "MIT",
    "pkg-1.dist-info/RECORD": "stale",
}


def test_a_wheel_keeps_what_is_used_and_its_licences() -> None:
    with zipfile.ZipFile(io.BytesIO(wheel(archive(WHEEL_FILES)))) as made:
        assert made.namelist() == [
            "pkg-1.dist-info/METADATA",
            "pkg-1.dist-info/RECORD",
            "pkg-1.dist-info/licenses/LICENSE",
            "pkg/__init__.pyc",
            "pkg/deep.pyc",
            "pkg/fast.so",
        ]
        assert {info.date_time for info in made.infolist()} == {DATE}
        rows = [row.split(",") for row in made.read("pkg-1.dist-info/RECORD").decode().splitlines()]
        assert {name for name, _, _ in rows} == set(made.namelist())
        for name, digest, size in rows:
            if digest:
                sha = base64.urlsafe_b64encode(hashlib.sha256(made.read(name)).digest()).rstrip(b"=")
                assert (digest, int(size)) == (f"sha256={sha.decode()}", len(made.read(name)))


def test_a_wheels_tracebacks_name_the_place_it_is_installed_in(tmp_path: Path) -> None:
    (tmp_path / "lib.zip").write_bytes(wheel(archive(WHEEL_FILES)))
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'lib.zip')!r}); import pkg; pkg.answer()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    where = f"/lib/python3.{sys.version_info[1]}/site-packages/pkg/deep.py"
    assert f'File "{where}", line 2, in answer' in done.stderr


def test_wheels_made_of_the_same_files_are_the_same() -> None:
    assert wheel(archive(WHEEL_FILES)) == wheel(archive(dict(reversed(WHEEL_FILES.items()))))
