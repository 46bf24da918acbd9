"""The comparer itself: known damage must be found and named, and only damage."""

from __future__ import annotations

import pytest

from .compare import Report, compare
from .entry import Entry
from .oracle import Oracle, Tree

pytestmark = pytest.mark.browser
ALLOW = frozenset({"heading-id", "variant:sane"})
DECK = """<!-- .slide: data-background="#f00" class="x" -->
## Title

- a <!-- .element: class="fragment" -->
  - b

[link](http://a.b/) ![i](i.png)

```js [1|2]
let a;
let b;
```

Note: secret words for the speaker

---

## Two

1. one
2. two

| a | b |
|---|--:|
| 1 | 2 |

He said "hi"

----

## Down
"""
NOTE = '<aside class="notes"><p>secret words for the speaker</p></aside>'
GOOD = f"""<!doctype html><body><div class="reveal"><div class="slides">
<section data-background="#f00" class="x"><h2 id="title">Title</h2>
<ul><li class="fragment">a <ul><li>b</li></ul></li></ul>
<p><a href="http://a.b/">link</a> <img alt="i" src="i.png"></p>
<div class="highlight"><pre><code class="language-js hljs" data-line-numbers="1|2"><span class="k">let</span> a;
let b;
</code></pre></div>{NOTE}</section>
<section><section><h2>Two</h2><ol><li>one</li><li>two</li></ol>
<table><tr><th>a</th><th style="text-align: right;">b</th></tr>
<tr><td>1</td><td style="text-align: right;">2</td></tr></table>
<p>He said "hi"</p></section><section><h2>Down</h2></section></section>
</div></div></body>"""


@pytest.fixture(scope="module")
def reference(plugin: Oracle) -> Tree:
    return plugin.reference(Entry("self", DECK))


def report(html: str, reference: Tree, plugin: Oracle, *more: str) -> Report:
    return compare(reference, plugin.candidate(html), ALLOW | set(more))


def test_good_html_is_accepted(reference: Tree, plugin: Oracle) -> None:
    found = report(GOOD, reference, plugin)
    assert not found.differences
    assert (found.slides, found.identical) == (3, 3)


def test_the_typography_entry(reference: Tree, plugin: Oracle) -> None:
    curly = GOOD.replace('"hi"', "“hi”")
    assert report(curly, reference, plugin).differences
    assert not report(curly, reference, plugin, "typography").differences


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('data-background="#f00" ', "", "slide attribute lost"),
        ('class="fragment"', "", "fragment lost"),
        (" <ul><li>b</li></ul></li>", "</li><li>b</li>", "list nesting or kind"),
        ('<a href="http://a.b/">link</a>', "link", "link lost"),
        ('src="i.png"', 'src="j.png"', "image lost"),
        ("let b;", "let c;", "code text changed"),
        (' data-line-numbers="1|2"', "", "code lines lost"),
        ("language-js hljs", "", "code language lost"),
        (NOTE, "", "note lost"),
        (NOTE, "<p>Note: secret words for the speaker</p>", "note leaked"),
        ("<ol><li>one</li><li>two</li></ol>", "<ul><li>one</li><li>two</li></ul>", "list nesting or kind"),
        (' style="text-align: right;">2', ">2", "table cell lost"),
        ("<li>one</li>", "<li><p>one</p></li>", "list loose/tight"),
        ("<section><h2>Down</h2></section>", "", "wrong slide count"),
        ("</section></section>", "</section></section><p>x</p>", "content outside slides"),
        ('"hi"', "“hi”", "visible text changed"),
    ],
)
def test_damage_is_found_and_named(old: str, new: str, named: str, reference: Tree, plugin: Oracle) -> None:
    assert old in GOOD
    assert named in report(GOOD.replace(old, new), reference, plugin).categories
