"""The loss is minus the mean log-likelihood, without overflow, and its gradient is its gradient."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.nn import backend
from slidegen.nn.gradcheck import gradcheck
from slidegen.nn.loss import softmax_cross_entropy

from . import naive

ROWS = st.integers(1, 8), st.integers(1, 12), st.integers(0, 99)


@given(*ROWS, st.sampled_from([0.1, 1.0, 30.0, 1e4]), st.sampled_from([np.float32, np.float64]))
def test_loss_and_gradient(n: int, classes: int, seed: int, scale: float, dtype: Any) -> None:
    rng = np.random.default_rng(seed)
    scores = (scale * rng.standard_normal((n, classes))).astype(dtype)
    labels = rng.integers(classes, size=n)
    loss, grad = softmax_cross_entropy(scores, labels)
    expected, slope = naive.softmax_cross_entropy(scores, labels)
    exact = 1e-6 if dtype == np.float32 else 1e-14
    assert isinstance(loss, float)
    assert loss == pytest.approx(expected, rel=10 * exact, abs=10 * exact)
    assert (grad.dtype, grad.flags.c_contiguous) == (np.dtype(dtype), True)
    assert np.allclose(grad, slope, rtol=0, atol=exact)


@given(*ROWS)
def test_gradients(n: int, classes: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, labels = rng.standard_normal((n, classes)), rng.integers(classes, size=n)

    def loss_and_grads() -> Any:
        loss, grad = softmax_cross_entropy(scores, labels)
        return loss, {"scores": grad}

    if classes > 1:  # with one class the loss is exactly 0, and rounding is all there is
        assert gradcheck(loss_and_grads, {"scores": scores})["scores"] < 1e-6
    else:
        assert loss_and_grads()[0] == 0.0


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int32, np.int64, np.uint64])
def test_labels_of_any_integer_type(dtype: Any) -> None:
    scores = np.array([[1.0, 2.0, 3.0]] * 3)
    labels = np.array([2, 0, 1])
    assert softmax_cross_entropy(scores, labels.astype(dtype))[0] == softmax_cross_entropy(scores, labels)[0]


def test_scores_stay_as_they_are_in_any_memory_order() -> None:
    scores = np.random.default_rng(0).standard_normal((8, 6)).T[:, ::-2]
    before = scores.copy()
    loss, grad = softmax_cross_entropy(scores, np.arange(6) % 4)
    again, other = softmax_cross_entropy(before, np.arange(6) % 4)
    assert loss == again
    assert np.array_equal(grad, other)
    assert np.array_equal(scores, before)


def test_infinite_scores() -> None:
    def loss(*row: float) -> float:
        return softmax_cross_entropy(np.array([row]), np.array([0]))[0]

    assert loss(0, -np.inf) == 0
    assert loss(-np.inf, 0) == np.inf
    assert np.isnan([loss(np.inf, 0), loss(-np.inf, -np.inf), loss(np.nan, 0), loss(0, np.nan)]).all()


def test_a_row_that_is_no_number_spoils_its_own_gradient_only() -> None:
    scores = np.array([[np.nan, 1.0], [0.0, 1.0]], np.float32)
    _, grad = softmax_cross_entropy(scores, np.array([0, 1]))
    assert np.isnan(grad).tolist() == [[True, True], [False, False]]


@pytest.mark.parametrize("label", [-1, 3, 2**32, 2**40 + 1])
def test_labels_that_are_no_class(label: int) -> None:
    with pytest.raises(ValueError, match="labels must lie in 0 to 2"):
        softmax_cross_entropy(np.zeros((2, 3)), np.array([0, label]))


@pytest.mark.parametrize(
    ("error", "message", "scores", "labels"),
    [
        (TypeError, "scores is int64", np.zeros((2, 3), np.int64), np.zeros(2, np.int64)),
        (TypeError, "labels must be a NumPy array of integers", np.zeros((2, 3)), np.zeros(2)),
        (TypeError, "labels must be a NumPy array of integers", np.zeros((2, 3)), [0, 0]),
        (ValueError, r"scores has shape \(3,\), not \(n, classes\)", np.zeros(3), np.zeros(1, np.int64)),
        (ValueError, r"labels has shape \(3,\), where \(2,\)", np.zeros((2, 3)), np.zeros(3, np.int64)),
        (ValueError, "there is no mean of nothing", np.zeros((0, 3)), np.zeros(0, np.int64)),
        (ValueError, "there is no mean of nothing", np.zeros((2, 0)), np.zeros(2, np.int64)),
    ],
)
def test_mistakes_are_named(error: type[Exception], message: str, scores: Any, labels: Any) -> None:
    with pytest.raises(error, match=message):
        softmax_cross_entropy(scores, labels)


@pytest.mark.parametrize(
    ("classes", "dtype", "calls"), [(10, "f", 1), (256, "f", 1), (257, "f", 0), (257, "d", 1)]
)
def test_wide_rows_of_float32_are_numpys(
    monkeypatch: pytest.MonkeyPatch, classes: int, dtype: str, calls: int
) -> None:
    class Engine:
        made = 0

        def softmax_cross_entropy(self, *arrays: Any) -> bool:
            self.made += 1
            return False

    engine = Engine()
    monkeypatch.setattr(backend, "helpers", lambda: engine)
    loss, _ = softmax_cross_entropy(np.zeros((2, classes), dtype), np.array([0, 1]))
    assert loss == pytest.approx(np.log(classes))
    assert engine.made == calls
