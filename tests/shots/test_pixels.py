import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from slidegen.shots.pixels import HIGHLIGHT, changed, decode, encode, highlight, thicken

PICTURES = arrays.arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12), st.just(3)))


@given(PICTURES)
def test_stored_pixels_are_exactly_those_seen(pixels):
    assert np.array_equal(decode(encode(pixels)), pixels)


def test_many_colours_survive():
    pixels = np.random.default_rng(1).integers(0, 256, (720, 1280, 3), np.uint8)
    assert np.array_equal(decode(encode(pixels)), pixels)


def test_the_same_pixels_give_the_same_bytes():
    pixels = np.random.default_rng(2).integers(0, 9, (90, 160, 3), np.uint8)
    assert encode(pixels) == encode(pixels.copy())


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_a_value_error(data):
    with pytest.raises(ValueError, match="not a readable picture"):
        decode(data)


def test_a_cut_off_picture_is_a_value_error():
    whole = encode(np.random.default_rng(3).integers(0, 256, (40, 40, 3), np.uint8))
    with pytest.raises(ValueError, match="not a readable picture"):
        decode(whole[: len(whole) // 2])


def test_changed_pixels_and_their_neighbours_are_loud():
    before = np.zeros((9, 9, 3), np.uint8)
    after = before.copy()
    after[4, 4, 2] = 1
    mask = changed(before, after)
    assert mask.sum() == 1
    picture = highlight(after, mask)
    assert (picture == HIGHLIGHT).all(axis=2).sum() == 5
    assert picture[0, 0].min() > 128


def test_thicken_stops_at_the_border():
    mask = np.zeros((3, 3), bool)
    mask[0, 0] = True
    assert thicken(mask).tolist() == [[True, True, False], [True, False, False], [False, False, False]]
