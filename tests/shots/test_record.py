import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.shots.record import MOST, TOLERANCE, Entry, Record, differences, from_json, moved, to_json
from slidegen.shots.shot import Block, Environment

TEXTS = st.text(st.characters(codec="utf-8"))
BOXES = st.tuples(*[st.integers(-3000, 3000)] * 4)
BLOCKS = st.builds(Block, st.sampled_from(["p", "h2", "li", "img"]), TEXTS, BOXES)
DEMOS = st.fixed_dictionaries({"instance": TEXTS, "step": st.integers(0, 999), "hash": TEXTS})
ENTRIES = st.builds(
    Entry,
    st.from_regex(r"[a-z]{1,9}\.webp", fullmatch=True),
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.lists(DEMOS, max_size=2).map(tuple),
    st.none() | st.just("0123"),
)
ENVIRONMENTS = st.builds(Environment, TEXTS, TEXTS, TEXTS, st.sampled_from([1.0, 2.0]), TEXTS)
RECORDS = st.builds(
    Record, TEXTS, ENVIRONMENTS, st.just((1280, 720)), st.dictionaries(TEXTS, ENTRIES, max_size=3)
)


def block(text: str, box: tuple[int, int, int, int] = (60, 80, 900, 40), tag: str = "p") -> Block:
    return Block(tag, text, box)


@given(RECORDS)
def test_what_is_written_is_read(record):
    back = from_json(to_json(record))
    assert back == record
    assert list(back.slides) == list(record.slides)


def test_one_block_a_line(here):
    text = to_json(Record("xor.md", here, (1280, 720), {"a": Entry("a.webp", (block("one"), block("two")))}))
    assert sum('"p"' in line for line in text.splitlines()) == 2
    assert text.endswith("}\n")


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"format": 1}', "not JSON"])
def test_what_is_no_record_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the message is JSON's own in some cases
        from_json(text)


def test_another_format_is_refused(here):
    data = json.loads(to_json(Record("xor.md", here, (1280, 720))))
    with pytest.raises(ValueError, match="format 2 instead of 1"):
        from_json(json.dumps(data | {"format": 2}))


@pytest.mark.parametrize("name", ["../escape.webp", "/etc/passwd", "a\\b.webp", ".hidden.webp"])
def test_a_picture_outside_the_folder_is_refused(name, here):
    text = to_json(Record("xor.md", here, (1280, 720), {"a": Entry(name, ())}))
    with pytest.raises(ValueError, match="no picture's file name"):
        from_json(text)


@given(st.lists(BLOCKS, max_size=5))
def test_the_same_blocks_do_not_differ(blocks):
    assert differences(blocks, blocks) == ()


def test_a_changed_word_is_told():
    before, after = [block("a sum"), block("same")], [block("a mean"), block("same")]
    assert differences(before, after) == ("p “a sum” became p “a mean”",)


def test_a_word_changed_late_in_a_long_line_is_seen():
    start = "Where some line separates the classes, it stops after finitely "
    (told,) = differences([block(start + "many mistakes")], [block(start + "few mistakes")])
    assert "many" in told
    assert "few" in told


def test_new_and_lost_blocks_are_told():
    one, two, three = block("one"), block("two"), block("three", tag="li")
    assert differences([one, two], [one, two, three]) == ("li “three” is new",)
    assert differences([one, two], [two]) == ("p “one” is gone",)


def test_a_block_may_shift_a_little():
    x, y, width, height = block("x").box
    assert moved(block("x"), block("x", (x + TOLERANCE, y - TOLERANCE, width, height))) is None
    assert moved(block("x"), block("x", (x, y, width, height + TOLERANCE + 1))) is not None


def test_a_moved_block_is_told_with_both_places():
    assert differences([block("x")], [block("x", (60, 180, 900, 40))]) == (
        "p “x” is at 60,180 900x40 instead of 60,80 900x40",
    )


def test_many_differences_are_cut_short():
    lines = differences([block(str(n)) for n in range(9)], [block(f"new {n}") for n in range(9)])
    assert len(lines) == MOST + 1
    assert lines[-1] == "and 6 more"


def test_long_text_is_cut_short():
    assert len(differences([block("x" * 500)], [])[0]) < 100
