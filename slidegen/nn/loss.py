"""Softmax and cross-entropy in one, as classifiers end."""

from __future__ import annotations

from typing import Literal

import numpy as np

from slidegen.nn import backend
from slidegen.nn.shapes import Array, check_floats

WIDE = 256  # classes


def softmax_cross_entropy(scores: Array, labels: Array) -> tuple[float, Array]:
    """The mean of -log p(label) in nats, where p is the softmax of a row, and its gradient by the scores.

    The row's largest score is taken off first, so that nothing overflows (Goodfellow, Bengio and Courville, Deep
    Learning, 2016, section 4.1). The gradient is (p - one-hot(label)) / n.

    Args:
        scores: (n, classes), float32 or float64, in any memory order.
        labels: the right class of each row (n,), any integer dtype.

    Returns:
        The loss, and the gradient: a new C-contiguous array of scores' shape and dtype.

    Raises:
        TypeError: scores are not float32 or float64, or labels not integers.
        ValueError: shapes do not fit, there are no rows or classes, or a label is not a class.
    """
    check_floats("scores", scores, "n, classes")
    if scores.size == 0:
        raise ValueError(f"scores has shape {scores.shape}: there is no mean of nothing")
    if not isinstance(labels, np.ndarray) or labels.dtype.kind not in "iu":
        raise TypeError("labels must be a NumPy array of integers")
    if labels.shape != scores.shape[:1]:
        raise ValueError(f"labels has shape {labels.shape}, where {scores.shape[:1]} is needed")
    grad = np.empty(scores.shape)
    loss: float | Literal[False] = False
    fast = None if _is_wide(scores) else backend.helpers()
    if fast:
        # in double precision throughout: rows are short, and half of the code does
        arrays = np.ascontiguousarray(scores, np.float64), np.ascontiguousarray(labels, np.int64), grad
        loss = fast.softmax_cross_entropy(*arrays)
    if loss is False:
        loss = _plain(scores, labels, grad)
    return loss, grad.astype(scores.dtype, copy=False)


def _is_wide(scores: Array) -> bool:
    """Whether NumPy is as fast: its float32 exp is vectorised too, and over long rows its calls cost nothing."""
    return scores.dtype == np.float32 and scores.shape[1] > WIDE


def _plain(scores: Array, labels: Array, grad: Array) -> float:
    n, classes = scores.shape
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie in 0 to {classes - 1}")
    each = np.arange(n), labels
    with np.errstate(invalid="ignore", divide="ignore"):  # infinite scores give NaN, as they should
        shifted = scores - scores.max(axis=1, keepdims=True)
        np.exp(shifted, out=grad)
        total = grad.sum(axis=1, keepdims=True)
        loss = float((np.log(total[:, 0]) - shifted[each]).mean(dtype=np.float64))
        grad /= total
    grad[each] -= 1
    grad /= n
    return loss
