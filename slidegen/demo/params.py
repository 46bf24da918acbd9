"""A demo's parameters: their types and limits, and reading one from an address.

The page checks the same limits in the browser: `Param.as_json` hands them over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from slidegen.errors import similar

TYPES = ("int", "float", "choice", "bool", "seed", "layers", "points")
SCALES = ("linear", "log")
COMMON_KEYS = ("type", "label", "default", "resets", "control", "help")
NUMBER_KEYS = ("min", "max", "step", "scale")
POINT_KEYS = ("max", "within", "labels")
# type -> the keys it may have besides the common ones, and those of them it must have
KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "int": (NUMBER_KEYS, ("min", "max")),
        "float": (NUMBER_KEYS, ("min", "max")),
        "choice": (("choices",), ("choices",)),
        "bool": ((), ()),
        "seed": ((), ()),
        "layers": (("min", "max", "most"), ("min", "max", "most")),
        "points": (POINT_KEYS, POINT_KEYS),
    }
)
LARGEST_SEED = 2**32 - 1
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
POINT = re.compile(r"-?\d*\.?\d+,-?\d*\.?\d+,\d", re.ASCII)
BOOLS = {"1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter.

    `min` and `max` limit a number, the units of each of `layers` (of which there are at most `most`), or with
    `max` alone how many `points` there are; their coordinates lie `within` so much of 0, and their labels are
    below `labels`. `resets`: a change starts the model again. `control`: the page
    shows a control for it. `scale` and `step` are for that control.
    """

    name: str
    label: str
    type: str
    default: Any
    min: float | None = None
    max: float | None = None
    step: float | None = None
    scale: str = "linear"
    most: int | None = None
    within: float | None = None
    labels: int | None = None
    choices: tuple[str, ...] = ()
    resets: bool = True
    control: bool = True
    help: str = ""

    def read(self, text: str) -> Any:
        """The value that this text of an address means.

        Raises:
            ValueError: it does not fit; the message says what would, without naming the parameter.
        """
        return READERS[self.type](self, text)

    def as_json(self) -> dict[str, Any]:
        """What the page needs, without what is not said."""
        given = {name: value for name, value in asdict(self).items() if value is not None and value != ()}
        return given | ({"min": 0, "max": LARGEST_SEED} if self.type == "seed" else {})


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint: the known word that was probably meant, else all of them."""
    known = list(known)
    close = similar(word, known, 0.6)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"


def _number(param: Param, text: str) -> float:
    if not NUMBER.fullmatch(text) or not math.isfinite(value := float(text)):
        raise ValueError(f"{text!r} is not a number")
    low, high = (param.min, param.max) if param.type != "seed" else (0, LARGEST_SEED)
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{text} is outside {low} to {high}")
    return value


def _integer(param: Param, text: str) -> int:
    value = _number(param, text)
    if not value.is_integer():
        raise ValueError(f"{text} is not a whole number")
    return int(value)


def _choice(param: Param, text: str) -> str:
    if text not in param.choices:
        raise ValueError(f"{text!r} is not one of {', '.join(param.choices)}")
    return text


def _bool(param: Param, text: str) -> bool:
    if text not in BOOLS:
        raise ValueError(f"{text!r} is not one of 0, 1, true, false")
    return BOOLS[text]


def _layers(param: Param, text: str) -> str:
    assert param.min is not None
    assert param.max is not None
    assert param.most is not None
    if not re.fullmatch(r"\d{1,6}(-\d{1,6})*", text, re.ASCII):
        raise ValueError(f"{text!r} is not the units of each layer joined by hyphens, such as 4-4")
    units = [int(part) for part in text.split("-")]
    if len(units) > param.most:
        raise ValueError(f"{text} has {len(units)} layers, more than {param.most}")
    if not all(param.min <= count <= param.max for count in units):
        raise ValueError(f"{text} has a layer outside {param.min} to {param.max} units")
    return text


def _points(param: Param, text: str) -> str:
    assert param.max is not None
    points = [part for part in text.split(";") if part]
    for point in points:
        _check_point(param, point)
    if len(points) > param.max:
        raise ValueError(f"{len(points)} points are more than {param.max}")
    return text


def _check_point(param: Param, text: str) -> None:
    assert param.within is not None
    assert param.labels is not None
    if not POINT.fullmatch(text):
        raise ValueError(f"{text!r} is not a point x,y,label")
    x, y, label = (float(part) for part in text.split(","))
    if max(abs(x), abs(y)) > param.within:
        raise ValueError(f"the point {text} has a coordinate outside {-param.within:g} to {param.within:g}")
    if label >= param.labels:
        raise ValueError(f"the point {text} has a label outside 0 to {param.labels - 1:g}")


READERS: Mapping[str, Callable[[Param, str], Any]] = {
    "int": _integer,
    "float": _number,
    "choice": _choice,
    "bool": _bool,
    "seed": _integer,
    "layers": _layers,
    "points": _points,
}
