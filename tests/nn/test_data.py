"""The data sets have the shape that their names promise."""

from __future__ import annotations

import numpy as np
import pytest

from slidegen.nn import data
from slidegen.nn.rng import stream

NAMES = sorted(data.SETS)


def draw(name: str, n: int = 400, noise: float = 0.0, seed: int = 7) -> tuple[data.Floats, data.Labels]:
    return data.make(name, n, noise, stream(seed, name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
def test_shape_range_and_type(name: str, noise: float) -> None:
    X, y = draw(name, 301, noise)
    assert X.shape == (301, 2)
    assert X.dtype == np.float64
    assert y.dtype == np.uint8
    assert np.abs(X).max() <= 1.0
    assert np.isfinite(X).all()


@pytest.mark.parametrize("name", NAMES)
def test_classes_are_equally_many(name: str) -> None:
    counts = np.bincount(draw(name, 301)[1], minlength=data.CLASSES[name])
    assert len(counts) == data.CLASSES[name]
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("name", NAMES)
def test_same_seed_same_bits_and_another_seed_others(name: str) -> None:
    assert draw(name)[0].tobytes() == draw(name)[0].tobytes()
    assert draw(name)[0].tobytes() != draw(name, seed=8)[0].tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_coordinates_are_exact_in_float32(name: str) -> None:
    X, _ = draw(name, noise=0.2)
    assert np.array_equal(X, X.astype(np.float32).astype(np.float64))


@pytest.mark.parametrize("name", NAMES)
def test_the_order_says_nothing_about_the_class(name: str) -> None:
    _, y = draw(name, 600)
    halves = [np.bincount(part, minlength=3) for part in (y[:300], y[300:])]
    assert np.abs(halves[0] - halves[1]).max() < 60


def test_circles_is_a_disc_in_a_ring() -> None:
    X, y = draw("circles")
    radius = np.hypot(X[:, 0], X[:, 1])
    assert radius[y == 1].max() < 0.46 < 0.7 < radius[y == 0].min()


def test_xor_is_the_product_of_the_signs() -> None:
    X, y = draw("xor")
    assert ((X[:, 0] * X[:, 1] < 0) == (y == 1)).all()
    assert np.abs(X).min() > 0.14


def test_moons_reach_into_each_other() -> None:
    X, y = draw("moons")
    assert X[y == 0, 1].min() < X[y == 1, 1].max()
    assert X[y == 0, 0].mean() < 0 < X[y == 1, 0].mean()


def test_spiral_arms_follow_one_another() -> None:
    X, y = draw("spiral")
    radius, angle = np.hypot(X[:, 0], X[:, 1]), np.arctan2(X[:, 1], X[:, 0])
    start = (angle - 4.5 * radius / 0.95) % (2 * np.pi)
    assert np.abs(np.exp(1j * start) - np.exp(2j * np.pi * y / 3)).max() < 1e-5


def test_noise_blurs_the_classes() -> None:
    X, y = draw("xor", noise=0.3)
    assert 0.02 < ((X[:, 0] * X[:, 1] < 0) != (y == 1)).mean() < 0.4


def test_split_keeps_every_point_once() -> None:
    X, y = draw("moons", 301)
    parts = data.split(X, y, 0.25)
    assert len(parts.test) == 75
    assert np.array_equal(np.concatenate([parts.train, parts.test]), X)
    assert np.array_equal(np.concatenate([parts.train_labels, parts.test_labels]), y)
