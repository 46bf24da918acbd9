"""The curve keeps its ends and its spacing however long it gets."""

from __future__ import annotations

import numpy as np
import pytest

from slidegen.nn.curve import MOST, Curve


def run(curve: Curve, steps: int) -> Curve:
    for _ in range(steps):
        if curve.due():
            curve.add(curve.steps, -curve.steps)
    return curve


@pytest.mark.parametrize("steps", [1, 399, 400, 401, 402, 1000, 5000])
def test_rows_are_bounded_and_evenly_spaced(steps: int) -> None:
    rows = run(Curve(), steps).rows()
    assert len(rows) <= MOST
    assert rows.dtype == np.float32
    assert len(rows) > min(steps, MOST) / 2 - 1
    gaps = np.diff(rows[:, 0])
    assert rows[0, 0] == 0
    assert len(set(gaps.tolist())) <= 1
    assert (steps - 1) - rows[-1, 0] < max(1, *gaps.tolist(), 1)


def test_a_loaded_curve_goes_on_alike() -> None:
    one = run(Curve(), 777)
    other = Curve()
    other.load(one.state())
    assert np.array_equal(run(one, 900).rows(), run(other, 900).rows())
