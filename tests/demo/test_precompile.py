"""The compiled standard library: importable from its zip, the same bytes each time, made for Pyodide's Python."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from slidegen import resources
from slidegen.commands import in_pyodide
from slidegen.demo import precompile, runtime
from slidegen.demo.precompile import compiled

MAGIC_3_14 = (3627).to_bytes(2, "little") + b"\r\n"
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
    with zipfile.ZipFile(io.BytesIO(compiled(archive(FILES)))) as made:
        assert made.namelist() == ["_sysconfigdata_x.py", "note.txt", "pkg/__init__.pyc", "pkg/deep.pyc"]
        assert made.read("note.txt") == b"text"


def test_the_order_of_the_source_does_not_matter() -> None:
    assert compiled(archive(FILES)) == compiled(archive(dict(reversed(FILES.items()))))


def test_it_is_imported_and_tracebacks_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "lib.zip").write_bytes(compiled(archive(FILES)))
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


@pytest.mark.browser
def test_pyodide_compiles_its_own_library(tmp_path: Path) -> None:
    """As `slidegen demo wheels --pyodide` does it; what is vendored came out of the same function."""
    for name, content in runtime.pyodide_files().items():
        path = tmp_path / Path(name).name
        path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    with ThreadPoolExecutor(1) as pool:  # Playwright's loop may be running in this thread already
        call = pool.submit(in_pyodide.call, tmp_path, Path(precompile.__file__), "compiled", archive(FILES))
        made = call.result()
    with zipfile.ZipFile(io.BytesIO(made)) as inside:
        assert inside.namelist() == ["_sysconfigdata_x.py", "note.txt", "pkg/__init__.pyc", "pkg/deep.pyc"]
        assert inside.read("pkg/deep.pyc")[:4] == MAGIC_3_14
