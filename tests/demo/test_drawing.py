"""What posters are drawn with."""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as etree

import numpy as np
import pytest
from PIL import Image

from slidegen import resources
from slidegen.demo import drawing


def decoded(address: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))))


def test_png_is_read_by_others() -> None:
    gray = np.linspace(0, 1, 12).reshape(3, 4)
    assert np.array_equal(decoded(drawing.png(gray)), np.round(gray * 255).astype(np.uint8))


def test_document_is_well_formed_and_escaped() -> None:
    svg = drawing.document(10, 10, "a < b & c", [drawing.tag("text", "x < y", x=1.25, font_size=3)])
    root = etree.fromstring(svg)
    assert root.findtext("{*}title") == "a < b & c"
    assert root.find("{*}text").attrib == {"x": "1.2", "font-size": "3"}


def test_colours_are_those_of_slides() -> None:
    """The poster's variables, dark and light, have the values of palette.css."""
    css = (resources.templates() / "css" / "palette.css").read_text("utf-8")
    light, dark = drawing.STYLE.partition("@media")[::2]
    for block, style in (
        (css.index('[data-theme="light"]'), light),
        (css.index(":root {"), dark.partition("}}")[0]),
    ):
        part = css[block : css.index("}", block)]
        for name, value in re.findall(r"--(\w+):(#\w+)", style):
            wanted = re.search(rf"--{name}: (#\w+)", part)
            assert wanted
            assert wanted[1] in (value, value + value[1:]), name


def test_zero_lines_of_a_slanted_plane() -> None:
    y, x = np.mgrid[0:5, 0:5].astype(float)
    ends = np.array(list(drawing.zero_lines(x + y - 3.3)))
    assert len(ends) > 3
    assert np.allclose(ends[:, 0] + ends[:, 1], 3.3)
    assert np.allclose(ends[:, 2] + ends[:, 3], 3.3)


def test_zero_lines_of_a_circle_and_of_nothing() -> None:
    y, x = np.mgrid[-1:1:41j, -1:1:41j]
    ends = np.array(list(drawing.zero_lines(np.hypot(x, y) - 0.7)))
    assert np.allclose(np.hypot(ends[:, 0] / 20 - 1, ends[:, 1] / 20 - 1), 0.7, atol=0.01)
    assert list(drawing.zero_lines(np.ones((4, 4)))) == []


def test_a_saddle_gives_two_lines() -> None:
    assert len(list(drawing.zero_lines(np.array([[1.0, -1.0], [-1.0, 1.0]])))) == 2


@pytest.mark.parametrize("channels", [1, 3])
def test_class_map_is_strong_where_a_class_is_sure(channels: int) -> None:
    scores = np.zeros((4, 4, channels))
    scores[..., 0] = 1.0
    parts = drawing.class_map(scores, 100)
    masks = [decoded(found[1]) for part in parts if (found := re.search(r'href="([^"]+)"', part))]
    assert len(masks) == max(2, channels)
    strong = 1 if channels == 1 else 0
    assert [mask.max() for mask in masks] == [158 if i == strong else 0 for i in range(len(masks))]


def test_points_have_the_shape_of_their_class() -> None:
    parts = drawing.points(np.array([[-1.2, 1.2], [0.0, 0.0]]), np.array([0, 1]), 1.2, 200)
    assert parts[1:3] == ['<use href="#a" x="0" y="0"/>', '<use href="#b" x="100" y="100"/>']


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (1.25, "1.2"), (-0.01, "0"), (1234.56, "1234.6")])
def test_number(value: float, text: str) -> None:
    assert drawing.number(value) == text
