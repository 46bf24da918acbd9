import pytest

from slidegen.markup.codeblocks import lit_lines, work
from slidegen.markup.pieces import Pieces


def finished(page: str) -> tuple[str, list[tuple[str, str]]]:
    said: list[tuple[str, str]] = []
    return work(page, lambda kind, text: said.append((kind, text)), Pieces()), said


def block(content: str, code: str = "", pre: str = "") -> str:
    return f"<pre{pre}><code{code}>{content}</code></pre>"


PYTHON = ' class="language-python"'


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (block("a < b\n".replace("<", "&lt;")), block("a &lt; b\n")),
        (block("if a:\n", PYTHON), block('<span class="k">if</span> a:\n', PYTHON)),
        (block("if\n", ' class="python"'), '<span class="k">if</span>'),
        (block("if\n", ' class="hljs lang-py"'), '<span class="k">if</span>'),
        (block("if\n", ' class="language-{.python .wide}"'), '<span class="k">if</span>'),
        (block("if\n", ' class="nohighlight"'), block("if\n", ' class="nohighlight"')),
        (block("if\n", PYTHON, ' class="sg-source"'), block("if\n", PYTHON, ' class="sg-source"')),
        (f"<pre>\n  <code{PYTHON}>if</code>\n</pre>", block('<span class="k">if</span>', PYTHON)),
        (
            block("\n\n    if:\n      a\n  ", f"{PYTHON} data-trim"),
            '><span class="k">if</span>:\n  a\n</code>',
        ),
        (block("a <b>b</b>\n", PYTHON), block("a <b>b</b>\n", PYTHON)),
        (block("a <x-y>b</x-y>\n", f"{PYTHON} data-noescape"), "a <x-y>b</x-y>\n"),
        (block("<h1>a</h1>\n", ' class="language-html"'), '&lt;<span class="k">h1</span>&gt;a'),
        (
            block('<script type="text/template">\n  <p>a</p>\n</script>', ' class="html" data-trim'),
            '&lt;<span class="k">p</span>&gt;a',
        ),
        (block("a\n\n", " data-line-numbers"), '<span class="ln">a\n</span><span class="ln">\n</span>'),
        (block("a\nb", ' data-line-numbers="2"'), 'a\n</span><span class="ln highlight-line">b</span>'),
        (
            block("a\nb\n", ' data-line-numbers="1|2"'),
            '<span class="ln">a\n</span><span class="ln">b\n</span>',
        ),
        (block("a\n", ' data-ln-start-from="98"'), 'style="counter-reset:ln 97;"'),
        (block("a\nb\n", ' data-ln-start-from="99"'), 'style="counter-reset:ln 98;--digits:3;"'),
        (block("a\n", "", ' data-id="x"'), '<pre data-id="x"><code><span class="ln">a\n</span>'),
        (block("w" * 73 + "\nb\n"), '<span class="ln">b\n</span>'),
        (block("&lt;" * 72 + "\nb\n"), "&lt;\nb\n</code>"),
        (
            "<pre><code>a</code> and more</pre><p>b</p>" + block("if\n", PYTHON),
            '<pre><code>a</code> and more</pre><p>b</p><pre><code class="language-python"><span class="k">if</span>',
        ),
        (block("<mark>a\nb</mark>\n", " data-line-numbers"), "<mark>a\nb</mark>\n</code>"),
    ],
)
def test_blocks(given: str, wanted: str) -> None:
    result, said = finished(given)
    assert wanted in result
    assert said == []


DIFF = """<pre><code class="{}"> def f():
-    return "a
+    return 'b'
</code></pre>"""


@pytest.mark.parametrize("classes", ["language-python diff", "language-diff-python"])
def test_a_language_with_additions_and_removals(classes: str) -> None:
    result, said = finished(DIFF.format(classes))
    assert '<span class="ln"> <span class="k">def</span>' in result
    assert '<span class="ln del">-    <span class="k">return</span>' in result
    assert """<span class="ln add">+    <span class="k">return</span> <span class="s">'b'</span>""" in result
    assert said == []


def test_a_plain_diff() -> None:
    result, _ = finished('<pre><code class="language-diff">--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n</code></pre>')
    classes = [part.split('"')[0] for part in result.split('<span class="')[1:]]
    assert classes == ["ln hunk"] * 3 + ["ln del", "ln add"]


def test_what_is_odd_is_said() -> None:
    result, said = finished(block("if\n", ' class="language-pyhton" data-line-numbers="1|2-5"'))
    assert said == [("language", "pyhton"), ("lines", "2-5")]
    assert '<span class="ln">if\n</span>' in result


@pytest.mark.parametrize(
    ("step", "lines"),
    [("1", {1}), ("1-3,5", {1, 2, 3, 5}), (" 2 - 3 ", {2, 3}), ("", set()), ("a-b", set()), ("3-1", set())],
)
def test_lit_lines(step: str, lines: set[int]) -> None:
    assert lit_lines(step) == lines


def test_a_huge_range_is_no_trouble() -> None:
    assert len(lit_lines("1-999999999999")) == 10_000


def test_a_block_of_the_last_build_is_taken_as_it_was() -> None:
    page = '<pre><code class="language-python">x = 1\n</code></pre>'
    first = Pieces()
    assert "<span" in work(page, lambda *_: None, first)
    (key,) = first.now
    again = Pieces({key: "<pre>as it was</pre>", "other": "gone"})
    assert work(page, lambda *_: None, again) == "<pre>as it was</pre>"
    assert again.now == {key: "<pre>as it was</pre>"}


def test_what_is_odd_in_a_block_is_said_at_every_build() -> None:
    page = '<pre><code class="language-no-such-language">x\n</code></pre>'
    pieces, said = Pieces(), []
    for _ in range(2):
        work(page, lambda *one: said.append(one), pieces)
        pieces = Pieces(pieces.now)
    assert len(said) == 2
