"""The playground's poster: a real run of its default parameters."""

from __future__ import annotations

from typing import Any

import numpy as np

from slidegen.demo import drawing
from slidegen.demo.drawing import tag
from slidegen.nn.instance import Instance
from slidegen.nn.plane import HALF

STEPS = 800
PARAMS = {"dtype": "float64"}  # so that another processor's last bits move nothing that is seen
WIDTH, HEIGHT, SIDE, EDGE = 1140, 452, 420, 16
LEFT, RIGHT = 500, 1040
TOP, BOTTOM = 206, 362
MOST = 0.75  # the loss curve's scale
UNITS = {2: "two", 3: "three", 4: "four", 5: "five"}


def draw(instance: Instance) -> str:
    """The map with its points and the first layer's edges on the left, what was reached on the right."""
    step, metrics, arrays = instance.frame()
    frame = tag("rect", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, rx=14)
    panel = frame.replace("/>", ' fill="var(--panel)" stroke="var(--line)"/>')
    units, data = UNITS[arrays["sizes"][1]], instance.params["data"].upper()
    title = f"Example: {units} {instance.params['activation']} units learn {data}"
    body = [panel, *plane(arrays), *figures(title, step, metrics), *curve(arrays["curve"], step)]
    return drawing.document(WIDTH, HEIGHT, title, body)


def plane(arrays: dict[str, Any]) -> list[str]:
    """The decision map."""
    train = arrays["held_out"] == 0
    clip = f'<clipPath id="k"><rect width="{SIDE}" height="{SIDE}" rx="8"/></clipPath>'
    return [
        f'{clip}<g transform="translate({EDGE} {EDGE})" clip-path="url(#k)">',
        *drawing.class_map(arrays["map"], SIDE),
        *(edge(w, b) for w, b in zip(first_layer(arrays).T, arrays["biases"], strict=False)),
        drawing.border(arrays["map"], SIDE),
        *drawing.points(arrays["points"][train], arrays["labels"][train], HALF, SIDE),
        "</g>",
    ]


def first_layer(arrays: dict[str, Any]) -> Any:
    """Its weights, (2, units)."""
    units = int(arrays["sizes"][1])
    return arrays["weights"][: 2 * units].reshape(2, units)


def edge(w: Any, b: float) -> str:
    """The straight line w·x + b = 0 of a unit; the map cuts it off."""
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    ends = np.array([foot - 4 * along, foot + 4 * along])
    places = (ends * [1, -1] / HALF + 1) / 2 * SIDE
    return drawing.line(places, stroke="var(--ink)", stroke_width=1.6, stroke_dasharray="7 7", opacity="0.55")


def figures(title: str, step: int, metrics: dict[str, float]) -> list[str]:
    """What was reached, in words and large figures."""
    percent = f"{100 * metrics['accuracy']:.0f} %"
    return [
        tag("text", title, x=LEFT, y=62, font_size=32, font_weight="700", style=ink()),
        tag("text", "training accuracy", x=LEFT, y=106, font_size=20),
        tag("text", percent, x=LEFT, y=150, font_size=42, font_weight="700", style=ink()),
        tag("text", "steps of gradient descent", x=LEFT + 250, y=106, font_size=20),
        tag("text", f"{step}", x=LEFT + 250, y=150, font_size=42, font_weight="700", style=ink()),
        tag("text", "Dashed: the straight edge each hidden unit draws", x=LEFT, y=424, font_size=20),
    ]


def curve(losses: Any, step: int) -> list[str]:
    """The training loss over the steps, and the test loss dashed."""
    parts = []
    for value in (0, 0.25, 0.5, 0.75):
        y = height(value)
        parts.append(tag("line", x1=LEFT + 52, x2=RIGHT, y1=y, y2=y, stroke="var(--line)"))
        parts.append(tag("text", f"{value:.2f}", x=LEFT + 42, y=y + 6, font_size=18, text_anchor="end"))
    x = LEFT + 52 + np.linspace(0, 1, len(losses)) * (RIGHT - LEFT - 52)
    train, test = (np.stack([x, height(losses[:, column])], axis=1) for column in (0, 1))
    parts.append(drawing.line(test[::4], stroke="var(--soft)", stroke_width=2.4, stroke_dasharray="6 5"))
    parts.append(drawing.line(train[::2], stroke="var(--accent)", stroke_width=3.6))
    low, high = sorted([float(train[-1, 1]), float(test[-1, 1])], reverse=True)
    high = min(high, low - 22)
    parts.append(
        tag(
            "text",
            "train",
            x=RIGHT + 8,
            y=low + 5,
            font_size=20,
            font_weight="600",
            style="fill:var(--accent)",
        )
    )
    parts.append(tag("text", "test", x=RIGHT + 8, y=high + 5, font_size=20, font_weight="600"))
    parts.append(tag("text", "loss", x=LEFT, y=TOP - 16, font_size=20))
    parts.append(tag("text", f"step {step}", x=RIGHT, y=BOTTOM + 28, font_size=18, text_anchor="end"))
    return parts


def height(value: Any) -> Any:
    """From a loss to the picture's y."""
    return BOTTOM - np.minimum(value, MOST) / MOST * (BOTTOM - TOP)


def ink() -> str:
    """The style of what is to be read first."""
    return "fill:var(--ink);font-variant-numeric:tabular-nums"
