"""The harness passes a good demo and fails each kind of bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.demo import poster
from slidegen.demo.catalog import Demo
from slidegen.demo.harness import check
from slidegen.demo.manifest_file import read


def failures(demo: Demo) -> dict[str, str]:
    (demo.folder / "poster.svg").write_text(_drawn(demo), "utf-8")
    return {result.name: result.detail for result in check(demo) if not result.passed}


def _drawn(demo: Demo) -> str:
    try:
        return poster.draw(demo)
    except Exception:
        return "<svg/>"


def test_a_good_demo_passes(demo: Demo) -> None:
    assert failures(demo) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "name", "detail"),
    [
        ("model.py", "def set(", "def sett(", "interface", "Model has no set"),
        (
            "model.py",
            '{"loss": float',
            '{"los": float',
            "interface",
            "metrics are los; the manifest says loss",
        ),
        ("model.py", "astype(np.float32)", "astype(float)", "interface", "is float64"),
        ("model.py", "1.0 + rng.random(2)", "np.random.rand(2)", "determinism", "two runs differ"),
        ("model.py", 'self.w = state["w"]', "pass", "state round trip", "goes on differently"),
        (
            "model.py",
            '{"w": 2 * self.w}',
            '{"w": 2.0001 * self.w}',
            "gradients",
            "largest relative error 5.0e-05",
        ),
        ("model.py", "    X = y = None\n", "", "gradients", "Model has loss_and_grads but no X and no y"),
        ("model.py", "    X = y = None\n", "    X = None\n", "gradients", "loss_and_grads but no y"),
        ("model.py", 'return {"w": self.w}\n', "return {}\n", "gradients", "model.py: ValueError: max()"),
        ("demo.toml", "loss = [0.0, 1.0]", "loss = [0.0, 0.001]", "expected values", "after 10 steps loss"),
        ("demo.toml", "outputs =", "budget_ms = 0.000001\noutputs =", "step time", "budget 1e-06 ms"),
    ],
)
def test_a_bad_demo_fails(folder: Path, file: str, old: str, new: str, name: str, detail: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    found = failures(Demo(folder, read(folder / "demo.toml")))
    assert detail in found[name]


def test_a_model_that_fails_is_told_with_its_line(folder: Path, demo: Demo) -> None:
    text = (folder / "model.py").read_text("utf-8")
    (folder / "model.py").write_text(
        text.replace("    def step(self):\n", "    def step(self):\n        1 / 0\n"), "utf-8"
    )
    found = failures(demo)
    assert "model.py:9: ZeroDivisionError: division by zero" in found["determinism"]


@pytest.mark.parametrize("file", ["model.py", "poster.py"])
def test_a_file_that_ends_the_program_fails_its_checks_alone(folder: Path, demo: Demo, file: str) -> None:
    path = folder / file
    path.write_text(path.read_text("utf-8") + "\nraise SystemExit(3)\n", "utf-8")
    line = path.read_text("utf-8").count("\n")
    found = failures(demo)
    assert found["poster"].endswith(f"{file}:{line}: SystemExit: 3")
    assert ("interface" in found) is (file == "model.py")


def test_a_stale_poster_says_what_to_run(demo: Demo) -> None:
    results = {result.name: str(result) for result in check(demo)}
    assert results["poster"] == "FAIL  poster: poster.svg is stale; run `slidegen demo poster tiny`"
