from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from playwright.sync_api import Browser

from slidegen.shots.compare import SAME, compare, distance, oklab, worst_mean
from slidegen.shots.context import Settings, context
from slidegen.shots.pixels import decode

SIZE = (720, 1280, 3)
FIELDS = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 14), st.integers(1, 14)), elements=st.floats(0, 1)
)
# Light on dark and dark on light, and the faintest text that is still legible (contrast about 4.5).
COLOURS = [("#e8ecf4", "#10141c"), ("#1b2029", "#fff"), ("#767676", "#fff"), ("#7f8694", "#10141c")]


def grey(level: int = 16) -> np.ndarray:
    return np.full(SIZE, level, np.uint8)


def dotted(pixels: int, at: tuple[int, int] = (300, 600), level: int = 255, ground: int = 0) -> np.ndarray:
    """Some pixels of one row turned to `level`."""
    picture = grey(ground)
    picture[at[0], at[1] : at[1] + pixels] = level
    return picture


def text(browser: Browser, words: str, colour: str = "#e8ecf4", ground: str = "#10141c") -> np.ndarray:
    """24 px text as the browser draws it."""
    with context(browser, Settings()) as made:
        page = made.new_page()
        page.set_content(
            f'<body style="margin:60px;font:24px sans-serif;color:{colour};background:{ground}">{words}'
        )
        return decode(page.screenshot())


def test_equal_pictures_are_the_same():
    assert compare(grey(), grey()) == SAME
    assert not SAME.differs


def test_another_size_differs():
    assert compare(grey(), grey()[:-1]).differs


def test_oklab_spans_from_black_to_white():
    lab = oklab(np.array([[0, 0, 0], [255, 255, 255], [255, 0, 0]], np.uint8))
    assert lab[0] == pytest.approx([0, 0, 0], abs=1e-6)
    assert lab[1] == pytest.approx([1, 0, 0], abs=1e-4)
    assert lab[2] == pytest.approx(
        [0.6279553606, 0.2248630611, 0.1258462985], abs=1e-6
    )  # published by its author


def test_colours_of_one_lightness_are_apart():
    """Blue and orange, the classes' colours, drawn with the same lightness."""
    blue, orange = np.array([[74, 144, 226]], np.uint8), np.array([[217, 119, 33]], np.uint8)
    assert distance(blue, orange)[0] > 0.15


@given(FIELDS, st.integers(1, 9))
def test_worst_mean_is_that_of_the_windows_tried_one_by_one(field, size):
    padded = np.pad(field, size - 1)
    height, width = padded.shape
    means = [
        padded[y : y + size, x : x + size].sum() / size**2
        for y in range(height - size + 1)
        for x in range(width - size + 1)
    ]
    assert worst_mean(field, size) == pytest.approx(max(means), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 719), st.integers(0, 1270), st.integers(1, 9))
def test_the_place_of_a_change_does_not_matter(y, x, pixels):
    here = compare(grey(0), dotted(pixels, (y, x)))
    there = compare(grey(0), dotted(pixels))
    assert here.score == pytest.approx(there.score)
    assert here.box == (x, y, pixels, 1)
    assert here.pixels == pixels


def test_the_order_of_the_pictures_does_not_matter():
    generator = np.random.default_rng(7)
    one, other = generator.integers(0, 256, (2, 90, 160, 3), np.uint8)
    assert compare(one, other).score == pytest.approx(compare(other, one).score)


def test_more_changed_pixels_score_higher():
    scores = [compare(grey(0), dotted(pixels)).score for pixels in range(1, 9)]
    assert all(low < high for low, high in pairwise(scores))


def test_what_lies_far_apart_does_not_add_up():
    """A mean over the picture would; here each of a hundred single pixels stays noise."""
    picture = grey(0)
    picture[::72, ::128] = 255
    assert picture[..., 0].astype(bool).sum() == 100
    assert not compare(grey(0), picture).differs


@pytest.mark.parametrize("pixels", [1, 2])
def test_two_pixels_from_black_to_white_are_noise(pixels):
    found = compare(grey(0), dotted(pixels))
    assert 0 < found.score < 1


def test_faint_noise_on_the_edges_of_text_is_noise(chromium):
    before = text(chromium, "Antialiasing noise of a few levels on every edge of a long line of text " * 3)
    edges = (before[..., 1] > 60) & (before[..., 1] < 200)
    noise = np.random.default_rng(5).integers(-2, 3, before.shape)
    after = np.where(edges[..., None], before + noise, before).astype(np.uint8)
    found = compare(before, after)
    assert found.pixels > 1000
    assert not found.differs


def test_a_ground_lighter_by_one_level_differs():
    assert compare(grey(16), grey(17)).differs
    assert compare(grey(250), grey(251)).differs


def test_a_weak_change_of_a_wide_field_differs():
    """A decision map that is one level of 255 off in a field of 100 px."""
    after = grey(128)
    after[300:400, 300:400, 2] += 1
    assert compare(grey(128), after).differs


@pytest.mark.browser
@pytest.mark.parametrize(("colour", "ground"), COLOURS)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("weighted sum of the inputs", "weighted mean of the inputs"),
        ("a mean", "a moan"),
        ("It bends the plane.", "It bends the plane,"),
        ("layer l of it", "layer I of it"),
        ("x1 = 0", "x1 = 8"),
        ("学习率", "学习卒"),
    ],
)
def test_one_changed_word_at_24_px_is_found(chromium, one, other, colour, ground):
    line = "Each unit of the hidden layer computes {} and hands it on"
    found = compare(
        text(chromium, line.format(one), colour, ground), text(chromium, line.format(other), colour, ground)
    )
    assert found.differs


@pytest.mark.browser
def test_the_same_text_twice_is_the_same(chromium):
    assert compare(text(chromium, "the same"), text(chromium, "the same")) == SAME


def test_a_whole_picture_is_compared_quickly():
    """No verdict on speed, only on sense: the worst case, all pixels different, ends within seconds."""
    one, other = np.random.default_rng(9).integers(0, 256, (2, *SIZE), np.uint8)
    assert compare(one, other).differs
