"""Streams are reproducible, independent of each other, and spread as they should."""

from __future__ import annotations

import numpy as np
import pytest

from slidegen.nn import rng

# What every NumPy on every platform must give: the raw stream and `random` do not change between versions.
FIRST = ["0x1.4e22a514918b0p-5", "0x1.f2b5532e7e456p-2", "0x1.ad829792dee60p-2"]


def test_stream_is_pinned() -> None:
    assert [value.hex() for value in rng.stream(7, "data").random(3)] == FIRST


@pytest.mark.parametrize(("seed", "name"), [(7, "weights"), (8, "data"), (2**32 - 1, "data")])
def test_other_seeds_and_names_differ(seed: int, name: str) -> None:
    assert rng.stream(seed, name).random() != rng.stream(7, "data").random()


def test_split_leaves_its_parent_alone_and_repeats() -> None:
    parent = rng.stream(7, "model")
    one = rng.split(parent, "data").random(4)
    parent.random(100)
    assert np.array_equal(one, rng.split(parent, "data").random(4))
    assert not np.array_equal(one, rng.split(parent, "weights").random(4))
    assert parent.random() == rng.stream(7, "model").random(101)[100]


def test_split_of_a_split_differs_from_both() -> None:
    parent = rng.stream(7, "model")
    child = rng.split(parent, "a")
    values = {
        g.random() for g in (parent, child, rng.split(child, "a"), rng.split(rng.stream(7, "a"), "model"))
    }
    assert len(values) == 4


def test_split_needs_a_seed() -> None:
    class Odd:
        class bit_generator:
            seed_seq = None

    with pytest.raises(ValueError, match="seed"):
        rng.split(Odd(), "a")  # type: ignore[arg-type]


def test_uniform_stays_inside_and_fills_the_range() -> None:
    values = rng.uniform(rng.stream(1, "u"), -2.0, 3.0, (20_000,))
    assert values.min() >= -2.0
    assert values.max() < 3.0
    assert abs(values.mean() - 0.5) < 0.05


def test_normal_has_the_moments_of_a_normal_distribution() -> None:
    values = rng.normal(rng.stream(1, "n"), (40_000,))
    assert abs(values.mean()) < 0.02
    assert abs(values.std() - 1.0) < 0.02
    assert abs((values**3).mean()) < 0.06
    assert abs((values**4).mean() - 3.0) < 0.15
    assert np.isfinite(values).all()


def test_permutation_has_each_number_once_and_no_favourite() -> None:
    g = rng.stream(1, "p")
    orders = np.array([rng.permutation(g, 6) for _ in range(3000)])
    assert (np.sort(orders, axis=1) == np.arange(6)).all()
    assert np.abs(orders.mean(axis=0) - 2.5).max() < 0.15


def test_a_saved_generator_goes_on_where_it_was() -> None:
    one = rng.stream(3, "x")
    one.random(17)
    saved = rng.save(one)
    assert saved.dtype == np.uint64
    other = rng.stream(99, "y")
    rng.load(other, saved)
    assert np.array_equal(one.random(50), other.random(50))
