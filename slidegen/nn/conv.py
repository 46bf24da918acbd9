"""Convolution as a matrix product: im2col lays out every window as a row, col2im adds them up again.

In the browser im2col and col2im are the engine's (see `backend.helpers`), elsewhere NumPy's; both give the same bits.
Chellapilla, Puri and Simard, High Performance Convolutional Neural Networks for Document Processing, 2006.
"""

from __future__ import annotations

import numpy as np

from slidegen.nn import backend
from slidegen.nn.shapes import IMAGES, Array, Pair, check_floats, check_like, count, pair


def im2col(x: Array, kernel: Pair, stride: int = 1, pad: int = 0) -> Array:
    """Every window of the pictures as a row, to be multiplied with filters.

    Args:
        x: pictures (n, height, width, channels), float32 or float64, in any memory order.
        kernel: height and width of the window in pixels.
        stride: pixels from one window to the next, down and across.
        pad: pixels of zeros around each picture.

    Returns:
        A new C-contiguous array (n * rows * columns, kernel height * kernel width * channels) of x's dtype: windows
        from left to right, then down, then picture by picture; in a row the window's own pixels likewise.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("x", x, IMAGES)
    kh, kw = pair("kernel", kernel)
    rows, columns = count(x.shape, (kh, kw), stride, pad)
    n, _, _, channels = x.shape
    cols = np.empty((n * rows * columns, kh * kw * channels), x.dtype)
    fast = backend.helpers()
    if not (fast and fast.im2col(np.ascontiguousarray(x), cols, kh, kw, stride, pad)):
        cols.reshape(n, rows, columns, kh, kw, channels)[...] = _gather(_padded(x, pad), (kh, kw), stride)
    return cols


def col2im(cols: Array, shape: tuple[int, ...], kernel: Pair, stride: int = 1, pad: int = 0) -> Array:
    """The adjoint of `im2col`: each pixel is the sum of all places where its value stood.

    Args:
        cols: windows as rows, in the shape that `im2col` gives for pictures of `shape`.
        shape: (n, height, width, channels) of the result, without padding.
        kernel: as for `im2col`, and so are `stride` and `pad`.

    Returns:
        A new C-contiguous array of `shape` and of cols' dtype.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("cols", cols, "windows, pixels")
    kh, kw = pair("kernel", kernel)
    if len(shape) != 4:
        raise ValueError(f"shape is {shape}, not ({IMAGES})")
    rows, columns = count(shape, (kh, kw), stride, pad)
    n, height, width, channels = shape
    check_like("cols", cols, (n * rows * columns, kh * kw * channels), cols.dtype)
    x = np.empty(shape, cols.dtype)
    fast = backend.helpers()
    if not (fast and fast.col2im(np.ascontiguousarray(cols), x, kh, kw, stride, pad)):
        sums = np.zeros((n, height + 2 * pad, width + 2 * pad, channels), cols.dtype)
        _scatter(cols.reshape(n, rows, columns, kh, kw, channels), sums, stride)
        x[...] = sums[:, pad : pad + height, pad : pad + width]
    return x


def conv2d(x: Array, w: Array, b: Array, stride: int = 1, pad: int = 0) -> tuple[Array, Array]:
    """Convolve pictures with filters (which are not turned round: cross-correlation, as everywhere in deep learning).

    Args:
        x: pictures (n, height, width, channels).
        w: filters (kernel height, kernel width, channels, filters), of x's dtype.
        b: a bias for each filter (filters,), of x's dtype.
        stride: pixels from one window to the next.
        pad: pixels of zeros around each picture.

    Returns:
        The filtered pictures (n, rows, columns, filters), and the windows as `im2col` gave them, which
        `conv2d_weight_grad` takes.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("w", w, "kernel height, kernel width, channels, filters")
    kh, kw, _, filters = w.shape
    cols = im2col(x, (kh, kw), stride, pad)
    check_like("w", w, (kh, kw, x.shape[3], filters), x.dtype)
    check_like("b", b, (filters,), x.dtype)
    rows, columns = count(x.shape, (kh, kw), stride, pad)
    y = (cols @ w.reshape(-1, filters)).reshape(len(x), rows * columns * filters)
    # long rows: NumPy is slow where the last axis is as short as `filters`
    y += b[None].repeat(rows * columns, axis=0).reshape(-1)
    return y.reshape(len(x), rows, columns, filters), cols


def conv2d_weight_grad(dy: Array, cols: Array, kernel: Pair) -> tuple[Array, Array]:
    """The gradients of filters and biases.

    Args:
        dy: the loss's gradient by what `conv2d` returned (n, rows, columns, filters).
        cols: the windows that `conv2d` returned.
        kernel: height and width of the window.

    Returns:
        (kernel height, kernel width, channels, filters) and (filters,).

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("dy", dy, "n, rows, columns, filters")
    kh, kw = pair("kernel", kernel)
    n, rows, columns, filters = dy.shape
    check_like("cols", cols, (n * rows * columns, cols.shape[-1]), dy.dtype)
    if cols.shape[1] % (kh * kw):
        raise ValueError(f"cols has {cols.shape[1]} columns, which is no multiple of {kh}x{kw}")
    flat = dy.reshape(-1, filters)
    # the same product; the engine's tiles are 8 columns wide, and few filters would leave them half empty
    dw = cols.T @ flat if filters >= 8 else (flat.T @ cols).T
    db = dy.reshape(n, rows * columns * filters).sum(axis=0).reshape(-1, filters).sum(axis=0)
    return dw.reshape(kh, kw, -1, filters), db


def conv2d_input_grad(dy: Array, w: Array, shape: tuple[int, ...], stride: int = 1, pad: int = 0) -> Array:
    """The gradient of the pictures; a first layer does without it.

    Args:
        dy: the loss's gradient by what `conv2d` returned (n, rows, columns, filters).
        w: the filters, as given to `conv2d`, and so are `stride` and `pad`.
        shape: of the pictures given to `conv2d`.

    Returns:
        An array of `shape`.

    Raises:
        TypeError, ValueError: see `shapes`.
    """
    check_floats("w", w, "kernel height, kernel width, channels, filters")
    kh, kw, channels, filters = w.shape
    if len(shape) != 4 or shape[3] != channels:
        raise ValueError(f"shape is {shape}, where {channels} channels are needed, as w has them")
    check_like("dy", dy, (shape[0], *count(shape, (kh, kw), stride, pad), filters), w.dtype)
    return col2im(dy.reshape(-1, filters) @ w.reshape(-1, filters).T, shape, (kh, kw), stride, pad)


def _padded(x: Array, pad: int) -> Array:
    if pad == 0:
        return x
    n, height, width, channels = x.shape
    result = np.zeros((n, height + 2 * pad, width + 2 * pad, channels), x.dtype)
    result[:, pad : pad + height, pad : pad + width] = x
    return result


def _gather(x: Array, kernel: tuple[int, int], stride: int) -> Array:
    """A view (n, rows, columns, kernel height, kernel width, channels) of all windows."""
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(1, 2))
    return windows[:, ::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)


def _scatter(windows: Array, x: Array, stride: int) -> None:
    """Add every window to its place.

    From the window's last pixel to its first, which gives each pixel its terms in the windows' order: the engine
    adds window by window, and so both have the same bits.
    """
    _, rows, columns, kh, kw, _ = windows.shape
    for i in reversed(range(kh)):
        for j in reversed(range(kw)):
            below, right = i + stride * rows, j + stride * columns
            x[:, i:below:stride, j:right:stride] += windows[:, :, :, i, j]
