"""Training for long leaves the heap as it is: WebAssembly's memory grows, and never shrinks again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import Python

pytestmark = pytest.mark.browser

# Once the first steps are made, everything that is kept exists: from then on, what malloc has given out and Python's
# own objects must stay as many. malloc's figures are exact, the memory's size only grows in pieces of megabytes.
TRAIN = """
import ctypes, gc, sys, networks, npwasm

class Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("arena", "a", "b", "c", "d", "e", "f", "uordblks", "g", "h")]

mallinfo = ctypes.CDLL(None).mallinfo
mallinfo.restype = Mallinfo
npwasm.install()
name, warm, steps = argument
training = networks.Training(name)
first = training.steps(warm)
gc.collect()
blocks, used = sys.getallocatedblocks(), mallinfo().uordblks
last = training.steps(steps)
gc.collect()
[first, last, sys.getallocatedblocks() - blocks, mallinfo().uordblks - used]
"""
HEAP = "() => python._module.HEAP8.length"
ENDURED = ("2-8-2", "2-8-2 helped", "MLP, SGD", "MLP, Adam helped", "LeNet helped", "LSTM helped")
SHORT = {"2-8-2": 1_000, "MLP": 50, "LeNet": 5, "LSTM": 50}
LONG = {"2-8-2": 200_000, "MLP": 2_000, "LeNet": 500, "LSTM": 5_000}


@pytest.fixture(scope="module")
def fresh(new_python: Any) -> Python:
    """A Pyodide of its own: nothing that other tests left can be given back here."""
    python: Python = new_python()
    python.page.evaluate("() => python.loadPackage('slidegen-nn')")
    return python


def endures(python: Python, name: str, steps: int) -> None:
    python.run(TRAIN, [name, 3, 20])
    before = python.page.evaluate(HEAP)
    first, last, blocks, used = python.run(TRAIN, [name, 3, steps])
    assert last < first
    assert abs(blocks) < 50
    assert abs(used) < 10_000
    assert python.page.evaluate(HEAP) == before


@pytest.mark.parametrize("name", ENDURED)
def test_the_heap_stays(fresh: Python, name: str) -> None:
    endures(fresh, name, SHORT[re.split("[ ,]", name)[0]])


@pytest.mark.soak
@pytest.mark.parametrize("name", ENDURED)
def test_the_heap_stays_for_long(fresh: Python, name: str) -> None:
    endures(fresh, name, LONG[re.split("[ ,]", name)[0]])
