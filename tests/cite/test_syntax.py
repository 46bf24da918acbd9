"""Pandoc's citation syntax."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.cite.syntax import BRACKETS, NARRATIVE, Cite, in_brackets, keys

KNOWN = {"a", "b.c", "lee:2001", "周2016", "zhou"}


@pytest.mark.parametrize(
    ("inside", "cites"),
    [
        ("@a", (Cite("a"),)),
        ("@a; @b.c, p. 3", (Cite("a"), Cite("b.c", after="p. 3"))),
        ("see @lee:2001, pp. 3-5.", (Cite("lee:2001", "see", "pp. 3-5."),)),
        ("-@a", (Cite("a", bare=True),)),
        ("@{x/y.}", (Cite("x/y."),)),
        ("@zhou第三章", (Cite("zhou", after="第三章"),)),
        ("mail me@x.org", None),
        ("@a; nothing", None),
        ("@a\n\n@b.c", None),
    ],
)
def test_brackets(inside: str, cites: tuple[Cite, ...] | None) -> None:
    assert in_brackets(inside, KNOWN) == cites


def test_keys_of_a_text() -> None:
    text = "@a, [see @b.c.; -@lee:2001] x@a \\@a @@a http://e.org/@a (@周2016) @zhou所 @nobody"
    assert list(keys(text, KNOWN)) == ["a", "b.c", "lee:2001", "周2016", "zhou"]


@given(st.text("[]@a;.:/-{} \n", max_size=60))
def test_nothing_raises(text: str) -> None:
    for found in BRACKETS.finditer(text):
        in_brackets(found["inside"], KNOWN)
    list(keys(text, KNOWN))


@pytest.mark.parametrize(
    "text", ["[" + "@" * 20_000, "[" * 20_000 + "@", "@" + "a." * 10_000, "[@a " * 5_000]
)
def test_nothing_hangs(text: str) -> None:
    start = time.process_time()
    for found in BRACKETS.finditer(text):
        in_brackets(found["inside"], KNOWN)
    list(NARRATIVE.finditer(text))
    list(keys(text, KNOWN))
    in_brackets(text, KNOWN)
    assert time.process_time() - start < 1
