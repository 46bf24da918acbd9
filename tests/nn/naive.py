"""The helpers' definitions as loops over single numbers: slow, and plain to see."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def places(size: int, kernel: int, stride: int, pad: int) -> list[int]:
    """Where windows begin on one axis."""
    return [start for start in range(-pad, size + pad - kernel + 1) if (start + pad) % stride == 0]


def windows(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int
) -> Iterator[tuple[int, int, int]]:
    """Picture, top and left of every window."""
    tops = places(shape[1], kernel[0], stride, pad)
    lefts = places(shape[2], kernel[1], stride, pad)
    yield from product(range(shape[0]), tops, lefts)


def pixels(
    shape: tuple[int, ...], kernel: tuple[int, int], top: int, left: int
) -> Iterator[tuple[int, int] | None]:
    """The window's pixels, row by row; None in the padding."""
    for row, column in product(range(top, top + kernel[0]), range(left, left + kernel[1])):
        inside = 0 <= row < shape[1] and 0 <= column < shape[2]
        yield (row, column) if inside else None


def im2col(x: Array, kernel: tuple[int, int], stride: int, pad: int) -> Array:
    rows = []
    for n, top, left in windows(x.shape, kernel, stride, pad):
        row: list[float] = []
        for place in pixels(x.shape, kernel, top, left):
            row += [x[(n, *place, c)] if place else 0.0 for c in range(x.shape[3])]
        rows.append(row)
    return np.array(rows, x.dtype).reshape(len(rows), kernel[0] * kernel[1] * x.shape[3])


def col2im(cols: Array, shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int) -> Array:
    x = np.zeros(shape, cols.dtype)
    for row, (n, top, left) in zip(cols, windows(shape, kernel, stride, pad), strict=True):
        for i, place in enumerate(pixels(shape, kernel, top, left)):
            for c in range(shape[3]):
                if place:
                    x[(n, *place, c)] += row[i * shape[3] + c]
    return x


def conv2d(x: Array, w: Array, b: Array, stride: int, pad: int) -> Array:
    kernel, filters = w.shape[:2], w.shape[3]
    values = []
    for row in im2col(x, kernel, stride, pad):
        values.append([b[f] + math.fsum(row * w[:, :, :, f].ravel()) for f in range(filters)])
    rows, columns = (len(places(x.shape[1 + a], kernel[a], stride, pad)) for a in (0, 1))
    return np.array(values, x.dtype).reshape(len(x), rows, columns, filters)


def max_pool(x: Array, kernel: tuple[int, int], stride: int) -> tuple[Array, Array]:
    values, where = [], []
    for n, top, left in windows(x.shape, kernel, stride, 0):
        for c in range(x.shape[3]):
            window = [x[(n, *place, c)] for place in pixels(x.shape, kernel, top, left) if place]
            best = 0
            for i, value in enumerate(window):
                if value > window[best] or (math.isnan(value) and not math.isnan(window[best])):
                    best = i
            values.append(window[best])
            where.append(best)
    rows, columns = (len(places(x.shape[1 + a], kernel[a], stride, 0)) for a in (0, 1))
    shape = len(x), rows, columns, x.shape[3]
    return np.array(values, x.dtype).reshape(shape), np.array(where, np.int32).reshape(shape)


def max_pool_grad(
    dy: Array, where: Array, shape: tuple[int, ...], kernel: tuple[int, int], stride: int
) -> Array:
    dx = np.zeros(shape, dy.dtype)
    for n, row, column, c in np.ndindex(dy.shape):
        down, across = divmod(int(where[n, row, column, c]), kernel[1])
        dx[n, row * stride + down, column * stride + across, c] += dy[n, row, column, c]
    return dx


def softmax_cross_entropy(scores: Array, labels: Array) -> tuple[float, Array]:
    grad, losses = np.empty(scores.shape), []
    for row, (values, label) in enumerate(zip(scores.tolist(), labels.tolist(), strict=True)):
        top = max(values)
        total = math.fsum(math.exp(v - top) for v in values)
        losses.append(math.log(total) - (values[label] - top))
        for c, v in enumerate(values):
            grad[row, c] = (math.exp(v - top) / total - (c == label)) / len(labels)
    return math.fsum(losses) / len(losses), grad
