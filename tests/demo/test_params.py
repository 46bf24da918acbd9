"""Reading a parameter: what fits, what does not, and what the message says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from slidegen.demo.params import LARGEST_SEED, Param, nearest

PARAMS = {
    "float": Param("rate", "Rate", "float", 0.5, min=0.1, max=2.0),
    "int": Param("batch", "Batch", "int", 4, min=1, max=500),
    "choice": Param("data", "Data", "choice", "xor", choices=("xor", "moons")),
    "bool": Param("bias", "Bias", "bool", True),
    "seed": Param("seed", "Seed", "seed", 7),
    "layers": Param("layers", "Layers", "layers", "3", min=1, max=32, most=3),
    "points": Param("points", "Points", "points", "", max=2, within=1.2, labels=3),
}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("float", "1", 1.0),
        ("float", "1.5e0", 1.5),
        ("float", ".5", 0.5),
        ("float", "0.1", 0.1),
        ("float", "2", 2.0),
        ("int", "500", 500),
        ("int", "16.0", 16),
        ("int", "1e2", 100),
        ("choice", "moons", "moons"),
        ("bool", "0", False),
        ("bool", "true", True),
        ("seed", "0", 0),
        ("seed", str(LARGEST_SEED), LARGEST_SEED),
        ("layers", "4-4-32", "4-4-32"),
        ("points", "", ""),
        ("points", ".5,-.5,1;0,0,0", ".5,-.5,1;0,0,0"),
        ("points", "1.2,-1.2,2", "1.2,-1.2,2"),
    ],
)
def test_what_fits(kind: str, text: str, value: Any) -> None:
    found = PARAMS[kind].read(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("float", "fast", "'fast' is not a number"),
        ("float", "", "'' is not a number"),
        ("float", "nan", "not a number"),
        ("float", "inf", "not a number"),
        ("float", "1e999", "not a number"),
        ("float", "1_0", "not a number"),
        ("float", "٣", "not a number"),
        ("float", "0.05", "0.05 is outside 0.1 to 2.0"),
        ("float", "-1", "outside"),
        ("int", "2.5", "2.5 is not a whole number"),
        ("int", "501", "501 is outside 1 to 500"),
        ("int", "0x10", "not a number"),
        ("choice", "Xor", "'Xor' is not one of xor, moons"),
        ("bool", "yes", "'yes' is not one of 0, 1, true, false"),
        ("seed", "-1", "outside 0 to"),
        ("seed", str(LARGEST_SEED + 1), "outside"),
        ("layers", "4-", "joined by hyphens"),
        ("layers", "", "joined by hyphens"),
        ("layers", "4-4-4-4", "has 4 layers, more than 3"),
        ("layers", "0", "outside 1 to 32 units"),
        ("layers", "33", "outside 1 to 32 units"),
        ("points", "1,2", "'1,2' is not a point x,y,label"),
        ("points", "0,0,9", "the point 0,0,9 has a label outside 0 to 2"),
        ("points", "0,0,3", "label outside"),
        ("points", "0,0,0;1.3,0,0", "the point 1.3,0,0 has a coordinate outside -1.2 to 1.2"),
        ("points", "0,-1.21,0", "coordinate outside"),
        ("points", "0,0,0;0,0,0;0,0,0", "3 points are more than 2"),
    ],
)
def test_what_does_not_fit(kind: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        PARAMS[kind].read(text)


def test_the_page_gets_the_same_limits() -> None:
    assert PARAMS["float"].as_json() | {"min": 0.1, "max": 2.0} == PARAMS["float"].as_json()
    assert PARAMS["seed"].as_json() | {"min": 0, "max": LARGEST_SEED} == PARAMS["seed"].as_json()
    assert PARAMS["choice"].as_json()["choices"] == ("xor", "moons")
    assert "min" not in PARAMS["bool"].as_json()
    assert PARAMS["points"].as_json() | {"within": 1.2, "labels": 3} == PARAMS["points"].as_json()


def test_nearest() -> None:
    assert nearest("layer", ["layers", "rate"]) == "did you mean layers?"
    assert nearest("zzz", ["layers", "rate"]) == "known: layers, rate"
