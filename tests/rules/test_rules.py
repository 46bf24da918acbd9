"""Each rule: what it finds, on which line, and what it must leave alone."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import slidegen.rules
from slidegen import lint as module
from slidegen.deck.load import load
from slidegen.lint import Rule, all_rules, lint, thorough_rules
from slidegen.model import Deck, Finding

RULES = {rule.name: rule for rule in (*all_rules(), *thorough_rules())}
SLIDE = '<!-- .slide: data-background-iframe="{}" -->\n'

# rule: [(text, lines on which it finds something)]
CASES: dict[str, list[tuple[str, list[int | None]]]] = {
    "almost-separator": [
        ("a\n\n---\n\nb\n\n--- \n\nc\n", [7]),
        ("a\n\n---\n\nb\n\n—\n\nc\n", [7]),
        ("a\n\n---\n\nb\n\n---", [7]),
        ("a\n\n---\n\nb — c\n\n```\n--- \n```\n\n-----\n", []),
        ("one slide\n\n--- \n", []),
    ],
    "bare-attribute": [
        ("# A\n\n<!-- .slide: hidden -->\n", [3]),
        ('<!-- .slide: data-state="" -->\n', [1]),
        ("x <!-- .element: fragment -->\n", [1]),
        ('<!-- .slide: data-auto-animate class="a" -->\n\n`<!-- .slide: hidden -->`\n', []),
        ('x <!-- .element: class="a" -->\n', []),
    ],
    "broken-link": [
        ("a\n\n[x] (https://example.org/)\n", [3]),
        ("(x)[https://example.org]\n", [1]),
        ("![x](my picture.png)\n", [1]),
        ('[x](a.png "A title.") [y](<my picture.png>) [z] (see below) `[x] (https://a.b)`\n', []),
        ("(x)[1] and (x)[./a](https://example.org)\n", []),
    ],
    "curly-quotes": [
        ("<!-- .slide: class=“a b” -->\n", [1]),
        ('a “quoted” text <!-- .element: class="a" title="say “hi”" -->\n', []),
    ],
    "dead-slide-link": [
        ("# One\n\n[x](#/two)\n", [3]),
        ("# One\n\n<a href='#/two'>x</a> [y](#/9)\n", [3, 3]),
        ("# One\n\n[x](#/one) [y](#/0) [z](#/1) [a](#elsewhere) [b](http://example.org/#/x)\n", []),
        ("# 标题\n\n[x](#/%E6%A0%87%E9%A2%98)\n", []),
    ],
    "demo-parameter-twice": [
        ("a\n\n![x](demo:playground?data=xor&data=circles)\n", [3]),
        (SLIDE.format("demo:playground?seed=1&amp;seed=2"), [1]),
        ("![x](demo:playground?data=xor&seed=2)\n\n`demo:playground?a=1&b=2`\n", []),
    ],
    "directive-in-code": [
        ('```python\nx = 1\n<!-- .element: class="fragment" -->\n```\n', [3]),
        ('```html\n<!-- .slide: data-state="a" -->\n```\n\n```\n<!-- .slide: data-state="a" -->\n```\n', []),
        ("```python\nx = '<!-- no directive -->'\n```\n", []),
    ],
    "element-without-target": [
        ('<!-- .element: class="a" -->\n\n# A\n', [1]),
        ('# A <!-- .element: class="a" -->\n', []),
        ('```\ncode\n```\n\n<!-- .element: class="a" -->\n', []),
        ('<img src="a.png">\n<!-- .element: class="a" -->\n', []),
    ],
    "empty-link": [
        ("a\n\n[x]() and ![]()\n\n`[y]()`\n", [3, 3]),
        ("<!-- .slide: data-background-iframe -->\n", [1]),
        ('<!-- .slide: data-background="red" -->\n\n```\n[x]()\n```\n', []),
    ],
    "empty-slide": [
        ('a\n\n---\n\n<!-- #####.slide: data-background="red" -->\n', [5]),
        ("a\n\n---\n\n<!-- only words -->\n", [5]),
        ("a\n\n---\n\n---\n\nb\n", [4]),
        ('a\n\n---\n\n<!-- .slide: data-background="red" -->\n\n---\n\nNote:\n\nblack\n', []),
        ("<!-- only words -->\n\ntext\n\n---\n\n<!-- a --> b\n", []),
    ],
    "glued-address": [
        ("a\n\n见http://t.cn/RwRLwvx中文\n", [3]),
        (
            "http://t.cn/RZMtCsP，中文 http://t.cn/zQgLQ20 中文 http://a.org/wiki/中文 [x](http://a.org/a中)\n",
            [],
        ),
    ],
    "glued-list": [
        ("text\n2. a\n3. b\n", [2]),
        ("text\n1. a\n2. b\n", []),
        ("- item\n2. a\n3. b\n\ntext\n\n5. c\n6. d\n\n2024. a\n", []),
        ("```\ntext\n2. a\n3. b\n```\n", []),
    ],
    "glued-separator": [
        ("a\n---\n\nb\n\n---\nc\n\n---\n\nd", [1, 7]),
        ("a\n\n---\n\nb\n", []),
    ],
    "heading-space": [
        ("a\n\n##Title\n", [3]),
        ("#Title\n\ntext\n", [1]),
        ("## Title\n\n#hashtag\n\n`##x`\n\n```\n##x\n```\n\n#1 of 2\n", []),
    ],
    "insecure-frame": [
        (SLIDE.format("http://a.org"), [1]),
        ('<!-- .slide: data-background-video="http://a.org/v.mp4" -->\n', [1]),
        ('a\n\n<iframe width="3" src="http://a.org"></iframe>\n', [3]),
        ('<!-- .slide: data-background-image="http://a.org/v.png" -->\n\n[x](http://a.org)\n', []),
        (SLIDE.format("https://a.org"), []),
    ],
    "language-tag": [
        ("---\ntitle: a\nlang: english\n---\n# A\n", [3]),
        ("# A\n\n<p lang='deutsch'>x</p>\n", [3]),
        ("---\nlang: zh-Hans\n---\n# A\n\n<p lang=de-CH>x</p>\n", []),
    ],
    "late-front-matter": [
        ("\n\n---\ntitle: a\ntheme: dark\n---\n\n# A\n", [3]),
        ("\n---\n\n# A\n\n---\n", []),
        ("---\ntitle: a\n---\n\n# A\n", []),
    ],
    "list-space": [
        ("a\n\n-one\n-two\n-three\n", [3]),
        ("- one\n- two\n\n-5 degrees\n-6 degrees\n\n-x\n\n```\n-one\n-two\n```\n", []),
    ],
    "misspelt-attribute": [
        ('# A\n\n<!-- .slide: data-backgroud-image="a.png" -->\n', [3]),
        ('<!-- .slide: background-color="red" -->\n', [1]),
        ('x <!-- .element: data-fragment-indx="1" -->\n', [1]),
        ('<!-- .slide: data-background-image="a.png" data-mine="1" style="x" id="a" data-idx="3" -->\n', []),
    ],
    "misspelt-directive": [
        ('a\n\n<!-- .slde: class="a" -->\n', [3]),
        ('<!-- slide: data-background="red" -->\n', [1]),
        ('<!-- .slide data-background="red" -->\n', [1]),
        ('x <!-- .elment: class="a" -->\n', [1]),
        ("<!-- a slide: with words --> <!-- slides -->\n\n<!-- slide 3 = the end -->\n", []),
        ('x <!-- .element class="a" --> <!-- #####.slide: class="a" -->\n', []),
    ],
    "no-table": [
        ("a\n\n| a | b |\n| 1 | 2 |\n", [3]),
        ("| a | b |\n|---|---|---|\n| 1 | 2 |\n", [1]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\na | b\n--|--\n| 1 | 2 |\n", []),
        ("| a \\| b | c |\n|:-:|--:|\n\n```\n| a | b |\n| c | d |\n```\n", []),
    ],
    "note-marker": [
        ("a\n\n  Note:\n\nb\n", [3]),
        ("a\n\nNote：\n\nb\n", [3]),
        ("a\n\nsNote: b\n", [3]),
        ("a\n\nNote: this\n\nmore\n", []),
        ("- item\n\n  Note: part of the item\n", []),
    ],
    "notes-twice": [
        ("a\n\nNote:\n\nb\n\nNote:\n\nc\n", [7]),
        ("a\n\nNote:\n\nb\n\n---\n\nc\n\nNote:\n\na note: here\n", []),
    ],
    "number-id": [('<!-- .slide: id="7" -->\n', [1]), ('<!-- .slide: id="a7" -->\n', [])],
    "protocol-relative": [
        ("a\n\n---\n\n" + SLIDE.format("//a.org") + "\n---\n\n" + SLIDE.format("//b.org"), [5]),
        ('a\n\n![x](//a.org/b.png) <iframe src="//a.org"></iframe>\n', [3]),
        ("https://a.org [x](https://a.org//b) `](//x)` // comment\n", []),
    ],
    "same-id": [
        ('<!-- .slide: id="a" -->\n\n---\n\n<!-- .slide: id="a" -->\n', [5]),
        ('<!-- .slide: id="a" -->\n\n---\n\n<!-- .slide: id="b" -->\n', []),
    ],
    "slide-twice": [
        (SLIDE.format("https://a.org") + "\n" + SLIDE.format("https://b.org"), [3]),
        ('<!-- .slide: id="a" -->\n\n<!-- .slide: class="b" -->\n\n# A\n', []),
    ],
    "stray-end-tag": [
        ("a\n\n</section>\n", [3]),
        ("<div>\n\na\n\n</div>\n\n`</div>` and </p>\n", []),
    ],
    "transition-name": [
        ('<!-- .slide: data-transition="fdae" -->\n', [1]),
        ('<!-- .slide: data-transition="zoom-in fade-out" data-background-transition="none" -->\n', []),
        ('<!-- .slide: data-transition="my-own-curtain" -->\n', []),
    ],
    "unclosed-fence": [
        ("a\n\n```python\nx = 1\n", [3]),
        ("```python\nx = 1\n```\n\n~~~\n```\n~~~\n", []),
    ],
    "unclosed-tag": [
        ("a\n\n<small>b\n", [3]),
        ('<div class="a">\n\n<b>x</b>\n\n', [1]),
        (
            '<p>a\n\n<li>b <br> <img src="a"> <circle r="1"/> <a title="a > b">x</a> a < b <https://a.org>\n',
            [],
        ),
        ("<div>\n\n```html\n<div>\n```\n\n</div>\n\n<script>if (a<b) '<div>'</script>\n", []),
    ],
    "unquoted-attribute": [
        ("<!-- .slide: data-background=red -->\n", [1]),
        ("a\n\n- b <!-- .element: class=fragment -->\n", [3]),
        ("<!-- .slide: data-background='red' data-state=\"a=b\" -->\n\n<!-- a=b -->\n", []),
    ],
    # in `slidegen check` only
    "feature-off": [
        ("a[^1]\n\n[^1]: b\n", [3]),
        ("> [!NOTE]\n> a\n", [1]),
        ("# A {.big}\n", [1]),
        ("a\n\n::: columns\n\nb\n\n:::\n", [3]),
        ("---\nfeatures: [footnotes, callouts, attributes]\n---\na[^1] {.x}\n\n[^1]: b\n", []),
        ("`{.x}` and a set {a, b}\n", []),
    ],
    "heading-level": [
        ("# A\n\n### B\n", [3]),
        ("### A\n\n#### B\n\n---\n\n# C\n\n## D\n\n```\n##### x\n```\n", []),
    ],
    "picture-without-alt": [
        ("a\n\n![](a.png)\n", [3]),
        ('<img src="a.png">\n', [1]),
        ('![A](a.png) <img src="a.png" alt=""> ![](demo:playground) `![](x)`\n', []),
    ],
    "same-heading": [
        ("# A\n\n----\n\n# A\n\nb\n", [5]),
        ("# A\n\n---\n\n# A\n\n----\n\n<!-- .slide: data-auto-animate -->\n\n# A\n", []),
    ],
    "same-slide": [
        (SLIDE.format("https://a.org") + "\n---\n\n" + SLIDE.format("https://a.org"), [5]),
        ("a\n\n---\n\nb\n\n---\n\na\n\n---\n\n---\n\n", []),
    ],
}


def deck(tmp_path: Path, text: str) -> Deck:
    path = tmp_path / "talk.md"
    path.write_text(text, "utf-8")
    return load(path, "talk")


@pytest.mark.parametrize(
    ("name", "text", "lines"), [(name, *case) for name, cases in CASES.items() for case in cases]
)
def test_rule(tmp_path: Path, name: str, text: str, lines: list[int | None]) -> None:
    found = list(RULES[name].check(deck(tmp_path, text)))
    assert [one.where.line for one in found] == lines
    for one in found:
        assert one.rule == name
        assert one.hint
        assert "\n" not in str(one)
        assert one.where.path.name == "talk.md"


def test_every_rule_is_run_and_has_cases() -> None:
    top = Path(slidegen.rules.__path__[0])
    files = [path for path in top.rglob("*.py") if path.stem != "__init__"]
    assert sorted(path.stem.replace("_", "-") for path in files) == sorted(RULES)
    for name in RULES:
        assert any(lines for _, lines in CASES[name]), f"{name}: nothing is found"
        assert any(not lines for _, lines in CASES[name]), f"{name}: nothing is left alone"


def test_rules_of_style_do_not_run_at_every_build(tmp_path: Path) -> None:
    text = deck(tmp_path, "# A\n\n![](https://example.org/a.png)\n")
    assert not lint(text)
    assert [one.rule for one in lint(text, thorough_rules())] == ["picture-without-alt"]


def test_an_ordinary_deck_is_clean(tmp_path: Path) -> None:
    text = '# A\n\n---\n\n# B\n\nhttps://example.org\n\n- a\n- b <!-- .element: class="fragment" -->\n\nNote: c\n'
    assert not lint(deck(tmp_path, text), thorough_rules())


def test_our_own_decks_are_clean() -> None:
    paths = sorted((Path(__file__).parents[2] / "decks").glob("*.md"))
    assert paths
    for path in paths:
        assert not lint(load(path, "x"), thorough_rules())


def shout(deck: Deck) -> Iterator[Finding]:
    """Capitals everywhere."""
    for slide in deck.slides:
        if slide.markdown.isupper():
            yield Finding("shouting", "all in capitals", slide.where, "say it quietly")


def test_rules_of_installed_packages_run_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    point = EntryPoint("shouting", f"{__name__}:shout", "slidegen.rules")
    monkeypatch.setattr(EntryPoint, "load", lambda self: shout)
    monkeypatch.setattr(module, "plugins", lambda group: [point] if group == "slidegen.rules" else [])
    all_rules.cache_clear()
    try:
        assert Rule("shouting", "Capitals everywhere", shout) in all_rules()
        assert [one.rule for one in lint(deck(tmp_path, "# LOUD\n"))] == ["shouting"]
    finally:
        all_rules.cache_clear()


def test_lines_in_messages_are_the_authors_where_a_file_is_included(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("# A\n\none\n\ntwo\n\nthree\n")
    (tmp_path / "deck.md").write_text("# T\n\n<!-- include: part.md -->\n\n---\n\nx\n---\n\ny\n")
    deck = load(tmp_path / "deck.md", "deck")
    said = next(one for one in lint(deck) if one.rule == "glued-separator")
    assert "on line 8" in said.message
    assert deck.lines.real(said.where).line == 7
