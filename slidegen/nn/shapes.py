"""What the helpers ask of the arrays they are given, and errors that say what is wrong with one.

Pictures are (n, height, width, channels), "NHWC": a window's row is one piece of memory, the vectors of the processor
run over channels, and a product of windows and filters is the next layer's pictures as it stands.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Pair = int | tuple[int, int]
IMAGES = "n, height, width, channels"


def check_floats(name: str, x: Array, axes: str | None = None) -> None:
    """Raise unless `x` is a float32 or float64 array with one axis for each name in `axes`, or with any axes.

    Raises:
        TypeError: it is no array, or holds something else.
        ValueError: it has more or fewer axes.
    """
    if not isinstance(x, np.ndarray):
        raise TypeError(f"{name} is a {type(x).__name__}, not a NumPy array")
    if x.dtype.char not in "fd" or not x.dtype.isnative:
        raise TypeError(f"{name} is {x.dtype}; float32 or float64 is needed")
    if axes is not None and x.ndim != axes.count(",") + 1:
        raise ValueError(f"{name} has shape {x.shape}, not ({axes})")


def check_like(name: str, x: Array, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Raise unless `x` has this shape and dtype: broadcasting and promotion would hide a mistake here.

    Raises:
        TypeError: another dtype.
        ValueError: another shape.
    """
    if x.dtype != dtype:
        raise TypeError(f"{name} is {x.dtype}, where {dtype} is needed")
    if x.shape != shape:
        raise ValueError(f"{name} has shape {x.shape}, where {shape} is needed")


def pair(name: str, value: Pair) -> tuple[int, int]:
    """Rows and columns, from both or from one number for both.

    Raises:
        ValueError: less than 1.
    """
    rows, columns = value if isinstance(value, tuple) else (value, value)
    if rows < 1 or columns < 1:
        raise ValueError(f"{name} is {value}; it must be at least 1")
    return rows, columns


def count(shape: tuple[int, ...], kernel: tuple[int, int], stride: int, pad: int) -> tuple[int, int]:
    """How many windows fit below and beside each other: floor((size + 2 pad - kernel) / stride) + 1.

    Raises:
        ValueError: a stride below 1, a negative padding, or a window that does not fit once.
    """
    if stride < 1 or pad < 0:
        raise ValueError(f"stride {stride} and padding {pad}: they must be at least 1 and 0")
    height, width = (size + 2 * pad for size in shape[1:3])
    if kernel[0] > height or kernel[1] > width:
        raise ValueError(
            f"a window of {kernel[0]}x{kernel[1]} does not fit into {height}x{width} (padding included)"
        )
    return (height - kernel[0]) // stride + 1, (width - kernel[1]) // stride + 1
