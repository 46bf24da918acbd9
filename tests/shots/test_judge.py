import numpy as np
import pytest

from slidegen.errors import Location
from slidegen.shots.judge import Known, Status, judge
from slidegen.shots.pixels import decode, encode
from slidegen.shots.record import Entry
from slidegen.shots.shot import Block, Shot

BLOCKS = (Block("p", "a neuron", (60, 80, 900, 40)),)
DEMO = {"instance": "x-1", "step": 400, "hash": "abc"}


@pytest.fixture
def pixels():
    picture = np.full((72, 128, 3), 20, np.uint8)
    picture[30:50, 20:60] = 230
    return picture


@pytest.fixture
def seen(png, pixels):
    def make(**changes):
        values = {
            "id": "x",
            "title": "X",
            "where": Location("xor.md", 3),
            "png": png(pixels),
            "blocks": BLOCKS,
        }
        return Shot(**values | changes)

    return make


@pytest.fixture
def known(pixels):
    return Known(Entry("x.webp", BLOCKS, (DEMO,)), encode(pixels))


def test_the_same(seen, known):
    verdict = judge(seen(demos=(DEMO,)), known, strict=True)
    assert verdict.status is Status.SAME
    assert (verdict.score, verdict.notes, verdict.difference) == (0, (), None)
    assert verdict.before == known.picture


def test_a_slide_without_a_picture_is_new(seen):
    assert judge(seen(), None, strict=True).status is Status.NEW


def test_changed_pixels_come_with_a_picture_of_them(seen, known, png, pixels):
    after = pixels.copy()
    after[30:50, 60:70] = 230
    verdict = judge(seen(png=png(after)), known, strict=True)
    assert verdict.status is Status.CHANGED
    assert verdict.score > 1
    assert verdict.notes == ("200 pixels differ in 10x20 at 60,30",)
    assert decode(verdict.difference).shape == pixels.shape


def test_noise_is_the_same(seen, known, png, pixels):
    after = pixels.copy()
    after[5, 5] = 255
    verdict = judge(seen(png=png(after)), known, strict=True)
    assert verdict.status is Status.SAME
    assert 0 < verdict.score < 1


def test_changed_text_is_told_even_where_the_pixels_are_the_same(seen, known):
    """An alternative text has no pixels; elsewhere only the record is compared, and it would fail there."""
    verdict = judge(seen(blocks=(Block("img", "new words", (60, 80, 900, 40)),)), known, strict=True)
    assert verdict.status is Status.CHANGED
    assert "new words" in verdict.notes[0]


def test_a_demo_in_another_state_is_changed_only_in_the_same_environment(seen, known):
    other = seen(demos=({**DEMO, "hash": "other"},))
    verdict = judge(other, known, strict=True)
    assert verdict.status is Status.CHANGED
    assert verdict.notes == ("demo x-1 settled in another state at step 400",)
    assert judge(other, Known(known.entry, None), strict=False).status is Status.SAME


def test_a_lost_picture_is_changed(seen, known):
    verdict = judge(seen(), Known(known.entry, None), strict=True)
    assert verdict.status is Status.CHANGED
    assert verdict.notes == ("its stored picture is missing",)


def test_a_broken_stored_picture_is_changed(seen, known):
    verdict = judge(seen(), Known(known.entry, b"RIFF....WEBP"), strict=True)
    assert verdict.status is Status.CHANGED
    assert "not a readable picture" in verdict.notes[0]


def test_another_size_is_changed_without_a_picture_of_the_difference(seen, known, png):
    verdict = judge(seen(png=png(np.zeros((90, 160, 3), np.uint8))), known, strict=True)
    assert verdict.status is Status.CHANGED
    assert verdict.notes == ("the picture has another size",)
    assert verdict.difference is None


def test_a_failure_is_a_failure_whatever_the_picture_says(seen, known):
    verdict = judge(seen(failures=("page error: x is not defined",)), known, strict=True)
    assert verdict.status is Status.FAILED
    assert verdict.notes[0] == "page error: x is not defined"
    assert verdict.before == known.picture
    assert judge(seen(failures=("page error: y",)), None, strict=True).status is Status.FAILED


def test_a_failure_without_a_picture_is_not_compared(seen, known):
    verdict = judge(seen(png=None, blocks=(), failures=("not settled after 3 s",)), known, strict=True)
    assert verdict.status is Status.FAILED
    assert verdict.notes == ("not settled after 3 s",)
