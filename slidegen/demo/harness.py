"""What every demo must stand, run in CPython: `slidegen demo check NAME`, and the demos' tests."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from slidegen.demo import faults, poster
from slidegen.demo.catalog import Demo
from slidegen.errors import DemoError
from slidegen.nn.gradcheck import gradcheck
from slidegen.nn.instance import Instance, ModelError

METHODS = ("step", "metrics", "view", "set", "state", "load", "params")
WORST_GRADIENT = 1e-6
STEPS = 60


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found."""

    name: str
    passed: bool
    detail: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.passed else 'FAIL'}  {self.name}: {self.detail}"


def check(demo: Demo) -> Iterator[Result]:
    """Run all checks on a demo whose manifest has been read; a model that fails is a failed check."""
    for name, run in CHECKS.items():
        try:
            with faults.told(demo.folder, "model.py"):
                result = Result(name, *run(demo))
        except (ModelError, DemoError) as error:
            result = Result(name, False, str(error))
        yield result


def interface(demo: Demo) -> tuple[bool, str]:
    """The methods of the contract, the metrics that the manifest names, arrays of the allowed types."""
    running = poster.instance(demo)
    missing = [name for name in METHODS if not callable(getattr(running.model, name, None))]
    if missing:
        return False, f"Model has no {', '.join(missing)}"
    _, metrics, arrays = running.frame()
    if set(metrics) != set(demo.manifest.outputs):
        return (
            False,
            f"metrics are {', '.join(metrics)}; the manifest says {', '.join(demo.manifest.outputs)}",
        )
    size = sum(array.nbytes for array in arrays.values())
    return True, f"{len(arrays)} arrays, {size / 1000:.0f} kB a frame"


def determinism(demo: Demo) -> tuple[bool, str]:
    """The same seed twice gives the same bits."""
    digests = {_advanced(demo, STEPS).digest() for _ in range(2)}
    return len(digests) == 1, f"two runs of {STEPS} steps agree" if len(digests) == 1 else "two runs differ"


def round_trip(demo: Demo) -> tuple[bool, str]:
    """A saved and loaded model goes on as the first one does."""
    first = _advanced(demo, STEPS)
    second = poster.instance(demo)
    data = first.save()
    second.load(data)
    for running in (first, second):
        running.advance(STEPS, float("inf"))
    same = first.digest() == second.digest() and first.save() == second.save()
    return same, f"{len(data) / 1000:.1f} kB of state" if same else "the loaded model goes on differently"


def gradients(demo: Demo) -> tuple[bool, str]:
    """Central differences agree, for the defaults and for every choice of every parameter."""
    worst: tuple[float, str] = (0.0, "defaults")
    for changes in _variants(demo):
        running = _advanced(demo, 5, changes)
        if not hasattr(running.model, "loss_and_grads"):
            return True, "the model has no loss_and_grads"
        if missing := [name for name in ("X", "y") if not hasattr(running.model, name)]:
            return False, f"Model has loss_and_grads but no {' and no '.join(missing)} to check it with"
        errors = gradcheck(_loss_of(running.model), running.model.params())
        worst = max(worst, (max(errors.values()), str(changes)))
    return worst[0] < WORST_GRADIENT, f"largest relative error {worst[0]:.1e} with {worst[1]}"


def expected(demo: Demo) -> tuple[bool, str]:
    """`[expect]` of the manifest."""
    expect = dict(demo.manifest.expect)
    if not expect:
        return True, "the manifest expects nothing"
    steps = expect.pop("steps", STEPS)
    metrics = dict.fromkeys(expect, math.nan) | _advanced(demo, steps).frame()[1]
    wrong = [name for name, (low, high) in expect.items() if not low <= metrics[name] <= high]
    names = wrong or list(expect)
    return not wrong, f"after {steps} steps " + ", ".join(f"{name} {metrics[name]:.4g}" for name in names)


def step_time(demo: Demo) -> tuple[bool, str]:
    """The median step takes no longer than the manifest's budget."""
    running = _advanced(demo, 3)
    took = [_timed(lambda: running.advance(1, 0.0)) for _ in range(STEPS)]
    median = statistics.median(took)
    return median <= demo.manifest.budget_ms, f"{median:.3f} ms, budget {demo.manifest.budget_ms:g} ms"


def fresh_poster(demo: Demo) -> tuple[bool, str]:
    """poster.svg is what poster.py draws now."""
    stored = (demo.folder / "poster.svg").read_text(encoding="utf-8", errors="replace")
    if poster.same(stored, poster.draw(demo)):
        return True, f"{len(stored.encode()) / 1000:.0f} kB"
    return False, f"poster.svg is stale; run `slidegen demo poster {demo.name}`"


CHECKS: dict[str, Callable[[Demo], tuple[bool, str]]] = {
    "interface": interface,
    "determinism": determinism,
    "state round trip": round_trip,
    "gradients": gradients,
    "expected values": expected,
    "step time": step_time,
    "poster": fresh_poster,
}


def _advanced(demo: Demo, steps: int, changes: dict[str, Any] | None = None) -> Instance:
    running = poster.instance(demo, changes)
    running.advance(steps, float("inf"))
    return running


def _variants(demo: Demo) -> Iterator[dict[str, Any]]:
    """The defaults, then each choice on its own; all in float64 where the demo lets one choose."""
    params = {param.name: param for param in demo.manifest.params}
    double = {"dtype": "float64"} if "float64" in getattr(params.get("dtype"), "choices", ()) else {}
    yield double
    for name, param in params.items():
        if name != "dtype":
            yield from ({**double, name: choice} for choice in param.choices if choice != param.default)


def _loss_of(model: Any) -> Callable[[], Any]:
    return lambda: model.loss_and_grads(model.X, model.y)


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - start)
