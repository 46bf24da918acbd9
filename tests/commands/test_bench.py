"""`slidegen bench` as it is typed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from slidegen import resources
from slidegen.cli import run

SCHEMA = json.loads((resources.templates() / "bench" / "results.schema.json").read_text("utf-8"))
COMMAND = [sys.executable, "-m", "slidegen", "bench"]


def finish(child: subprocess.Popen[str]) -> tuple[str, str]:
    out, err = child.communicate(timeout=60)
    return out, err


@pytest.mark.browser
def test_json(tmp_path: Path) -> None:
    options = ["--sizes", "16,20", "--rounds", "3", "--kernel", "simd", "--json"]
    done = subprocess.run(
        [*COMMAND, *options], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "a program that reads it sees figures only"
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(report, SCHEMA)
    machine = report["machine"]
    assert machine["browser"].startswith("Chromium ")
    assert machine["processor"]
    assert machine["engine"]["kernel"] == "simd"
    assert machine["stock"]["engine"] is None, "the Python that stock NumPy runs in holds no npwasm"
    assert [(one["size"], one["dtype"]) for one in report["results"]] == [
        ("16", "float32"),
        ("20", "float32"),
        ("16", "float64"),
        ("20", "float64"),
    ]
    for one in report["results"]:
        assert one["rounds"] == 3
        for name in ("stock", "engine"):
            work = 2 * one["rows"] * one["columns"] * one["inner"]
            assert one[name]["gflops"] == pytest.approx(work / one[name]["seconds"] / 1e9)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [*COMMAND, "--sizes", "512"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(4)
    assert child.poll() is None
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does
    assert finish(child) == ("", "\n")
    assert child.returncode == 130


@pytest.mark.parametrize(
    ("argv", "code", "message"),
    [
        (["--sizes", "16,x"], 2, "'16,x' is not a list like 64,256"),
        (["--sizes", "16,9999"], 2, "there is no size 9999 here"),
        (["--rounds", "0"], 2, "0 rounds measure nothing"),
        (["--dtype", "float16"], 2, "invalid choice: 'float16'"),
        (["--json", "--open"], 2, "not allowed with argument"),
        (["--against", "no.json", "--json"], 2, "--against is for the table"),
        (["--against", "no.json"], 2, "no.json: No such file"),
        (["--json"], 1, "SLIDEGEN_CHROMIUM names '/no/browser', which is no file"),
        (["--serve", "--port", "99999"], 1, "there is no port 99999"),
    ],
)
def test_mistakes_are_one_line(
    argv: list[str],
    code: int,
    message: str,
    tmp_path: Path,
) -> None:
    env = os.environ | {"SLIDEGEN_CHROMIUM": "/no/browser"}
    done = subprocess.run(
        [*COMMAND, *argv], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_page_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "page"
    assert run(["bench", "-o", str(out), "--sizes", "48", "--dtype", "float64"]) == 0
    assert str(out / "index.html") in capsys.readouterr().out
    html = (out / "index.html").read_text("utf-8")
    plan = json.loads(html.partition('id="plan">')[2].partition("</script>")[0])
    assert [case["size"] for case in plan["cases"]] == ["48"]
    assert (out / "_slidegen/bench/worker.mjs").is_file()
    assert (out / "_slidegen/pyodide/pyodide.asm.wasm").is_file()
    assert "http" not in html, "nothing is loaded from elsewhere"


def test_the_page_served(tmp_path: Path) -> None:
    from urllib.request import urlopen

    child = subprocess.Popen(
        [*COMMAND, "--serve"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    address = child.stdout.readline().split()[0]
    with urlopen(address) as answer:
        assert "How fast is NumPy" in answer.read().decode()
    child.send_signal(signal.SIGINT)
    assert finish(child) == ("\n", "")
    assert child.returncode == 0
