"""Runs in the browser: networks as a lecture writes them in plain NumPy, and the same with slidegen.nn's helpers.

One layout, one seed and float32 throughout: two networks of a kind differ in nothing but in how they are written.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import recurrent

from slidegen.nn import conv, loss, optim, pool
from slidegen.nn.relu import relu_grad

Array = Any
f32 = np.float32


class PlainSgd:
    """Gradient descent as one writes it."""

    def __init__(self, rate: float) -> None:
        self.rate = f32(rate)

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        for name, w in params.items():
            w -= self.rate * grads[name]


class PlainAdam:
    """Adam as one writes it."""

    def __init__(self, rate: float) -> None:
        self.rate, self.steps = f32(rate), 0
        self.m: dict[str, Array] = {}
        self.v: dict[str, Array] = {}

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        self.steps += 1
        first, second = f32(1 - 0.9**self.steps), f32(1 - 0.999**self.steps)
        for name, w in params.items():
            g, m, v = grads[name], self.moment(self.m, name, w), self.moment(self.v, name, w)
            m *= f32(0.9)
            m += f32(0.1) * g
            v *= f32(0.999)
            v += f32(0.001) * g * g
            w -= self.rate * (m / first) / (np.sqrt(v / second) + f32(1e-8))

    def moment(self, moments: dict[str, Array], name: str, w: Array) -> Array:
        return moments.setdefault(name, np.zeros_like(w))


def plain_loss(scores: Array, labels: Array) -> tuple[float, Array]:
    """Softmax and cross-entropy as one writes them."""
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    each = np.arange(len(labels)), labels
    value = float(-np.log(p[each]).mean())
    p[each] -= 1
    p /= f32(len(labels))
    return value, p


def plain_im2col(x: Array, k: int) -> Array:
    n, h, w, c = x.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (k, k), (1, 2)).transpose(0, 1, 2, 4, 5, 3)
    return np.ascontiguousarray(windows).reshape(n * (h - k + 1) * (w - k + 1), k * k * c)


def plain_col2im(cols: Array, shape: tuple[int, ...], k: int) -> Array:
    n, h, w, c = shape
    rows, columns, x = h - k + 1, w - k + 1, np.zeros(shape, cols.dtype)
    windows = cols.reshape(n, rows, columns, k, k, c)
    for i in range(k):
        for j in range(k):
            x[:, i : i + rows, j : j + columns] += windows[:, :, :, i, j]
    return x


def plain_pool(x: Array) -> tuple[Array, Array]:
    """The largest of every 2x2 pixels, and a mask of where it stood."""
    n, h, w, c = x.shape
    blocks = x.reshape(n, h // 2, 2, w // 2, 2, c)
    top = blocks.max(axis=(2, 4))
    return top, blocks == top[:, :, None, :, None]


def plain_unpool(dy: Array, mask: Array) -> Array:
    n, rows, _, columns, _, c = mask.shape
    return (mask * dy[:, :, None, :, None]).reshape(n, 2 * rows, 2 * columns, c)


class Mlp:
    """A ReLU network. x (n, sizes[0]), labels below sizes[-1]."""

    def __init__(self, sizes: tuple[int, ...], optimiser: Any, cross_entropy: Any = plain_loss) -> None:
        rng = np.random.default_rng(0)
        self.p: dict[str, Array] = {}
        for i, (m, n) in enumerate(pairwise(sizes)):
            self.p[f"W{i}"] = (rng.standard_normal((m, n)) * np.sqrt(2 / m)).astype(f32)
            self.p[f"b{i}"] = np.zeros(n, f32)
        self.layers, self.optimiser, self.cross_entropy = len(sizes) - 1, optimiser, cross_entropy

    def step(self, x: Array, labels: Array) -> float:
        values = [x]
        for i in range(self.layers):
            z = values[-1] @ self.p[f"W{i}"] + self.p[f"b{i}"]
            values.append(np.maximum(z, 0) if i < self.layers - 1 else z)
        value, d = self.cross_entropy(values[-1], labels)
        grads = {}
        for i in reversed(range(self.layers)):
            grads[f"W{i}"], grads[f"b{i}"] = values[i].T @ d, d.sum(axis=0)
            if i:
                d = (d @ self.p[f"W{i}"].T) * (values[i] > 0)
        self.optimiser.step(self.p, grads)
        return value


class LeNet:
    """Two 5x5 convolutions with 2x2 pooling, three dense layers. x (n, 28, 28, 1), ten classes.

    LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998, with ReLU.
    """

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        shapes = {"1": (5, 5, 1, 6), "2": (5, 5, 6, 16), "3": (256, 120), "4": (120, 84), "5": (84, 10)}
        self.p: dict[str, Array] = {}
        for name, shape in shapes.items():
            spread = np.sqrt(2 / np.prod(shape[:-1]))
            self.p[f"W{name}"] = (rng.standard_normal(shape) * spread).astype(f32)
            self.p[f"b{name}"] = np.zeros(shape[-1], f32)

    def dense(self, values: Array) -> tuple[Array, Array, Array]:
        h1 = np.maximum(values @ self.p["W3"] + self.p["b3"], 0)
        h2 = np.maximum(h1 @ self.p["W4"] + self.p["b4"], 0)
        return h1, h2, h2 @ self.p["W5"] + self.p["b5"]

    def dense_grads(self, values: tuple[Array, ...], d: Array) -> tuple[Array, dict[str, Array]]:
        grads: dict[str, Array] = {}
        for name, value in zip("543", reversed(values), strict=True):
            grads[f"W{name}"], grads[f"b{name}"] = value.T @ d, d.sum(axis=0)
            d = d @ self.p[f"W{name}"].T
            d = d * (value > 0) if name != "3" else d
        return d, grads


class PlainLeNet(LeNet):
    """All of it in plain NumPy."""

    def __init__(self) -> None:
        super().__init__()
        self.optimiser = PlainSgd(0.01)

    def step(self, x: Array, labels: Array) -> float:
        p, n = self.p, len(x)
        w1, w2 = p["W1"].reshape(25, 6), p["W2"].reshape(150, 16)
        c1 = plain_im2col(x, 5)
        z1 = np.maximum(c1 @ w1 + p["b1"], 0).reshape(n, 24, 24, 6)
        top1, mask1 = plain_pool(z1)
        c2 = plain_im2col(top1, 5)
        z2 = np.maximum(c2 @ w2 + p["b2"], 0).reshape(n, 8, 8, 16)
        top2, mask2 = plain_pool(z2)
        h0 = top2.reshape(n, 256)
        h1, h2, scores = self.dense(h0)
        value, d = plain_loss(scores, labels)
        d, grads = self.dense_grads((h0, h1, h2), d)
        d = (plain_unpool(d.reshape(top2.shape), mask2) * (z2 > 0)).reshape(-1, 16)
        grads["W2"], grads["b2"] = (c2.T @ d).reshape(p["W2"].shape), d.sum(axis=0)
        d = plain_col2im(d @ w2.T, top1.shape, 5)
        d = (plain_unpool(d, mask1) * (z1 > 0)).reshape(-1, 6)
        grads["W1"], grads["b1"] = (c1.T @ d).reshape(p["W1"].shape), d.sum(axis=0)
        self.optimiser.step(p, grads)
        return value


class HelpedLeNet(LeNet):
    """The same with slidegen.nn."""

    def __init__(self) -> None:
        super().__init__()
        self.optimiser = optim.Sgd(0.01)

    def step(self, x: Array, labels: Array) -> float:
        p, n = self.p, len(x)
        z1, c1 = conv.conv2d(x, p["W1"], p["b1"])
        z1 = np.maximum(z1, 0)
        top1, where1 = pool.max_pool(z1)
        z2, c2 = conv.conv2d(top1, p["W2"], p["b2"])
        z2 = np.maximum(z2, 0)
        top2, where2 = pool.max_pool(z2)
        h0 = top2.reshape(n, 256)
        h1, h2, scores = self.dense(h0)
        value, d = loss.softmax_cross_entropy(scores, labels)
        d, grads = self.dense_grads((h0, h1, h2), d)
        d = relu_grad(pool.max_pool_grad(d.reshape(top2.shape), where2, z2.shape), z2)
        grads["W2"], grads["b2"] = conv.conv2d_weight_grad(d, c2, 5)
        d = conv.conv2d_input_grad(d, p["W2"], top1.shape)
        d = relu_grad(pool.max_pool_grad(d, where1, z1.shape), z1)
        grads["W1"], grads["b1"] = conv.conv2d_weight_grad(d, c1, 5)
        self.optimiser.step(p, grads)
        return value


DIGITS = (784, 256, 128, 10)
# each network with the shape of its batch
NETWORKS: dict[str, tuple[Any, tuple[int, ...]]] = {
    "2-8-2": (lambda: Mlp((2, 8, 2), PlainSgd(0.05)), (32, 2)),
    "2-8-2 helped": (lambda: Mlp((2, 8, 2), optim.Sgd(0.05), loss.softmax_cross_entropy), (32, 2)),
    "MLP, SGD": (lambda: Mlp(DIGITS, PlainSgd(0.001)), (128, 784)),
    "MLP, SGD helped": (lambda: Mlp(DIGITS, optim.Sgd(0.001), loss.softmax_cross_entropy), (128, 784)),
    "MLP, Adam": (lambda: Mlp(DIGITS, PlainAdam(0.001)), (128, 784)),
    "MLP, Adam helped": (lambda: Mlp(DIGITS, optim.Adam(0.001), loss.softmax_cross_entropy), (128, 784)),
    "LeNet": (PlainLeNet, (64, 28, 28, 1)),
    "LeNet helped": (HelpedLeNet, (64, 28, 28, 1)),
    "LSTM": (recurrent.plain, (16, recurrent.STEPS, recurrent.SYMBOLS)),
    "LSTM helped": (recurrent.helped, (16, recurrent.STEPS, recurrent.SYMBOLS)),
}


class Training:
    """A network of the table and one batch that it can learn: classes around centres of their own."""

    def __init__(self, name: str) -> None:
        make, shape = NETWORKS[name]
        self.network = make()
        rng = np.random.default_rng(1)
        classes = min(shape[-1], 10) if len(shape) < 4 else 10
        self.labels = rng.integers(classes, size=shape[0])
        centres = rng.standard_normal((classes, *shape[1:]))
        self.x = (centres[self.labels] + 0.5 * rng.standard_normal(shape)).astype(f32)

    def steps(self, count: int) -> float:
        """So many steps; the last loss."""
        value = 0.0
        for _ in range(count):
            value = self.network.step(self.x, self.labels)
        return value
