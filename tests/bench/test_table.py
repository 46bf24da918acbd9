import json
from pathlib import Path
from typing import Any

import pytest

from slidegen.bench import table
from slidegen.bench.plan import make
from slidegen.errors import UsageError


def report() -> dict[str, Any]:
    figures = {"rounds": 3, "speedup": 31.25}
    results = [
        case.as_dict()
        | figures
        | {"stock": {"seconds": 2e-3, "gflops": 1.04}, "engine": {"seconds": 1e-4, "gflops": 32.5}}
        for case in make([64, 128]).cases
    ]
    engine = {"version": "1.2", "label": "SIMD", "reason": "because"}
    machine = {"processor": "A chip", "threads": 8, "browser": "Chromium 1", "relaxedSimd": False}
    versions = {"pyodide": "314", "numpy": "2.4", "engine": engine}
    return {"machine": machine | versions, "results": results}


def test_a_row_for_each_case_and_the_machine_below() -> None:
    text = list(table.lines(report()))
    assert [line.split() for line in text if "31.2x" in line] == [
        ["a", "@", "b", size, "1.04", "32.50", "31.2x", "3"] for size in ("64", "128", "64", "128")
    ]
    assert [line for line in text if line.startswith("float")] == ["float32, GFLOP/s", "float64, GFLOP/s"]
    assert "npwasm 1.2: SIMD: because" in text
    assert any("relaxed SIMD: no" in line for line in text)


def test_beside_an_earlier_report(tmp_path: Path) -> None:
    before = report()
    del before["results"][1:]
    before["results"][0]["speedup"] = 12.5
    saved = tmp_path / "before.json"
    saved.write_text(json.dumps(before))
    text = list(table.lines(report(), table.read_earlier(saved)))
    assert [line.split()[-1] for line in text if "31.2x" in line] == ["12.5x", "-", "-", "-"]
    assert [line.split()[-1] for line in text if "speed-up" in line] == ["earlier", "earlier"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"results": [1]}', '{"results": [{"form": "a @ b"}]}'])
def test_what_is_no_report(content: str, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(content)
    with pytest.raises(UsageError, match="no report") as error:
        table.read_earlier(path)
    assert str(path) in str(error.value)


def test_a_report_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        table.read_earlier(tmp_path / "none.json")
