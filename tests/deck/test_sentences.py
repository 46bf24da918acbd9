"""Where a long paragraph is parted."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.deck.sentences import WHOLE, parted


@given(st.text("ab .,。，神`[]()<>$*!\n", max_size=200), st.integers(1, 6))
def test_nothing_is_lost_and_nothing_whole_is_cut(text: str, parts: int) -> None:
    found = parted(text, parts)
    assert "".join(text[start:end] for start, end in found) == text
    assert len(found) <= parts
    for _, end in found[:-1]:
        assert not any(one.start() < end < one.end() for one in WHOLE.finditer(text))


def test_sentences_go_before_words() -> None:
    text = "One is here and long enough. Two has a few words, three is the last of them."
    assert [text[start:end] for start, end in parted(text, 2)] == [text[:28], text[28:]]
    assert len(parted("神经网络" * 20, 4)) == 4


@pytest.mark.parametrize(
    "text", ["[" * 30_000, "`a" * 20_000, "<a" * 20_000, "$a" * 20_000, "**" * 20_000, "a. " * 30_000]
)
def test_nothing_hangs(text: str) -> None:
    start = time.process_time()
    parted(text, 50)
    assert time.process_time() - start < 1
