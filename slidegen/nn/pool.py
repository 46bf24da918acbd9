"""Max-pooling, which keeps of each window the largest value, and of each channel on its own.

In the browser both directions are the engine's (see `backend.helpers`), elsewhere NumPy's; both give the same bits.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from slidegen.nn import backend
from slidegen.nn.shapes import IMAGES, Array, Pair, check_floats, check_like, count, pair

Indices = npt.NDArray[np.int32]


def max_pool(x: Array, size: Pair = 2, stride: int | None = None) -> tuple[Array, Indices]:
    """The largest value of every window.

    Args:
        x: pictures (n, height, width, channels), float32 or float64, in any memory order.
        size: height and width of the window in pixels.
        stride: pixels from one window to the next; without it the window's height, side by side. Pixels at the right
            and bottom edge that fill no window are left out.

    Returns:
        The values (n, rows, columns, channels) of x's dtype, and where each stood in its window, counted from 0 from
        left to right and down, int32. Of equal values the first counts; a NaN is larger than all others.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("x", x, IMAGES)
    kh, kw, step = _window(size, stride)
    rows, columns = count(x.shape, (kh, kw), step, 0)
    n, _, _, channels = x.shape
    y = np.empty((n, rows, columns, channels), x.dtype)
    where = np.empty(y.shape, np.int32)
    fast = backend.helpers()
    if not (fast and fast.max_pool(np.ascontiguousarray(x), y, where, kh, kw, step)):
        _largest(x, y, where, (kh, kw), step)
    return y, where


def max_pool_grad(
    dy: Array, where: Indices, shape: tuple[int, ...], size: Pair = 2, stride: int | None = None
) -> Array:
    """The gradient of the pictures: each value's gradient goes to where the value came from.

    Args:
        dy: the loss's gradient by the values that `max_pool` returned.
        where: the places that it returned.
        shape: of the pictures given to it (n, height, width, channels).
        size: as given to it, and so is `stride`.

    Returns:
        A new C-contiguous array of `shape` and of dy's dtype.

    Raises:
        TypeError: see `shapes`.
        ValueError: see `shapes`; or a place lies outside its window.
    """
    check_floats("dy", dy, "n, rows, columns, channels")
    kh, kw, step = _window(size, stride)
    if len(shape) != 4:
        raise ValueError(f"shape is {shape}, not ({IMAGES})")
    expected = (shape[0], *count(shape, (kh, kw), step, 0), shape[3])
    check_like("dy", dy, expected, dy.dtype)
    check_like("where", where, expected, np.dtype(np.int32))
    dx = np.empty(shape, dy.dtype)
    fast, arrays = backend.helpers(), (np.ascontiguousarray(dy), np.ascontiguousarray(where), dx)
    if not (fast and fast.max_pool_grad(*arrays, kh, kw, step)):
        _put_back(dy, where, dx, (kh, kw), step)
    return dx


def _window(size: Pair, stride: int | None) -> tuple[int, int, int]:
    kh, kw = pair("size", size)
    return kh, kw, kh if stride is None else stride


def _largest(x: Array, y: Array, where: Indices, size: tuple[int, int], stride: int) -> None:
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(1, 2))[:, ::stride, ::stride]
    flat = windows.reshape(*y.shape, size[0] * size[1])
    places = flat.argmax(axis=-1)
    where[...] = places
    y[...] = np.take_along_axis(flat, places[..., None], axis=-1)[..., 0]


def _put_back(dy: Array, where: Indices, dx: Array, size: tuple[int, int], stride: int) -> None:
    if where.size and (where.min() < 0 or where.max() >= size[0] * size[1]):
        raise ValueError(f"where holds places outside a window of {size[0]}x{size[1]}")
    picture, row, column, channel = np.ogrid[tuple(slice(length) for length in dy.shape)]
    down, across = np.divmod(where, size[1])
    dx[...] = 0
    np.add.at(dx, (picture, row * stride + down, column * stride + across, channel), dy)
