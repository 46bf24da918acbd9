"""Are the gradients right? Compares them with central differences, in float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
LossAndGrads = Callable[[], tuple[float, Mapping[str, Array]]]


def gradcheck(loss_and_grads: LossAndGrads, params: Mapping[str, Array], h: float = 1e-5) -> dict[str, float]:
    """The relative error of each gradient, by the parameter's name.

    The numerical gradient is (f(p + h) - f(p - h)) / 2h, whose error is O(h^2) (Bishop, Pattern Recognition
    and Machine Learning, 2006, eq. 5.69). The relative error is |a - n| / max(|a|, |n|) as in the notes of
    Stanford's CS231n, "Gradient checks", here with Euclidean norms over a whole array, because an element
    that happens to be nearly zero says nothing. Two gradients that are both exactly zero agree.

    Args:
        loss_and_grads: the loss at the present `params`, and its gradients by name.
        params: the arrays themselves, float64; each element is moved by h and put back.

    Raises:
        ValueError: an array is not float64, or a gradient is missing or has another shape.
    """
    _, grads = loss_and_grads()
    analytic = {name: np.array(grads[name]) for name in params if name in grads}
    return {name: _error(loss_and_grads, name, p, analytic, h) for name, p in params.items()}


def _error(f: LossAndGrads, name: str, p: Array, grads: Mapping[str, Array], h: float) -> float:
    if p.dtype != np.float64:
        raise ValueError(f"{name} is {p.dtype}; differences need float64")
    if name not in grads or grads[name].shape != p.shape:
        raise ValueError(f"no gradient of shape {p.shape} for {name}")
    numeric = np.empty_like(p)
    for i in np.ndindex(p.shape):
        numeric[i] = _slope(f, p, i, h)
    return relative_error(grads[name], numeric)


def relative_error(a: Array, b: Array) -> float:
    """|a - b| / max(|a|, |b|) with Euclidean norms; 0 when both are zero."""
    size = max(float(np.linalg.norm(a)), float(np.linalg.norm(b)))
    return float(np.linalg.norm(a - b)) / size if size else 0.0


def _slope(f: LossAndGrads, p: Array, i: tuple[int, ...], h: float) -> float:
    old = p[i]
    p[i] = old + h
    above = f()[0]
    p[i] = old - h
    below = f()[0]
    p[i] = old
    return (above - below) / (2.0 * h)
