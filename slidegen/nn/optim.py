"""Gradient descent with and without momentum, and Adam: they change the parameters' arrays in place.

In the browser the arithmetic is the engine's (see `backend.helpers`), elsewhere NumPy's; both give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from slidegen.nn import backend
from slidegen.nn.shapes import Array, check_like

Arrays = Mapping[str, Array]


class Sgd:
    """Stochastic gradient descent: v <- momentum v - rate g, then w <- w + v.

    Classical momentum as in Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in
    deep learning, ICML 2013, equations 1 and 2.

    Args:
        rate: the learning rate; may be changed between steps.
        momentum: 0 for plain descent; less than 1.
    """

    def __init__(self, rate: float, momentum: float = 0.0) -> None:
        self.rate, self.momentum = rate, momentum
        self.velocity: dict[str, Array] = {}

    def step(self, params: Arrays, grads: Arrays) -> None:
        """Change every array of `params` in place by its gradient of the same name, which stays as it is.

        Raises:
            KeyError: a gradient is missing.
            TypeError: a parameter is not float32 or float64, or its gradient has another dtype.
            ValueError: a gradient has another shape, or a parameter is read-only.
        """
        for name, w in params.items():
            if self.momentum:
                v = _moment(self.velocity, name, w)
                _update("momentum", name, (w, grads[name], v), (self.rate, self.momentum))
            else:
                _update("sgd", name, (w, grads[name]), (self.rate,))

    def state(self) -> dict[str, Array]:
        """The velocities, for `load`."""
        return {f"sgd.v.{name}": v for name, v in self.velocity.items()}

    def load(self, state: Arrays) -> None:
        """Go on from `state`; other names in it are passed over."""
        self.velocity = _named(state, "sgd.v.")


class Adam:
    """Adam, algorithm 1 of Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.

    Args:
        rate: the step size alpha; may be changed between steps.
        beta1: decay of the mean of the gradients.
        beta2: decay of the mean of their squares.
        eps: keeps the division finite.
    """

    def __init__(
        self, rate: float = 1e-3, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
    ) -> None:
        self.rate, self.beta1, self.beta2, self.eps = rate, beta1, beta2, eps
        self.steps = 0
        self.first: dict[str, Array] = {}
        self.second: dict[str, Array] = {}

    def step(self, params: Arrays, grads: Arrays) -> None:
        """Change every array of `params` in place, as `Sgd.step` does, and with its errors."""
        self.steps += 1
        rate = self.rate / (1 - self.beta1**self.steps)
        root = (1 - self.beta2**self.steps) ** -0.5
        settings = rate, root, self.beta1, self.beta2, self.eps
        for name, w in params.items():
            m, v = _moment(self.first, name, w), _moment(self.second, name, w)
            _update("adam", name, (w, grads[name], m, v), settings)

    def state(self) -> dict[str, Array]:
        """The steps made and the moments, for `load`."""
        first = {f"adam.m.{name}": m for name, m in self.first.items()}
        second = {f"adam.v.{name}": v for name, v in self.second.items()}
        return {"adam.steps": np.array(self.steps), **first, **second}

    def load(self, state: Arrays) -> None:
        """Go on from `state`; other names in it are passed over."""
        self.steps = int(state["adam.steps"])
        self.first, self.second = _named(state, "adam.m."), _named(state, "adam.v.")


def _update(rule: str, name: str, arrays: tuple[Array, ...], settings: tuple[float, ...]) -> None:
    """Apply a rule to one parameter: arrays are the parameter, its gradient, and what the optimiser remembers."""
    fast = backend.helpers()
    # the engine says False to arrays that are no plain pair: views, and mistakes
    if fast is None or not getattr(fast, rule)(*arrays, *settings):
        _check(name, *arrays)
        RULES[rule](*arrays, *settings)


def _sgd(w: Array, g: Array, rate: float) -> None:
    w -= rate * g


def _momentum(w: Array, g: Array, v: Array, rate: float, beta: float) -> None:
    v *= beta
    v -= rate * g
    w += v


def _adam(
    w: Array, g: Array, m: Array, v: Array, rate: float, root: float, beta1: float, beta2: float, eps: float
) -> None:
    """`rate` is alpha / (1 - beta1^t), `root` is 1 / sqrt(1 - beta2^t): the paper's corrections of the moments."""
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g * g
    w -= rate * m / (root * np.sqrt(v) + eps)


RULES: dict[str, Callable[..., None]] = {"sgd": _sgd, "momentum": _momentum, "adam": _adam}


def _check(name: str, w: Array, g: Array, *moments: Array) -> None:
    """Say what is wrong with a parameter or what belongs to it, before anything changes."""
    if w.dtype.char not in "fd":
        raise TypeError(f"{name} is {w.dtype}; float32 or float64 is needed")
    if not w.flags.writeable:
        raise ValueError(f"{name} is read-only")
    check_like(f"the gradient of {name}", g, w.shape, w.dtype)
    for moment in moments:
        check_like(f"the moment of {name}", moment, w.shape, w.dtype)


def _moment(moments: dict[str, Array], name: str, w: Array) -> Array:
    """The moment of this name, zeros at first."""
    if name not in moments:
        moments[name] = np.zeros(w.shape, w.dtype)
    return moments[name]


def _named(state: Arrays, prefix: str) -> dict[str, Any]:
    """The arrays whose name begins so, as copies, for training changes them."""
    return {name.removeprefix(prefix): np.array(a) for name, a in state.items() if name.startswith(prefix)}
