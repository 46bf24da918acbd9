"""The optimisers make the steps of their papers, in place, and go on from a saved state."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.nn.optim import Adam, Sgd

Array = Any
OPTIMISERS = {"plain": lambda: Sgd(0.1), "momentum": lambda: Sgd(0.1, 0.9), "adam": lambda: Adam(0.1)}
MAKE = pytest.mark.parametrize("make", OPTIMISERS.values(), ids=OPTIMISERS.keys())
SHAPES = st.lists(st.integers(0, 4), max_size=3)


def drawn(shape: Any, dtype: Any, seed: int) -> Array:
    return np.asarray(np.random.default_rng(seed).standard_normal(shape)).astype(dtype)


@given(SHAPES, st.sampled_from([np.float32, np.float64]), st.floats(0, 0.99))
def test_momentum_as_in_the_paper(shape: list[int], dtype: Any, beta: float) -> None:
    w, sgd = drawn(shape, dtype, 0), Sgd(0.1, beta)
    exact, v = w.astype(np.float64), np.zeros(shape)
    for step in range(1, 4):
        g = drawn(shape, dtype, step)
        sgd.step({"w": w}, {"w": g})
        v = beta * v - 0.1 * g.astype(np.float64)
        exact = exact + v
    assert w.dtype == dtype
    assert np.allclose(w, exact, rtol=0, atol=1e-5 if dtype == np.float32 else 1e-14)


@given(SHAPES, st.sampled_from([np.float32, np.float64]))
def test_adam_as_in_the_paper(shape: list[int], dtype: Any) -> None:
    w, adam = drawn(shape, dtype, 0), Adam(0.01, 0.8, 0.95, 1e-6)
    exact, m, v = w.astype(np.float64), np.zeros(shape), np.zeros(shape)
    for t in range(1, 6):
        g = drawn(shape, dtype, t)
        adam.step({"w": w}, {"w": g})
        g = g.astype(np.float64)
        m, v = 0.8 * m + 0.2 * g, 0.95 * v + 0.05 * g**2
        exact = exact - 0.01 * (m / (1 - 0.8**t)) / (np.sqrt(v / (1 - 0.95**t)) + 1e-6)
    assert w.dtype == dtype
    assert np.allclose(w, exact, rtol=0, atol=1e-5 if dtype == np.float32 else 1e-13)


@MAKE
def test_arrays_change_in_place_and_gradients_do_not(make: Any) -> None:
    w = np.zeros((2, 3), np.float32)
    g = np.ones_like(w)
    make().step({"w": w}, {"w": g})
    assert np.allclose(w, -0.1, rtol=1e-5)
    assert np.array_equal(g, np.ones_like(g))


@MAKE
def test_views_and_turned_arrays(make: Any) -> None:
    """A parameter may be any view: the same numbers, wherever they lie."""
    flat, g = drawn(24, np.float64, 0), drawn((3, 4), np.float64, 1)
    views = {"part": flat[:12].reshape(3, 4), "turned": flat[12:].reshape(4, 3).T}
    copies = {name: view.copy() for name, view in views.items()}
    one, other = make(), make()
    for _ in range(3):
        one.step(views, dict.fromkeys(views, np.asfortranarray(g)))
        other.step(copies, dict.fromkeys(views, g))
    assert all(np.array_equal(views[name], copies[name]) for name in views)
    assert np.shares_memory(views["part"], flat)


@MAKE
def test_a_loaded_state_goes_on_with_the_same_bits(make: Any) -> None:
    w = {"a": drawn((3, 2), np.float32, 0), "b": drawn(2, np.float32, 1)}
    one, other = make(), make()
    for step in range(3):
        one.step(w, {name: drawn(p.shape, np.float32, step) for name, p in w.items()})
    copy = {name: p.copy() for name, p in w.items()}
    other.load({**one.state(), "W0": w["a"]})
    for step in range(3, 6):
        for optimiser, params in ((one, w), (other, copy)):
            optimiser.step(params, {name: drawn(p.shape, np.float32, step) for name, p in params.items()})
    assert all(np.array_equal(w[name], copy[name]) for name in w)


def test_a_loaded_state_is_a_copy() -> None:
    adam = Adam()
    adam.step({"w": np.zeros(2)}, {"w": np.ones(2)})
    saved = {name: a.copy() for name, a in adam.state().items()}
    other = Adam()
    other.load(saved)
    other.step({"w": np.zeros(2)}, {"w": np.ones(2)})
    assert all(np.array_equal(saved[name], a) for name, a in adam.state().items())


def test_the_rate_may_change_between_steps() -> None:
    sgd, w = Sgd(1.0), np.zeros(1)
    sgd.step({"w": w}, {"w": np.ones(1)})
    sgd.rate = 0.5
    sgd.step({"w": w}, {"w": np.ones(1)})
    assert w.tolist() == [-1.5]


@MAKE
def test_a_parameter_stays_where_its_gradient_is_wrong(make: Any) -> None:
    w = {"a": np.zeros(3)}
    with pytest.raises(ValueError, match=r"the gradient of a has shape \(2,\), where \(3,\) is needed"):
        make().step(w, {"a": np.ones(2)})
    with pytest.raises(ValueError, match=r"the gradient of a has shape \(3, 1\), where \(3,\) is needed"):
        make().step(w, {"a": np.ones((3, 1))})
    with pytest.raises(TypeError, match="the gradient of a is float32, where float64 is needed"):
        make().step(w, {"a": np.ones(3, np.float32)})
    with pytest.raises(KeyError, match="a"):
        make().step(w, {"b": np.ones(3)})
    assert not w["a"].any()


@MAKE
def test_only_floats_that_can_be_written(make: Any) -> None:
    fixed = np.zeros(2)
    fixed.flags.writeable = False
    with pytest.raises(ValueError, match="w is read-only"):
        make().step({"w": fixed}, {"w": np.ones(2)})
    with pytest.raises(TypeError, match="w is int64; float32 or float64"):
        make().step({"w": np.zeros(2, np.int64)}, {"w": np.ones(2, np.int64)})


def test_a_moment_of_another_shape() -> None:
    adam = Adam()
    adam.step({"w": np.zeros(2)}, {"w": np.ones(2)})
    with pytest.raises(ValueError, match=r"the moment of w has shape \(2,\), where \(3,\)"):
        adam.step({"w": np.zeros(3)}, {"w": np.ones(3)})
