import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slidegen.markup.highlight import highlight

SPAN = re.compile(r"</?span[^>]*>")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "import a\n", '<span class="k">import</span> a\n'),
        ("python", "x = 1 < 2\n", 'x = <span class="m">1</span> &lt; <span class="m">2</span>\n'),
        ("python", "a not in b\n", 'a <span class="k">not in</span> b\n'),
        ("python", "a not in b", 'a <span class="k">not in</span> b'),
        (
            "python",
            '"""a\n\n  b"""\n',
            '<span class="s">"""a</span>\n\n  <span class="s">b"""</span>\n',
        ),
        ("python", "def f(): pass # é\n", '<span class="c"># é</span>\n'),
        ("html", "<b>&amp;</b>\n", '&lt;<span class="k">b</span>&gt;<span class="m">&amp;amp;</span>&lt;/'),
        ("text", "<b> a\n", "&lt;b&gt; a\n"),
        ("no such language", "if a & b\n", "if a &amp; b\n"),
        ("python", "", ""),
    ],
)
def test_spans(language: str, text: str, expected: str) -> None:
    assert expected in highlight(text, language)


@given(
    st.sampled_from(
        ["python", "html", "sh", "c", "json", "diff", "pycon", "yaml", "latex", "php", "markdown"]
    ),
    st.text(alphabet=st.sampled_from("ab1 \n\t<>&\"'#/*(){}[]=-$\\:é中\r\x0b"), max_size=80),
)
def test_the_text_is_kept_and_no_span_crosses_a_line(language: str, text: str) -> None:
    result = highlight(text, language)
    assert html.unescape(SPAN.sub("", result)) == text
    for line in result.split("\n"):
        opened = 0
        for tag in SPAN.findall(line):
            opened += -1 if tag.startswith("</") else 1
            assert opened in (0, 1)
        assert opened == 0


def test_a_block_of_a_megabyte_is_plain() -> None:
    start = time.process_time()
    assert "<span" not in highlight("if a:\n" * 100_000, "python")
    assert time.process_time() - start < 2


def test_equal_blocks_are_coloured_once() -> None:
    text = "def a_function_of_this_test(): pass\n"
    highlight(text, "python")
    hits = highlight.cache_info().hits
    for _ in range(5):
        highlight(text, "python")
    assert highlight.cache_info().hits == hits + 5
