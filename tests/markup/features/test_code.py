import sys
from pathlib import Path

import pytest

from slidegen.errors import DeckError
from slidegen.markup import languages
from slidegen.markup.highlight import highlight
from slidegen.pipeline import build
from slidegen.project import Project


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with()


def test_a_fence(slide) -> None:
    assert slide("```python\nif a < 1:\n```") == (
        '<pre><code class="language-python"><span class="k">if</span> a &lt; <span class="m">1</span>:\n</code></pre>'
    )
    assert slide.uses == {"code"}
    assert slide.findings == []


def test_a_slide_without_code_needs_nothing(slide) -> None:
    assert slide("`a` and *b*") == "<p><code>a</code> and <em>b</em></p>"
    assert slide.uses == set()


def test_indented_code_and_code_in_a_list(slide) -> None:
    assert "<pre><code>if\n</code></pre>" in slide("a\n\n    if")
    assert '<span class="k">if</span>' in slide("- a\n\n  ```py\n  if\n  ```")


def test_raw_code(slide) -> None:
    html = slide(
        '<pre><code class="language-js" data-trim data-line-numbers="1|2">\n  let x;\n  let y;\n</code></pre>'
    )
    assert '<span class="ln"><span class="k">let</span> x;\n</span>' in html


def test_an_unknown_language_is_said_once_at_its_line(slide) -> None:
    slide.converter.context.memory = {}
    html = slide("# A\n\n```pyhton\nif\n```\n\n```pyhton\nif\n```", line=10)
    assert "if\n</code>" in html
    assert slide.findings == [
        (12, "code-language", "no colours for the language 'pyhton': shown as plain text")
    ]


def test_lines_beyond_the_block_are_said(slide) -> None:
    slide("a\n\n```py [1-2|9]\nx\n```")
    assert slide.findings == [(3, "code-lines", "the lines 1-2 are lit, but the block is shorter"),
                              (3, "code-lines", "the lines 9 are lit, but the block is shorter")]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["</textarea>", "<script>a()</script>", "{{ x }} {% y %}", "</section>", "$x_1$ \\(a\\)", "<!-- .slide: id=x -->",
     "&amp;&lt;", "[@key]", "> [!NOTE]", "![a](demo:none)", "note: a", "\\n \\\\ `x`"],
)  # fmt: skip
def test_code_means_nothing_but_itself(slides_with, text: str) -> None:
    import html as html_
    import re

    slide = slides_with("attributes", "columns", "footnotes", "captions", "callouts")
    rendered = slide(f"```text\n{text}\n```")
    body = re.search(r"<code[^>]*>(.*?)</code>", rendered, re.S)
    assert body is not None
    assert "<" not in body[1]
    assert html_.unescape(body[1]) == text + "\n"
    assert slide.attrs == {}


def test_nothing_in_the_dialect_reveal(slides_with) -> None:
    assert slides_with(dialect="reveal")("```python\nif\n```") == (
        '<pre><code class="language-python">if\n</code></pre>'
    )


def test_pythons_own_grammar_has_colours_too(slides_with) -> None:
    slide = slides_with(extensions=("fenced_code", "admonition"))
    assert '<span class="k">if</span>' in slide("```python\nif\n```")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "m.py").write_text("# region f\n\n  def f():\n    return 1\n# endregion\n", "utf-8")
    (tmp_path / "src" / "bytes.py").write_bytes(b"\xff\xfe")
    (tmp_path / "slidegen.toml").write_text("", "utf-8")
    return tmp_path


def built(project: Path, fence: str, body: str = "") -> tuple[str, list[str], frozenset[Path]]:
    deck = project / "decks" / "a.md"
    deck.write_text(f"# A\n\n---\n\n## B\n\n```{fence}\n{body}```\n", "utf-8")
    site = build(Project(project), [deck])
    page = site.decks[0]
    assert page.facts is not None
    html = page.html.partition("<pre>")[2].partition("</pre>")[0]
    return html, [f"{one.where.line}: {one.message}" for one in site.findings], page.facts.inputs


def test_code_from_a_file(project: Path) -> None:
    html, findings, reads = built(project, "python file=../src/m.py region=f []")
    assert 'data-ln-start-from="3"' in html
    assert 'style="counter-reset:ln 2;"' in html
    assert '<span class="ln"><span class="k">def</span> <span class="f">f</span>():\n</span>' in html
    assert "file=" not in html
    assert findings == []
    assert (project / "src" / "m.py").resolve() in {path.resolve() for path in reads}


def test_lines_of_a_file_and_a_start_of_ones_own(project: Path) -> None:
    assert built(project, "py file=../src/m.py lines=4 [7: 1]")[0].count("counter-reset:ln 6;") == 1
    assert "data-ln" not in built(project, "py file=../src/m.py lines=4")[0]


def test_text_in_such_a_fence_is_said(project: Path) -> None:
    html, findings, _ = built(project, "python file=../src/m.py", "lost\n")
    assert "lost" not in html
    assert findings == ["7: this fence shows ../src/m.py, not the text inside it"]


@pytest.mark.parametrize(
    ("info", "message"),
    [
        ("py file=../src/none.py", "no such file: ../src/none.py (the path is relative to the deck's file)"),
        ("py file=../src/m.py/x", "no such file"),
        ("py file=../src", "../src cannot be read"),
        ("py file=../src/bytes.py", "../src/bytes.py is not UTF-8"),
        ("py file=../../secret.py", "lies outside the project"),
        ("py file=/etc/hostname", "/etc/hostname lies outside the project"),
        ("py file=../src/m.py region=g", "../src/m.py: there is no region 'g' (there are: f)"),
        ("py file=../src/m.py lines=9", "lines=9 are not in the file (it has 5 lines)"),
    ],
)
def test_mistakes_name_the_fence(project: Path, info: str, message: str) -> None:
    with pytest.raises(DeckError) as error:
        built(project, info)
    assert message in str(error.value)
    assert error.value.where is not None
    assert (error.value.where.path.name, error.value.where.line) == ("a.md", 7)


def test_the_examples_of_the_docs_build(tmp_path: Path) -> None:
    import re

    docs = (Path(__file__).parents[3] / "docs" / "code.md").read_text("utf-8")
    examples = re.findall(r"^````markdown\n(.*?)^````$", docs, re.S | re.M)
    assert len(examples) >= 4
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "model.py").write_text("# region forward\ndef f():\n    return 1\n# endregion\n")
    (tmp_path / "a.md").write_text(
        "\n\n---\n\n".join(f"## {n}\n\n{one}" for n, one in enumerate(examples)), "utf-8"
    )
    site = build(Project(tmp_path), [tmp_path / "a.md"])
    assert site.findings == ()
    assert site.decks[0].facts.slides == len(examples)  # type: ignore[union-attr]


def test_a_file_named_in_an_included_text_is_relative_to_that_text(project: Path) -> None:
    parts = project / "decks" / "parts"
    parts.mkdir()
    (parts / "x.py").write_text("if x:\n", "utf-8")
    (parts / "b.md").write_text("Text\n\n```python file=x.py\n```\n", "utf-8")
    deck = project / "decks" / "a.md"
    deck.write_text("# A\n\n<!-- include: parts/b.md -->\n", "utf-8")
    assert '<span class="k">if</span> x:' in build(Project(project), [deck]).decks[0].html
    (parts / "x.py").unlink()
    with pytest.raises(DeckError) as error:
        build(Project(project), [deck])
    assert error.value.where is not None
    assert (error.value.where.path.name, error.value.where.line) == ("b.md", 3)


def test_the_preview_watches_the_file_whether_or_not_it_is_there(project: Path) -> None:
    from slidegen.serve.source import project_source

    deck = project / "decks" / "a.md"
    deck.write_text("# A\n\n```python file=../src/new.py\n```\n", "utf-8")
    source = project_source(lambda: Project(project), [deck], {})
    wanted = (project / "src" / "new.py").resolve()
    assert wanted in {place.path.resolve() for place in source.places(None)}


def test_without_pygments_code_is_plain_and_that_is_said_once(slide, monkeypatch: pytest.MonkeyPatch) -> None:
    languages.lexer.cache_clear()
    languages._by_alias.cache_clear()
    highlight.cache_clear()
    monkeypatch.setitem(sys.modules, "pygments.lexers._mapping", None)  # as if it were not installed
    try:
        slide.converter.context.memory = {}
        html = slide("```python\nif a < 1:\n```\n\n```nonesuch\nx\n```")
        assert '<code class="language-python">if a &lt; 1:\n</code>' in html
        assert [(line, rule) for line, rule, _ in slide.findings] == [(1, "code-colours")]
    finally:
        monkeypatch.undo()
        languages._by_alias.cache_clear()
        highlight.cache_clear()
