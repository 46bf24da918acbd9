"""The square a two-dimensional demo draws: its grid, and the points a visitor puts there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Point = tuple[float, float, int]
HALF = 1.2  # the square is [-1.2, 1.2]^2, a little wider than the data


def grid(side: int) -> npt.NDArray[np.float64]:
    """The centres of side x side cells, row by row from the top, shape (side^2, 2)."""
    x = ((np.arange(side) + 0.5) / side * 2 - 1) * HALF
    return np.stack([np.tile(x, side), np.repeat(-x, side)], axis=1)


def read_points(text: str, classes: int) -> list[Point]:
    """Points written `x,y,label;x,y,label`.

    Raises:
        ValueError: a point is not three numbers, lies outside the square, or has a label not below `classes`.
    """
    return [_point(part, classes) for part in text.split(";") if part]


def write_point(point: Point) -> str:
    """One point as `read_points` reads it; coordinates to three decimals, finer than a click."""
    x, y, label = point
    return f"{round(x, 3):g},{round(y, 3):g},{label}"


def _point(text: str, classes: int) -> Point:
    try:
        x, y, label = (float(part) for part in text.split(","))
    except ValueError:
        raise ValueError(f"{text!r} is not x,y,label") from None
    if not (abs(x) <= HALF and abs(y) <= HALF and label in range(classes)):
        raise ValueError(f"the point {text} needs x and y within {HALF} of 0 and a label below {classes}")
    return x, y, int(label)
