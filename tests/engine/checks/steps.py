"""Runs in the browser: how long a training step takes, with NumPy's own loops and with the engine, in turns."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import networks
import npwasm


def one_round(seconds: float) -> dict[str, dict[str, float]]:
    """Milliseconds a step of every network, by name: "stock" without the engine, "engine" with it."""
    found: dict[str, dict[str, float]] = {name: {} for name in networks.NETWORKS}
    for name in networks.NETWORKS:
        training = TRAININGS.setdefault(name, networks.Training(name))
        for kind, switch in (("stock", npwasm.uninstall), ("engine", npwasm.install)):
            switch()
            found[name][kind] = _ms(training, seconds)
    return found


def _ms(training: networks.Training, seconds: float) -> float:
    """At least two steps, and as many as fit into so many seconds, after one that does not count."""
    training.steps(1)
    start, made = perf_counter(), 0
    while made < 2 or perf_counter() - start < seconds:
        training.steps(1)
        made += 1
    return (perf_counter() - start) / made * 1000


TRAININGS: dict[str, Any] = {}
