"""A loss curve of bounded length, recorded while a model trains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
MOST = 400


class Curve:
    """Losses over the steps, at most `MOST` rows: when they are too many, every second one goes."""

    def __init__(self) -> None:
        self.steps, self.every = -1, 1  # step 0 is recorded too
        self.values: list[tuple[float, float]] = []

    def due(self) -> bool:
        """Count a step; true where its loss is wanted."""
        self.steps += 1
        return self.steps % self.every == 0

    def add(self, train: float, test: float) -> None:
        """Add a row."""
        self.values.append((train, test))
        if len(self.values) > MOST:
            self.values, self.every = self.values[::2], 2 * self.every

    def rows(self) -> Array:
        """Train and test loss, (k, 2) float32."""
        return np.array(self.values, np.float32)

    def state(self) -> dict[str, Array]:
        """For `load`."""
        return {"curve": np.array(self.values), "curve_steps": np.array([self.steps, self.every])}

    def load(self, state: Mapping[str, Array]) -> None:
        """Go on from `state`."""
        self.values = [(float(a), float(b)) for a, b in state["curve"]]
        self.steps, self.every = (int(n) for n in state["curve_steps"])
