"""The short way and the whole grammar say the same of every text that is simple."""

import random
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slidegen.errors import Location
from slidegen.markup.convert import Converter
from slidegen.markup.features import finished, opt_in
from slidegen.markup.profile import Profile
from slidegen.markup.simple import html_of

CONVERTERS = {
    "plain": Converter(lambda *_: etree.Element("figure")),
    "everything": Converter(lambda *_: etree.Element("figure"), (), Profile("slidegen", frozenset(opt_in()))),
    "reveal": Converter(lambda *_: etree.Element("figure"), (), Profile("reveal")),
}
Said = tuple[str, set[str], list[str]]


def short(converter: Converter, text: str) -> Said | None:
    """What the short way makes of a text; None where it leaves it to the grammar."""
    context = converter.context
    context.source, context.where, context.memory = text, Location(Path("d.md"), 7), {}
    html = converter._simple(text)
    return None if html is None else said(converter, html)


def whole(converter: Converter, text: str) -> Said:
    """What the whole grammar makes of it."""
    context = converter.context
    context.source, context.where, context.memory = text, Location(Path("d.md"), 7), {}
    attrs, html = converter._whole.slide(text)
    assert attrs == {}
    return said(converter, html)


def said(converter: Converter, html: str) -> Said:
    context = converter.context
    html = finished(html, context) if converter._ours else html
    result = html, set(context.uses), list(map(str, context.findings))
    context.uses.clear()
    context.findings.clear()
    return result


SIMPLE = [
    "# A title",
    "### Title with `code` and **bold** words\nA paragraph right below.",
    "One line\nand *another*, with a [link](https://example.org/a?b=1) (and `x > y & z`).\n\n\n\nNext.",
    "- one\n- two **b**\n  - inner\n    - innermost\n- three",
    "* a\n    * b\n    * c\n* d\n\nText.",
    "1. first\n2. second\n10. tenth\n    - x",
    "```\nplain > & \"code\"\n\n  twice\n```",
    "```python\nx = {1: '$a$'}\n```\nText.",
    "![a curve](img/loss.png)\n\nText",
    "Text $x_1 \\le 3$ and $\\frac{1}{2}$.",
    "$$\n\\frac{a}{b}\n$$\n\nwhere $a$ is\n\n$$x^2$$",
    "一行中文，带逗号。\n第二行",
    "A line — with “quotes”… and ½ émigré",
    "Why? 3D, 2 x 2 and 50 % (or #1: x=y/z)",
    "\n\n# Late\n\n",
    "## A $\\wrong{ formula$ here\n\ntext",
]  # fmt: skip


@pytest.mark.parametrize("text", SIMPLE)
def test_what_is_simple(text: str) -> None:
    for name, converter in CONVERTERS.items():
        found = short(converter, text)
        assert found == whole(converter, text) or (name == "reveal" and found is None and "$" in text)


NOT_SIMPLE = [
    "", "  indented", "a  \nb", "a\nb  ", "a\tb", "<b>x</b>", "a & b", "x > y", "snake_case", "~~gone~~",
    "a \\* b", "[a]: b", "[a]", "[a](b c)", "[a](b \"t\")", "![a](demo:playground)", "http://example.org",
    "www.example.org", "WWW.example.org", "me@example.org", "---", "***", "> quote", "| a |\n|---|",
    "Title\n===", "Title\n---", "a\n- b", "a\n1. b", "1. a\n\n1. b", "- a\n\n- b", "- a\n\n* b", "- a\n+ b",
    "2. b", "1) a", "- a\nlazy", "- a\n b", "- a\n      - b\n   - c", "- [ ] task", "- # heading",
    "- ```\n  x\n  ```", "-", "- ", "+", "# ", "#", "####### x", "# x #", "#x", "```py [1|2]\nx\n```",
    "```\nopen", "~~~\nx\n~~~", "a\n```\nb\n```", "a ** b", "**a b", "**a**b", "a**b**", "***a***", "*a* *",
    "`a", "``a``", "` a `", "a `b\nc` d", "$5 and $6", "a $ b", "$$\nopen", "a {.b}", "::: x", "a\x0bb",
    "a\u00a0b", "a\u3000b", "\ufeffa", "a\u2028b", "1. a\n   b", "[alt](href)", "![alt](src)", "[a](href)",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_what_is_left_to_the_grammar(text: str) -> None:
    assert all(short(converter, text) is None for converter in CONVERTERS.values())


def test_a_mark_is_no_text_of_the_author() -> None:
    """The characters around the marks of formulas never come from a text."""
    assert html_of("a \x02sgm0\x03 b $x$") is None


# What Markdown is made of: whatever of it the short way takes, it must read as the grammar does.
WORDS = st.sampled_from([
    "word", "Two words", "a", "I", "3", "2.", "10", "x=1", "it's", "(so)", "one, two", "e.g.", "100%", "#1",
    "a-b", "-", "--", "+", ":", "a:b", "中文", "，", "é", "…", "“x”", "*i*", "**b**", "**b**.", "(*i*)",
    "a*b*c", "*", "**", "_", "_i_", "__b__", "`c`", "`", "``", "`a b`.", "[l](u)",
    "[l m](https://e.org/x#y)", "[", "]", "]( ", "!", "![p](q.png)", "![](q.png)", "$x$", "$x_1$", "$", "$$",
    "$5", "\\", "\\(x\\)", "\\alpha", "<", "<b>", "&", "&amp;", ">", "|", "~", "~~", "{.a}", "@", "a@b.co",
    "http://e.org", "www.e.org", "WWW.e.org", "://", "ftp://x", ":::", "---", "===", "***", "```", "```py",
    "~~~", "<!-- x -->", "[^1]", "[@a]", "Note:", "stretch", "1.", "1)", "- [ ]", "#", "##", "alt", "src",
    "href",
])  # fmt: skip
LINE_START = st.sampled_from(
    [
        "", "", "", "", "# ", "## ", "###### ", "- ", "- ", "* ", "+ ", "1. ", "2. ", "  - ", "    - ", "  * ",
        "   1. ", " ", "  ", "    ", "\t", "> ", "$$", "```",
    ]
)  # fmt: skip
LINE = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    LINE_START,
    st.lists(WORDS, max_size=4),
    st.sampled_from(["", "", "", "", "", " ", "  ", "\\", "."]),
)
TEXT = st.lists(
    st.tuples(LINE, st.sampled_from(["\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n \n"])), max_size=6
).map(lambda lines: "".join(line + end for line, end in lines))


@settings(max_examples=800)
@given(TEXT, st.sampled_from(sorted(CONVERTERS)))
def test_it_says_what_the_grammar_says(text: str, name: str) -> None:
    converter = CONVERTERS[name]
    found = short(converter, text)
    assert found is None or found == whole(converter, text)


def mutated(chance: random.Random, text: str) -> str:
    """A simple text with one to three characters or lines put in, taken out or moved."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        piece = chance.choice(
            ["\n", "\n\n", " ", "  ", *"*_`$[]()!#-+.1:{}<>&|~\\/@=x中", "- ", "# ", "**", "```\n"]
        )
        text = text[:at] + piece + text[at + chance.choice([0, 0, 1, 3]) :]
    return text


def check_mutants(count: int, seed: int) -> int:
    """How many of so many changed texts are still simple; each of them must read as the grammar reads it."""
    chance, simple = random.Random(seed), 0
    for _ in range(count):
        text = mutated(chance, "\n\n".join(chance.sample(SIMPLE, chance.randint(1, 3))))
        converter = CONVERTERS[chance.choice(sorted(CONVERTERS))]
        found = short(converter, text)
        if found is not None:
            simple += 1
            assert found == whole(converter, text), text
    return simple


def test_small_changes() -> None:
    assert check_mutants(600, seed=1) > 100


@pytest.mark.soak
def test_many_small_changes() -> None:
    assert check_mutants(40_000, seed=2) > 5_000
