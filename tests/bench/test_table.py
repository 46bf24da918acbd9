from slidegen.bench import table
from slidegen.bench.plan import make


def test_a_row_for_each_case_and_the_machine_below() -> None:
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
    text = list(table.lines({"machine": machine | versions, "results": results}))
    assert [line.split() for line in text if "31.2x" in line] == [
        ["a", "@", "b", size, "1.04", "32.50", "31.2x", "3"] for size in ("64", "128", "64", "128")
    ]
    assert [line for line in text if line.startswith("float")] == ["float32, GFLOP/s", "float64, GFLOP/s"]
    assert "npwasm 1.2: SIMD: because" in text
    assert any("relaxed SIMD: no" in line for line in text)
