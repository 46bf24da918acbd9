"""An instance runs a model, and what goes wrong in it is told with the model's line."""

from __future__ import annotations

import traceback
from typing import Any

import numpy as np
import pytest

from slidegen.nn.instance import Instance, ModelError

COUNTER = """
import numpy as np

class Model:
    live = ("rate",)
    def __init__(self, params, rng):
        self.p, self.w, self.g = dict(params), np.array([rng.random(), 1.0]), rng
        if params["start"] < 0:
            raise RuntimeError("below zero")
    def step(self):
        self.w = self.w + self.p["rate"] * self.p["start"]
        if self.w[1] > 1000:
            raise OverflowError("too far")
    def metrics(self):
        return {"loss": np.float32(self.w[0])}
    def view(self):
        return {"w": self.w.astype(np.float32)[::-1]}
    def set(self, name, value):
        if value > 99:
            raise ValueError("too fast")
        self.p[name] = value
    def state(self):
        return {"w": self.w}
    def load(self, state):
        self.w = state["w"]
    def params(self):
        return {"w": self.w}
"""
PARAMS = {"rate": 1.0, "start": 2.0}


def make(source: str = COUNTER, seed: int = 5, **params: Any) -> Instance:
    return Instance(source, {**PARAMS, **params}, seed, "counter/model.py")


class Clock:
    """Moves on by 5 ms each time it is read."""

    now = 0.0

    def __call__(self) -> float:
        self.now += 0.005
        return self.now


@pytest.mark.parametrize(
    ("n", "budget", "made"), [(3, 1000.0, 3), (None, 16.0, 4), (100, 16.0, 4), (None, 0.0, 1), (0, 9.0, 0)]
)
def test_advance_stops_at_the_count_or_the_budget(n: int | None, budget: float, made: int) -> None:
    running = make()
    assert running.advance(n, budget, Clock()) == made
    assert running.step == made


def test_frame_gives_plain_metrics_and_contiguous_arrays() -> None:
    step, metrics, arrays = make().frame()
    assert step == 0
    assert type(metrics["loss"]) is float
    assert arrays["w"].flags.c_contiguous


def test_a_frame_of_another_type_is_refused() -> None:
    with pytest.raises(ModelError, match=r"view\(\)\['w'\] is float64, not one of float32, int32, uint8"):
        make(COUNTER.replace("astype(np.float32)", "astype(float)")).frame()


def test_the_seed_decides_the_bits() -> None:
    assert make().digest() == make().digest() != make(seed=6).digest()


def test_the_digest_sees_step_and_bits() -> None:
    running = make(start=0.0)
    before = running.digest()
    running.advance(1, 1e9)
    assert running.digest() != before
    again = make(start=0.0)
    again.model.w[0] = np.nextafter(again.model.w[0], 2)
    assert again.digest() != before


def test_a_live_change_goes_to_the_model_and_stays_after_a_reset() -> None:
    running = make()
    running.advance(3, 1e9)
    running.set({"rate": 0.5})
    assert (running.step, running.model.p["rate"], running.params["rate"]) == (3, 0.5, 0.5)
    running.reset()
    assert (running.step, running.model.p["rate"]) == (0, 0.5)


def test_other_changes_start_again() -> None:
    running = make()
    running.advance(3, 1e9)
    running.set({"start": 3.0, "seed": 6})
    assert (running.step, running.seed) == (0, 6)
    assert running.digest() == make(seed=6, start=3.0).digest()


@pytest.mark.parametrize(
    ("changes", "message"), [({"rat": 1}, "no parameter 'rat'"), ({"rate": 100}, "too fast")]
)
def test_a_change_that_is_refused_leaves_all_as_it_was(changes: dict[str, Any], message: str) -> None:
    running = make()
    running.advance(2, 1e9)
    before = running.digest(), dict(running.params)
    with pytest.raises(ValueError, match=message):
        running.set(changes)
    assert (running.digest(), running.params) == before


def test_a_start_that_fails_leaves_the_running_model() -> None:
    running = make()
    running.advance(2, 1e9)
    before = running.digest()
    with pytest.raises(ModelError, match="below zero"):
        running.set({"start": -1.0})
    assert running.digest() == before
    assert running.params["start"] == 2.0


def test_save_and_load_go_on_bit_identically() -> None:
    one = make()
    one.advance(7, 1e9)
    one.set({"rate": 0.25})
    other = make(seed=1, start=9.0)
    other.load(one.save())
    assert (other.step, other.seed, other.params) == (7, 5, one.params)
    for running in (one, other):
        running.advance(7, 1e9)
    assert one.digest() == other.digest()
    assert one.save() == other.save()


def test_errors_name_the_models_line() -> None:
    line = 1 + COUNTER[: COUNTER.index("raise OverflowError")].count("\n")
    with pytest.raises(ModelError) as caught:
        make().advance(None, 1e9)
    assert str(caught.value) == f"counter/model.py:{line}: OverflowError: too far"
    assert 'raise OverflowError("too far")' in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = (\n", "counter/model.py:1: SyntaxError"),
        ("\n\nimport nothing_of_that_name\n", "counter/model.py:3: ModuleNotFoundError"),
        ("class Modell: pass\n", "counter/model.py: there is no class Model"),
    ],
)
def test_a_source_that_cannot_run(source: str, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        make(source)
    assert str(caught.value).startswith(message)


def test_an_error_deep_in_numpy_is_put_on_the_models_line() -> None:
    source = COUNTER.replace('self.w + self.p["rate"] * self.p["start"]', "np.linalg.inv(np.zeros((2, 3)))")
    line = 1 + source[: source.index("np.linalg.inv")].count("\n")
    with pytest.raises(ModelError) as caught:
        make(source).advance(1, 1e9)
    assert caught.value.where == f"counter/model.py:{line}"
