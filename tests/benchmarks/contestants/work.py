"""One job at a time, checked and timed; runs in Pyodide, and natively as a process that reads a job a line.

A job is `{"kind": "product", "form", "rows", "columns", "inner", "dtype"}`, `{"kind": "products", "cases"}` for
several, `{"kind": "function", "name", "rows", "columns", "dtype"}` or `{"kind": "net", "name"}`.
"""

import json
import math
import sys

import numpy as np
import product

FUNCTIONS = {
    "exp": (np.exp, math.exp),
    "log": (lambda x: np.log(x), lambda v: math.log(v) if v > 0 else math.nan),
    "tanh": (np.tanh, math.tanh),
    "maximum": (lambda x: np.maximum(x, 0), lambda v: max(v, 0.0)),
    "minimum": (lambda x: np.minimum(x, 1), lambda v: min(v, 1.0)),
}
CHECKED_STEPS = 5
current = None


def prepare(job):
    """Make the work, check it; `{"wrong": ..., "losses": ...}` with what there is to compare."""
    global current
    made = {"product": _product, "products": _products, "function": _function, "net": _net}[job.pop("kind")](
        **job
    )
    current, found = made
    current.calibrate()
    return found


def seconds():
    """Seconds of one time."""
    return current.seconds()


def _product(**case):
    made = product.Product(**case)
    return made, {"wrong": made.wrong(made.function(*made.operands))}


def _products(cases):
    made = [product.Product(**case) for case in cases]
    wrong = [one.wrong(one.function(*one.operands)) for one in made]
    return product.Timed(_all, (made,)), {"wrong": "; ".join(filter(None, wrong))}


def _all(products):
    for one in products:
        one.function(*one.operands)


def _function(name, rows, columns, dtype):
    function, exact = FUNCTIONS[name]
    x = np.random.default_rng(1).uniform(0.01, 4, (rows, columns)).astype(dtype)
    expected = np.array([exact(v) for v in x.ravel()[:1000].tolist()])
    found = function(x).ravel()[:1000]
    close = np.allclose(found, expected, rtol=1e-6 if dtype == "float32" else 1e-14, atol=0)
    return product.Timed(function, (x,)), {"wrong": "" if close else f"{name} is not what math.{name} gives"}


def _net(name):
    import networks

    training = networks.Training(name)
    losses = [training.steps(1) for _ in range(CHECKED_STEPS)]
    return product.Timed(training.steps, (1,)), {"wrong": "", "losses": losses}


def main():
    """Answer a line of JSON, `[call, argument]`, with a line of JSON."""
    for line in sys.stdin:
        call, argument = json.loads(line)
        answer = prepare(argument) if call == "prepare" else seconds()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
