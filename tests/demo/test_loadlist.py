"""list.mjs: what a worker loads, with the sizes and sums of the very files; a wrong wheel is refused."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from slidegen import resources, vendored
from slidegen.demo import loadlist, runtime
from slidegen.errors import DemoError

Files = dict[str, Any]


def pyodide() -> Files:
    start = runtime.PYODIDE
    return {name.removeprefix(start): source for name, source in runtime.pyodide_files().items()}


def parsed(module: bytes) -> dict[str, Any]:
    pairs = re.findall(r"^export const (\w+) = (.*?);$", module.decode(), re.M | re.S)
    return {name: json.loads(value) for name, value in pairs}


def content(source: Any) -> bytes:
    return source if isinstance(source, bytes) else bytes(source.read_bytes())


def test_sizes_and_sums_are_those_of_the_files() -> None:
    files = pyodide()
    listed = parsed(files["list.mjs"])
    assert set(listed) == {"FILES", "LATER", "PACKAGES", "LOCK"}
    assert set(listed["LATER"]) == {"python_stdlib.zip"}
    for name, facts in {**listed["FILES"], **listed["LATER"]}.items():
        assert facts["bytes"] == len(content(files[name])), name
        assert facts["sha256"] == hashlib.sha256(content(files[name])).hexdigest(), name
    assert listed["LOCK"] == json.loads(content(files["pyodide-lock.json"]))


def test_each_stage_has_its_files() -> None:
    listed = parsed(pyodide()["list.mjs"])
    stages: dict[str, set[str]] = {}
    for name, facts in listed["FILES"].items():
        stages.setdefault(facts["stage"], set()).add(re.split(r"[-.]\d", name)[0])
    assert stages == {
        "runtime": {"pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"},
        "python": {"python_core.zip"},
        "numpy": {"numpy", "npwasm"},
        "model": {"slidegen_nn"},
    }
    assert {one["name"] for one in listed["PACKAGES"]} == {"numpy", "npwasm", "slidegen-nn"}
    assert all(one["file"] in listed["FILES"] for one in listed["PACKAGES"])


def test_a_wheel_that_is_not_the_locked_one_is_refused() -> None:
    files = pyodide()
    name = next(name for name in files if name.startswith("npwasm-"))
    with pytest.raises(DemoError, match=r"is not the npwasm of pyodide-lock\.json") as caught:
        loadlist.module({**files, name: content(files[name]) + b"\0"})
    assert "slidegen demo wheels" in str(caught.value)


def test_a_file_that_is_not_the_manifests_is_refused_when_a_site_is_built(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyodide").mkdir()
    (tmp_path / "manifest.toml").write_bytes((resources.vendor() / "manifest.toml").read_bytes())
    library = content(resources.vendor() / "pyodide" / "python_stdlib.zip")
    (tmp_path / "pyodide" / "python_stdlib.zip").write_bytes(library)
    monkeypatch.setattr(resources, "vendor", lambda: tmp_path)
    vendored.checked(tmp_path / "pyodide" / "python_stdlib.zip")
    (tmp_path / "pyodide" / "python_stdlib.zip").write_bytes(library[:-1] + b"x")
    with pytest.raises(DemoError, match="is not what was vendored"):
        runtime.pyodide_files()
