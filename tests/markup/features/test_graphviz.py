import shutil

import pytest

HAS_DOT = shutil.which("dot") is not None


@pytest.fixture
def slide(slides_with):
    return slides_with()


@pytest.mark.skipif(not HAS_DOT, reason="needs Graphviz's dot")
@pytest.mark.parametrize("language", ["dot", "graphviz", "gv"])
def test_a_graph(slide, language: str) -> None:
    html = slide(f"# A\n\n```{language}\ndigraph {{ a -> b }}\n```\n\nB")
    assert '<figure class="sg-diagram"><svg' in html
    assert "<pre" not in html
    assert slide.uses == {"graphviz"}
    assert slide.findings == []


@pytest.mark.skipif(not HAS_DOT, reason="needs Graphviz's dot")
def test_two_graphs_share_no_id(slide) -> None:
    fence = '```dot\ndigraph { a [id="x"] }\n```\n\n'
    html = slide(fence * 2)
    assert (html.count('id="sg-graph-1-x"'), html.count('id="sg-graph-2-x"')) == (1, 1)


@pytest.mark.skipif(not HAS_DOT, reason="needs Graphviz's dot")
def test_a_mistake_is_said_at_its_line_and_the_source_is_shown(slide) -> None:
    html = slide("# A\n\n```dot\ndigraph {\n  a -> ;\n}\n```", line=10)
    assert "<figure" not in html
    assert "digraph" in html
    assert [(line, rule) for line, rule, _ in slide.findings] == [(14, "graphviz")]


@pytest.mark.skipif(not HAS_DOT, reason="needs Graphviz's dot")
def test_what_an_element_comment_sets_is_on_the_figure(slide) -> None:
    html = slide('```dot\ndigraph { a }\n```\n<!-- .element: class="fragment" data-id="g" -->')
    assert '<figure class="sg-diagram fragment" data-id="g"><svg' in html


def test_without_dot_it_is_code_and_said_once(slide, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    fence = "```dot\ndigraph { a -> b }\n```\n\n"
    html = slide(fence * 2)
    assert html.count("<pre><code") == 2
    assert slide.findings == [(2, "graphviz", "graphs are shown as code: there is no `dot`")]
    assert slide.converter.context.volatile


def test_code_that_only_names_it(slide) -> None:
    assert "<figure" not in slide("```text\ndigraph { a }\n```\n\n`language-dot`")
