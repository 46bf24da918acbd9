"""Compressed vendored files come out as they were, or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from slidegen import resources, vendored
from slidegen.errors import DemoError
from slidegen.site import feature_files


def test_a_feature_gets_its_files_unpacked() -> None:
    files = feature_files({"mermaid"})
    script = files["_slidegen/mermaid/mermaid.min.js"]
    assert isinstance(script, bytes)
    assert b"mermaid" in script
    assert not [name for name in files if name.endswith(".gz")]
    assert "_slidegen/mermaid/NOTICES.txt" in files


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        (b"no gzip", "is damaged"),
        (gzip.compress(b"\0asm")[:-9], "is damaged"),
        (gzip.compress(b"\0asm"), "is not what was vendored (reinstall slidegen)"),
    ],
)
def test_a_damaged_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes, message: str
) -> None:
    (tmp_path / "pyodide").mkdir()
    (tmp_path / "manifest.toml").write_bytes((resources.vendor() / "manifest.toml").read_bytes())
    path = tmp_path / "pyodide" / "pyodide.asm.wasm.gz"
    path.write_bytes(damaged)
    monkeypatch.setattr(resources, "vendor", lambda: tmp_path)
    with pytest.raises(DemoError) as caught:
        vendored.unpacked(path)
    assert message in str(caught.value)
