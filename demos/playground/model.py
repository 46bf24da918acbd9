"""A multi-layer perceptron on points in the plane, trained by mini-batch gradient descent."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from slidegen.nn import data
from slidegen.nn import rng as random
from slidegen.nn.curve import Curve
from slidegen.nn.plane import Point, grid, read_points, write_point

Array = npt.NDArray[Any]

# Each activation, and its derivative written in terms of its value a.
ACTIVATIONS: dict[str, Any] = {
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "linear": (lambda z: z, lambda a: 1),
}
# Each regularisation: what weights cost, and the slope of that.
PENALTIES: dict[str, Any] = {
    "none": (lambda W: 0, lambda W: 0),
    "l1": (lambda W: np.abs(W).sum(), np.sign),
    "l2": (lambda W: (W * W).sum() / 2, lambda W: W),
}


class Model:
    """The network. X (n, 2), labels y (n,); W[i] (inputs, outputs) and b[i] (outputs,) make layer i."""

    live = ("learning_rate", "regularisation", "rate", "batch", "points", "add_point")
    clears: ClassVar = {"data": {"points": ""}}  # points of one's own belong to a data set

    def __init__(self, params: Mapping[str, Any], rng: np.random.Generator) -> None:
        self.p = dict(params)
        self.dtype = np.dtype(params["dtype"])
        self.classes = data.CLASSES[params["data"]]
        self.activation, self.derivative = ACTIVATIONS[params["activation"]]
        self.make_data(random.split(rng, "data"))
        self.make_weights(random.split(rng, "weights"))
        self.batches = random.split(rng, "batches")
        self.order = np.arange(0)  # the training points still to be used in this epoch
        self.seen = 0  # training points used so far
        self.curve = Curve()
        self.record()

    # --- the network -------------------------------------------------------------------------

    def forward(self, X: Array) -> list[Array]:
        """The values of all layers: the input, the hidden layers, and last the scores (logits)."""
        values = [X]
        for W, b in zip(self.W[:-1], self.b[:-1], strict=True):
            values.append(self.activation(values[-1] @ W + b))
        return [*values, values[-1] @ self.W[-1] + self.b[-1]]

    def backward(self, values: list[Array], d: Array) -> dict[str, Array]:
        """The gradients of all weights, from d = dLoss/dscores, by the chain rule."""
        grads = {}
        for layer in reversed(range(len(self.W))):
            grads[f"W{layer}"] = values[layer].T @ d
            grads[f"b{layer}"] = d.sum(axis=0)
            if layer > 0:
                d = (d @ self.W[layer].T) * self.derivative(values[layer])
        return grads

    def loss_and_grads(self, X: Array, y: Array) -> tuple[float, dict[str, Array]]:
        """Cross-entropy and penalty, and the gradients of their sum."""
        values = self.forward(X)
        loss = cross_entropy(values[-1], y)
        # Logistic and softmax regression share this: probability minus truth.
        d = (probabilities(values[-1]) - targets(y, values[-1])) / len(y)
        grads = self.backward(values, d)
        penalty, slope = PENALTIES[self.p["regularisation"]]
        for layer, W in enumerate(self.W):
            loss += self.rate * float(penalty(W))
            grads[f"W{layer}"] += self.rate * slope(W)
        return loss, grads

    def step(self) -> None:
        """One step of gradient descent on the next mini-batch."""
        batch = self.next_batch()
        _, grads = self.loss_and_grads(self.X[batch], self.y[batch])
        for name, w in self.params().items():
            w -= self.learning_rate * grads[name]
        self.record()

    def next_batch(self) -> Array:
        """Indices of the next training points; every epoch has its own order."""
        if len(self.order) == 0:
            self.order = random.permutation(self.batches, len(self.y))
        size = int(self.p["batch"])
        batch, self.order = self.order[:size], self.order[size:]
        self.seen += len(batch)
        return batch

    # --- what it learns from, and where it starts ---------------------------------------------

    def make_data(self, rng: np.random.Generator) -> None:
        """Half of the points are for training, half for testing; the visitor's own join the training."""
        X, y = data.make(self.p["data"], int(self.p["n"]), float(self.p["noise"]), rng)
        s = data.split(X, y)
        self.X, self.y = s.train.astype(self.dtype), s.train_labels
        self.test_X, self.test_y = s.test.astype(self.dtype), s.test_labels
        self.drawn = len(self.y)
        self.add_points(read_points(self.p.get("points", ""), self.classes))

    def make_weights(self, rng: np.random.Generator) -> None:
        """Normal weights whose spread keeps the values' size from layer to layer (Glorot; He for relu)."""
        sizes = [2, *(int(n) for n in self.p["layers"].split("-")), 1 if self.classes == 2 else self.classes]
        self.W, self.b = [], []
        for m, n in pairwise(sizes):
            spread = np.sqrt(2 / m if self.p["activation"] == "relu" else 2 / (m + n))
            self.W.append((spread * random.normal(rng, (m, n))).astype(self.dtype))
            self.b.append(np.zeros(n, self.dtype))

    def add_points(self, points: list[Point]) -> None:
        """Add (x, y, label) to the training points."""
        if points:
            xy = np.array([p[:2] for p in points], self.dtype)
            self.X = np.concatenate([self.X, xy])
            self.y = np.concatenate([self.y, np.array([p[2] for p in points], np.uint8)])

    # --- what the page asks --------------------------------------------------------------------

    @property
    def learning_rate(self) -> float:
        """A Python float, so that float32 weights stay float32."""
        return float(self.p["learning_rate"])

    @property
    def rate(self) -> float:
        """How much the penalty counts."""
        return float(self.p["rate"])

    def record(self) -> None:
        """Put the present losses on the curve, where the curve still wants them."""
        if self.curve.due():
            self.curve.add(self.loss(self.X, self.y), self.loss(self.test_X, self.test_y))

    def loss(self, X: Array, y: Array) -> float:
        """Cross-entropy without the penalty, in nats a point."""
        return cross_entropy(self.forward(X)[-1], y)

    def accuracy(self, X: Array, y: Array) -> float:
        """The share of points whose likeliest class is their label."""
        scores = self.forward(X)[-1]
        guess = scores[:, 0] > 0 if self.classes == 2 else scores.argmax(axis=1)
        return float((guess == y).mean())

    def metrics(self) -> dict[str, float]:
        """Loss and accuracy on the training and the test points, and epochs so far."""
        return {
            "loss": self.loss(self.X, self.y),
            "test_loss": self.loss(self.test_X, self.test_y),
            "accuracy": self.accuracy(self.X, self.y),
            "test_accuracy": self.accuracy(self.test_X, self.test_y),
            "epoch": self.seen / len(self.y),
        }

    def view(self) -> dict[str, Array]:
        """The points, the map of class probabilities, the curve, and the network's weights."""
        side = 48
        scores = self.forward(grid(side).astype(self.dtype))[-1]
        return {
            "points": np.concatenate([self.X, self.test_X]).astype(np.float32),
            "labels": np.concatenate([self.y, self.test_y]),
            "held_out": np.repeat(np.array([0, 1], np.uint8), [len(self.y), len(self.test_y)]),
            "map": probabilities(scores).reshape(side, side, -1).astype(np.float32),
            "curve": self.curve.rows(),
            "sizes": np.array([2, *(len(b) for b in self.b)], np.int32),
            "weights": np.concatenate([W.ravel() for W in self.W]).astype(np.float32),
            "biases": np.concatenate(self.b).astype(np.float32),
        }

    def set(self, name: str, value: Any) -> None:
        """Change something while it runs; `add_point` is [x, y, label], `points` replaces all such points."""
        if name == "add_point":
            (point,) = read_points(",".join(str(v) for v in value), self.classes)
            text = write_point(point)
            self.add_points(read_points(text, self.classes))  # as text has it, so that a copied link agrees
            self.p["points"] = ";".join(filter(None, [self.p.get("points", ""), text]))
        elif name == "points":
            added = read_points(value, self.classes)
            self.X, self.y = self.X[: self.drawn], self.y[: self.drawn]
            self.add_points(added)
            self.p["points"] = value
        elif name in self.live:
            self.p[name] = value
        else:
            raise ValueError(f"{name} cannot change while the model runs")
        self.order = self.order[:0] if "point" in name else self.order

    def settings(self) -> dict[str, Any]:
        """The parameters as they are now."""
        return dict(self.p)

    def params(self) -> dict[str, Array]:
        """The trainable arrays."""
        names = [
            (f"{kind}{layer}", a)
            for kind, many in (("W", self.W), ("b", self.b))
            for layer, a in enumerate(many)
        ]
        return dict(names)

    def state(self) -> dict[str, Array]:
        """All that training changes."""
        return {
            **self.params(),
            "order": self.order,
            "seen": np.array(self.seen),
            "batches": random.save(self.batches),
            **self.curve.state(),
        }

    def load(self, state: Mapping[str, Array]) -> None:
        """Go on from a state."""
        for name, w in self.params().items():
            w[...] = state[name]
        self.order = state["order"]
        self.seen = int(state["seen"])
        random.load(self.batches, state["batches"])
        self.curve.load(state)


# --- probabilities and loss: one score (n, 1) means logistic, k scores (n, k) mean softmax --------


def probabilities(scores: Array) -> Array:
    """Of class 1 by the logistic function, or of every class by softmax."""
    if scores.shape[1] == 1:
        return 0.5 * (1 + np.tanh(scores / 2))  # the logistic function, without overflow
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def targets(y: Array, scores: Array) -> Array:
    """What the probabilities should be: the labels as a column, or one-hot rows."""
    if scores.shape[1] == 1:
        return y[:, None].astype(scores.dtype)
    return np.eye(scores.shape[1], dtype=scores.dtype)[y]


def cross_entropy(scores: Array, y: Array) -> float:
    """Minus the mean logarithm of the true class's probability."""
    if scores.shape[1] == 1:
        z = scores[:, 0]
        return float((np.logaddexp(0, z) - z * y).mean())
    top = scores.max(axis=1)
    log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return float((log_sum - scores[np.arange(len(y)), y]).mean())
