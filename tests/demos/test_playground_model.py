"""The playground's network: its gradients, what it is known to learn, and going on from a state."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from slidegen.demo import poster
from slidegen.demo.catalog import Demo, load_catalog
from slidegen.demo.harness import CHECKS, check
from slidegen.nn import data as sets
from slidegen.nn import plane
from slidegen.nn.gradcheck import gradcheck
from slidegen.nn.instance import Instance, ModelError


@cache
def demo() -> Demo:
    return load_catalog().find("playground")


def make(steps: int = 0, **changes: Any) -> Instance:
    running = poster.instance(demo(), changes)
    running.advance(steps, float("inf"))
    return running


def accuracy(running: Instance) -> float:
    return running.frame()[1]["accuracy"]


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    return {result.name: result for result in check(demo())}


@pytest.mark.parametrize("name", CHECKS)
def test_harness(name: str, results: dict[str, Any]) -> None:
    assert results[name].passed, results[name]


@pytest.mark.parametrize("data", ["xor", "spiral"])
@pytest.mark.parametrize("layers", ["4", "4-3", "3-4-2"])
@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear"])
@pytest.mark.parametrize("regularisation", ["none", "l1", "l2"])
def test_gradients(data: str, layers: str, activation: str, regularisation: str) -> None:
    settings = {"data": data, "layers": layers, "activation": activation, "regularisation": regularisation}
    model = make(10, **settings, dtype="float64", noise=0.1, n=60, rate=0.05, learning_rate=0.1).model
    errors = gradcheck(lambda: model.loss_and_grads(model.X, model.y), model.params())
    assert max(errors.values()) < 1e-6, errors


def test_default_xor_is_learnt_completely_and_stays_learnt() -> None:
    running = make(800)
    assert accuracy(running) == 1.0
    running.advance(800, float("inf"))
    assert accuracy(running) == 1.0


def test_linear_units_cannot_learn_xor() -> None:
    assert accuracy(make(800, activation="linear", layers="8")) < 0.75


def corners_learnt(units: int) -> int:
    """How many of 50 seeds of a tanh 2-h-1 network get the four points {0, 1}^2 of XOR right, by full-batch descent."""
    learnt = 0
    for seed in range(50):
        running = make(layers=str(units), seed=seed, batch=4, learning_rate=1.0, n=20)
        model = running.model
        model.X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], model.dtype)
        model.y = np.array([0, 1, 1, 0], np.uint8)
        model.order = model.order[:0]
        running.advance(400, float("inf"))
        learnt += accuracy(running) == 1.0
    return learnt


def test_more_hidden_units_learn_xor_for_more_seeds() -> None:
    """Measured: 26, 46 and 50 of 50. With other draws of the weights 54, 86 and 98 %; the order is what lasts."""
    two, three, four = (corners_learnt(units) for units in (2, 3, 4))
    assert 20 <= two <= 34
    assert 40 <= three <= 49
    assert four >= 47


def test_spiral_needs_a_hidden_layer() -> None:
    """Softmax alone gets about half of the three arms right, a hidden layer nearly all."""
    softmax = make(1500, data="spiral", activation="linear", layers="8", learning_rate=0.3)
    assert 0.4 < accuracy(softmax) < 0.62
    network = make(2500, data="spiral", layers="16", noise=0.02)
    assert network.frame()[1]["accuracy"] > 0.95
    assert network.frame()[1]["test_accuracy"] > 0.9


@pytest.mark.parametrize(("data", "layers"), [("circles", "4"), ("moons", "6")])
def test_the_other_sets_are_learnt(data: str, layers: str) -> None:
    assert accuracy(make(1500, data=data, layers=layers)) > 0.97


def test_l1_makes_weights_zero_and_l2_makes_them_small() -> None:
    plain, l1, l2 = (
        np.abs(make(1500, layers="16", regularisation=kind, rate=0.01, learning_rate=0.3).model.W[0])
        for kind in ("none", "l1", "l2")
    )
    assert (l1 < 0.02).mean() > (plain < 0.02).mean() + 0.2
    assert np.linalg.norm(l2) < 0.8 * np.linalg.norm(plain)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "settings",
    [{"activation": kind} for kind in ("tanh", "relu", "sigmoid", "linear")] + [{"data": "spiral"}],
)
def test_the_number_type_is_kept(dtype: str, settings: dict[str, Any]) -> None:
    model = make(20, dtype=dtype, regularisation="l2", **settings).model
    assert {array.dtype.name for array in model.params().values()} == {dtype}
    assert all(values.dtype == dtype for values in model.forward(model.X))


def test_large_scores_overflow_nothing() -> None:
    model = make(data="spiral", dtype="float64").model
    for array in model.params().values():
        array *= 1e4
    with np.errstate(all="raise", under="ignore"):
        loss, grads = model.loss_and_grads(model.X, model.y)
    assert np.isfinite(loss)
    assert all(np.isfinite(grad).all() for grad in grads.values())


def test_view_shapes() -> None:
    for data, channels in (("xor", 1), ("spiral", 3)):
        _, _, arrays = make(30, data=data, n=101).frame()
        assert arrays["map"].shape == (48, 48, channels)
        assert arrays["map"].min() >= 0
        assert arrays["map"].max() <= 1
        assert arrays["points"].shape == (101, 2)
        assert arrays["held_out"].sum() == 50
        assert arrays["curve"].shape == (31, 2)
        assert arrays["sizes"].tolist() == [2, 3, channels]
        assert len(arrays["weights"]) == 6 + 3 * channels


def test_the_map_lies_as_the_points_do() -> None:
    """Row 0 is the top: the map's cell below a point has the point's class, once all are learnt."""
    _, _, arrays = make(800).frame()
    columns = ((arrays["points"][:, 0] / 1.2 + 1) / 2 * 48).astype(int)
    rows = ((1 - arrays["points"][:, 1] / 1.2) / 2 * 48).astype(int)
    assert ((arrays["map"][rows, columns, 0] > 0.5) == arrays["labels"]).mean() > 0.97


def test_data_stays_when_the_network_changes() -> None:
    one, other = make(), make(layers="8-8", batch=4, learning_rate=0.1, activation="relu")
    assert np.array_equal(one.model.X, other.model.X)


def test_an_epoch_uses_every_point_once() -> None:
    model = make(n=100, batch=16).model
    used = np.concatenate([model.next_batch() for _ in range(4)])
    assert sorted(used.tolist()) == list(range(50))


def test_an_added_point_joins_the_training_and_the_saved_state() -> None:
    running = make(100)
    before = len(running.model.y)
    running.set({"add_point": [0.5004, 0.5, 1]})
    running.set({"add_point": [-0.25, 0.75, 0]})
    assert len(running.model.y) == before + 2
    assert running.params["points"] == "0.5,0.5,1;-0.25,0.75,0"
    other = make()
    other.load(running.save())
    for one in (running, other):
        one.advance(100, float("inf"))
    assert running.digest() == other.digest()
    running.reset()
    assert len(running.model.y) == before + 2
    running.set({"points": ""})
    assert len(running.model.y) == before


def test_the_manifest_takes_no_point_that_no_data_set_takes() -> None:
    (points,) = [
        param for param in load_catalog().find("playground").manifest.params if param.type == "points"
    ]
    assert points.within == plane.HALF
    assert points.labels == max(sets.CLASSES.values())


def test_a_label_that_the_data_set_lacks_is_refused_at_the_start() -> None:
    with pytest.raises(ModelError, match=r"needs x and y within 1\.2 of 0 and a label below 2"):
        make(data="xor", points="0,0,2")
    assert len(make(data="spiral", points="0,0,2").model.y) == 151


def test_another_data_set_drops_added_points() -> None:
    running = make(5, data="spiral")
    running.set({"add_point": [0.5, 0.5, 2]})
    running.set({"noise": 0.1})
    assert running.params["points"] == "0.5,0.5,2"
    running.set({"data": "xor"})
    assert running.params["points"] == ""
    running.set({"data": "moons", "points": "0,0,1"})
    assert running.params["points"] == "0,0,1"


@pytest.mark.parametrize("point", [[2, 0, 1], [0, 0, 2], [0, 0], "no", [None, 0, 1]])
def test_a_point_that_cannot_be_is_refused(point: Any) -> None:
    running = make(5)
    before = running.save()
    with pytest.raises(ValueError, match=r"point|x,y,label"):
        running.set({"add_point": point})
    assert running.save() == before


def test_a_structural_change_cannot_be_made_live() -> None:
    with pytest.raises(ValueError, match="layers cannot change"):
        make().model.set("layers", "4")


def test_live_in_the_model_and_resets_in_the_manifest_agree() -> None:
    live = set(make().model.live) - {"add_point"}
    assert live == {param.name for param in demo().manifest.params if not param.resets}


def test_state_survives_what_crosses_to_the_browser() -> None:
    """Parameters must be plain JSON values, whatever was changed before."""
    running = make(3)
    running.set({"learning_rate": 1, "batch": 8})
    assert json.loads(json.dumps(running.params)) == running.params


@pytest.mark.parametrize("name", ["activation", "regularisation"])
def test_a_choice_that_is_not_there_fails_loudly(name: str) -> None:
    with pytest.raises(ModelError, match="nothing"):
        make(1, **{name: "nothing"})
