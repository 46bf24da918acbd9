"""The check passes right gradients and finds wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from slidegen.nn.gradcheck import Array, gradcheck, relative_error


def bowl(w: Array, factor: float = 1.0) -> tuple[float, Mapping[str, Array]]:
    return float((w**4).sum()), {"w": factor * 4 * w**3}


def test_right_gradients_pass() -> None:
    w = np.array([[0.3, -1.2], [2.0, 0.7]])
    before = w.copy()
    assert gradcheck(lambda: bowl(w), {"w": w})["w"] < 1e-9
    assert np.array_equal(w, before)


@pytest.mark.parametrize("factor", [1 + 1e-5, -1.0, 0.0])
def test_wrong_gradients_are_found(factor: float) -> None:
    w = np.array([0.3, -1.2])
    assert gradcheck(lambda: bowl(w, factor), {"w": w})["w"] > 9e-6


def test_one_wrong_element_of_many_is_found() -> None:
    w = np.linspace(0.5, 1.0, 50)

    def f() -> tuple[float, Mapping[str, Array]]:
        loss, grads = bowl(w)
        grads["w"][7] *= 1.001
        return loss, grads

    assert gradcheck(f, {"w": w})["w"] > 1e-5


def test_zero_gradients_agree() -> None:
    w = np.zeros(3)
    assert gradcheck(lambda: (1.0, {"w": np.zeros(3)}), {"w": w}) == {"w": 0.0}


def test_float32_is_refused() -> None:
    w = np.ones(2, np.float32)
    with pytest.raises(ValueError, match="w is float32"):
        gradcheck(lambda: bowl(w), {"w": w})


@pytest.mark.parametrize("grads", [{}, {"w": np.ones(3)}])
def test_missing_gradients_are_refused(grads: dict[str, Array]) -> None:
    with pytest.raises(ValueError, match="no gradient of shape"):
        gradcheck(lambda: (1.0, grads), {"w": np.ones(2)})


def test_relative_error_is_symmetric_and_scale_free() -> None:
    a, b = np.array([1.0, 2.0]), np.array([1.0, 2.1])
    assert relative_error(a, b) == relative_error(b, a) == pytest.approx(relative_error(1e9 * a, 1e9 * b))
