"""A small demo of its own, to be spoilt by tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.demo.catalog import Demo
from slidegen.demo.manifest import Manifest
from slidegen.demo.manifest_file import read

TOML = """\
title = "Tiny"
summary = "A line"
notice = "Look at the line"
outputs = ["loss"]

[params.rate]
type = "float"
label = "Rate"
default = 0.5
min = 0.1
max = 2.0

[params.kind]
type = "choice"
label = "Kind"
default = "l1"
choices = ["l1", "l2"]

[expect]
steps = 10
loss = [0.0, 1.0]
"""
MODEL = '''\
"""A parabola."""

import numpy as np

class Model:
    def __init__(self, params, rng):
        self.p, self.w = dict(params), 1.0 + rng.random(2)
    def step(self):
        self.w -= 0.1 * self.p["rate"] * self.loss_and_grads(None, None)[1]["w"]
    X = y = None
    def loss_and_grads(self, X, y):
        return float((self.w**2).sum()), {"w": 2 * self.w}
    def metrics(self):
        return {"loss": float((self.w**2).sum())}
    def view(self):
        return {"w": self.w.astype(np.float32)}
    def set(self, name, value):
        raise ValueError(name)
    def state(self):
        return {"w": self.w}
    def load(self, state):
        self.w = state["w"]
    def params(self):
        return {"w": self.w}
'''
POSTER = """\
STEPS = 3

def draw(instance):
    return f"<svg><text>{instance.frame()[1]['loss']:.3f}</text></svg>"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A demo's folder."""
    result = tmp_path / "own" / "tiny"
    result.mkdir(parents=True)
    texts = {
        "demo.toml": TOML,
        "model.py": MODEL,
        "poster.py": POSTER,
        "poster.svg": "<svg/>",
        "view.mjs": "//",
    }
    for name, text in texts.items():
        (result / name).write_text(text, encoding="utf-8")
    return result


@pytest.fixture
def demo(folder: Path) -> Demo:
    return Demo(folder, read(folder / "demo.toml"))


@pytest.fixture
def manifest(demo: Demo) -> Manifest:
    return demo.manifest
