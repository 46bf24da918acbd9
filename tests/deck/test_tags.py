import time

import pytest

from slidegen.deck.tags import unmatched


def names(text: str) -> list[str]:
    return [("/" if tag.end else "") + tag.name for tag in unmatched(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>a</b>", []),
        ("<b>a<i>", ["b", "i"]),
        ("a</b></DIV >", ["/b", "/div"]),
        ("<p>a<li>b<br><img src='x'>", []),
        ('<a title="</b>">x</a>', []),
        ("<path d='M0'/> 1 < 2 > 1 <https://a.org> <a@b.org> \\<b>", []),
        ("`<b>` <!-- <b> --> <pre><b></pre>", []),
        ("<details><summary>a</summary>", ["details"]),
    ],
)
def test_tags_without_a_partner(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a '\"", "<a>", "</a>", '<a b="', "<"])
def test_no_input_takes_long(piece: str) -> None:
    began = time.process_time()
    unmatched(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 1
