"""Elementwise functions and reductions in the browser: the bits of NumPy's own loops, or close to them for series."""

from __future__ import annotations

import math

import pytest

from .conftest import Python

pytestmark = pytest.mark.browser


def test_random_calls(python: Python) -> None:
    assert python.run("import elementwise\nelementwise.failures(*argument)", [2026, 1000]) == []


@pytest.mark.soak
def test_many_random_calls(python: Python) -> None:
    for seed in range(10):
        assert python.run("import elementwise\nelementwise.failures(*argument)", [seed, 5000]) == []


# name, its range, and units in the last place of float32 and float64, against the C library of CPython
SERIES = [("exp", -104.0, 88.7, 1.0, 1.0), ("log", 1e-30, 1e30, 1.0, 1.0), ("tanh", -12.0, 12.0, 2.5, 4.0)]


@pytest.mark.parametrize(("name", "low", "high", "single", "double"), SERIES)
def test_accuracy(python: Python, name: str, low: float, high: float, single: float, double: float) -> None:
    points = [low + (high - low) * (i / 4999) ** 3 for i in range(5000)]
    code = f"""
import numpy as np, npwasm
npwasm.install()
x = np.array(argument)
narrow = x.astype(np.float32)
[narrow.astype(float).tolist(), np.{name}(narrow).astype(float).tolist(), np.{name}(x).tolist()]
"""
    rounded, narrow, wide = python.run(code, points)
    function = getattr(math, name)
    assert (
        max(ulps(found, function(x), 2**-23, 2**-149) for x, found in zip(rounded, narrow, strict=True))
        <= single
    )
    assert (
        max(ulps(found, function(x), 2**-52, 2**-1074) for x, found in zip(points, wide, strict=True))
        <= double
    )


def ulps(found: float, right: float, epsilon: float, least: float) -> float:
    """How far off, in units of the last place of a number with this epsilon and this smallest size."""
    if right == 0:
        return abs(found) / least
    unit = max(2.0 ** math.floor(math.log2(abs(right))) * epsilon, least)
    return abs(found - right) / unit


def test_special_values(python: Python) -> None:
    code = """
import numpy as np, npwasm
npwasm.install()
x = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e-45, 89, -104.5, -1, 1e4, -1e4], np.float32)
with np.errstate(all="ignore"):
    result = {f.__name__: [repr(float(v)) for v in f(x)] for f in (np.exp, np.log, np.tanh)}
result
"""
    found = python.run(code)
    assert found["exp"][:5] == ["1.0", "1.0", "inf", "0.0", "nan"]
    assert found["exp"][5:] == ["1.0", "inf", "0.0", "0.3678794503211975", "inf", "0.0"]
    assert found["log"][:5] == ["-inf", "-inf", "inf", "nan", "nan"]
    assert found["tanh"][:6] == ["0.0", "-0.0", "1.0", "-1.0", "nan", "1.401298464324817e-45"]
    assert found["tanh"][9:] == ["1.0", "-1.0"]


def test_the_layout_does_not_change_a_bit(python: Python) -> None:
    """NumPy promises nothing here, but a lecture's reproducibility does."""
    code = """
import numpy as np, npwasm
npwasm.install()
x = np.random.default_rng(3).standard_normal((31, 23)).astype(np.float32)
def layouts():
    yield np.asfortranarray(x)
    yield np.repeat(x, 2, axis=1)[:, ::2]
    yield x[::-1, ::-1].copy()[::-1, ::-1]
[bool(np.array_equal(f(x * x), f(other * other))) for f in (np.exp, np.log, np.tanh) for other in layouts()]
"""
    assert python.run(code) == [True] * 9


def test_warnings_are_numpys(python: Python) -> None:
    """NumPy in WebAssembly has no floating-point flags: nothing warns or raises, with our loops as without."""
    code = """
import numpy as np, npwasm, warnings
x = np.array([-1.0, 0.0, 1e30], np.float32)
works = [lambda: np.log(x), lambda: x / 0, lambda: x * x * x, lambda: np.exp(x), lambda: np.sqrt(x)]
works += [lambda: x @ (x * x)]
def said(work):
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        work()
    try:
        with np.errstate(all="raise"):
            work()
    except FloatingPointError as error:
        return [str(w.message) for w in caught], str(error)
    return [str(w.message) for w in caught], None
npwasm.uninstall()
right = [said(work) for work in works]
npwasm.install()
[right, [said(work) for work in works]]
"""
    right, found = python.run(code)
    assert found == right
