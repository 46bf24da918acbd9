"""The square's grid and the visitor's points."""

from __future__ import annotations

import numpy as np
import pytest

from slidegen.nn.plane import HALF, grid, read_points, write_point


def test_grid_starts_at_the_top_left() -> None:
    cells = grid(4).reshape(4, 4, 2)
    assert cells[0, 0] == pytest.approx([-0.9, 0.9])
    assert cells[0, 3] == pytest.approx([0.9, 0.9])
    assert cells[3, 0] == pytest.approx([-0.9, -0.9])
    assert np.abs(grid(48)).max() < HALF


def test_points_are_read() -> None:
    assert read_points("0.5,-1,1;.1,0,0;", 2) == [(0.5, -1.0, 1), (0.1, 0.0, 0)]
    assert read_points("", 2) == []


@pytest.mark.parametrize(
    "text", ["1,2", "a,b,c", "1,1,1,1", "1.3,0,0", "0,-1.3,0", "0,0,2", "0,0,0.5", "nan,0,0"]
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"point|x,y,label"):
        read_points(text, 2)


def test_a_written_point_is_read_back_to_three_decimals() -> None:
    assert write_point((0.123456, -0.5, 1)) == "0.123,-0.5,1"
    assert read_points(write_point((-1e-9, 1.0, 0)), 2) == [(0.0, 1.0, 0)]
