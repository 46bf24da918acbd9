"""The gradient of the rectified linear unit; the unit itself is `np.maximum(z, 0)`.

In the browser this is the engine's (see `backend.helpers`): NumPy turns a mask into numbers first, which takes as long
as a convolution.
"""

from __future__ import annotations

import numpy as np

from slidegen.nn import backend
from slidegen.nn.shapes import Array, check_floats, check_like


def relu_grad(dy: Array, y: Array) -> Array:
    """The gradient by z, where y = max(z, 0).

    Args:
        dy: the loss's gradient by y, of any shape, float32 or float64, in any memory order.
        y: the unit's values, or z, which says the same: of dy's shape and dtype.

    Returns:
        A new C-contiguous array: dy where y > 0, else 0, also where y is NaN.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("dy", dy)
    check_like("y", y, dy.shape, dy.dtype)
    dx = np.empty(dy.shape, dy.dtype)
    fast = backend.helpers()
    if not (fast and fast.relu_grad(dx, np.ascontiguousarray(dy), np.ascontiguousarray(y))):
        dx[...] = np.where(y > 0, dy, 0)
    return dx
