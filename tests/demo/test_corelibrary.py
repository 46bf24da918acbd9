"""The part of the library to start with: cut out unchanged; what it leaves out is known by name."""

from __future__ import annotations

import io
import zipfile

from slidegen import resources
from slidegen.demo import corelibrary, runtime

WHOLE = (resources.vendor() / "pyodide" / "python_stdlib.zip").read_bytes()


def files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as made:
        assert made.testzip() is None
        return {name: made.read(name) for name in made.namelist()}


def test_the_core_is_a_part_of_the_whole_with_packages_whole() -> None:
    whole, core = files(WHOLE), files(corelibrary.core(WHOLE))
    assert core == {name: whole[name] for name in core}
    tops = {corelibrary.top(name) for name in core}
    assert tops == {*corelibrary.CORE, "slidegen_later"} & {corelibrary.top(name) for name in whole}
    assert {name for name in whole if corelibrary.top(name) in tops} == set(core)


def test_each_name_of_the_core_is_in_the_library() -> None:
    missing = corelibrary.CORE - {corelibrary.top(name) for name in files(WHOLE)}
    assert missing == set()


def test_the_core_spares_half_of_the_bytes() -> None:
    assert len(corelibrary.core(WHOLE)) < 0.55 * len(WHOLE)
    assert runtime.pyodide_files()["_slidegen/pyodide/python_core.zip"] == corelibrary.core(WHOLE)


def test_sources_get_a_module_that_knows_the_rest_by_name() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as made:
        for name in (
            "json/__init__.py",
            "unittest/__init__.py",
            "unittest/case.py",
            "pdb.py",
            "note.txt",
            "re/a.py",
        ):
            made.writestr(name, "")
    filled = files(corelibrary.with_later(source.getvalue()))["slidegen_later.py"].decode()
    namespace: dict[str, object] = {}
    exec(filled, namespace)
    assert namespace["NAMES"] == ("pdb", "unittest")


def test_the_vendored_module_was_made_for_this_core() -> None:
    """Its names stand in the byte code as they are."""
    whole = files(WHOLE)
    code = whole["slidegen_later.pyc"]
    rest = {corelibrary.top(name) for name in whole if name.endswith((".py", ".pyc"))} - corelibrary.CORE
    for name in rest - {"slidegen_later"}:
        assert name.encode() in code, (
            f"{name} is not among the later ones: run `slidegen demo wheels --pyodide`"
        )
    for name in ("statistics", "dataclasses", "asyncio"):
        assert name.encode() not in code
