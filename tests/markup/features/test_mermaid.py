import pytest

SOURCE = '<pre class="sg-source"><code class="language-mermaid">{}</code></pre>'
FIGURE = '<figure class="sg-diagram" data-mermaid="">' + SOURCE + "</figure>"


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with()


@pytest.mark.parametrize(
    ("markdown", "source"),
    [
        ("```mermaid\ngraph LR\n  A --> B\n```", "graph LR\n  A --&gt; B\n"),
        ("```mermaid\n---\ntitle: <T>\n---\npie\n```", "---\ntitle: &lt;T&gt;\n---\npie\n"),
        (
            '<div class="mermaid">\ngraph LR\n  A-->B[x<br/>y]\n</div>',
            "\ngraph LR\n  A--&gt;B[x&lt;br&gt;y]\n",
        ),
        ('<pre class="mermaid"><code>pie\n</code></pre>', "pie\n"),
    ],
)
def test_a_diagram(slide, markdown: str, source: str) -> None:
    html = slide(markdown)
    assert FIGURE.format(source) in html
    assert slide.uses == {"mermaid"}
    assert slide.findings == []


def test_what_an_element_comment_sets_is_on_the_figure(slide) -> None:
    html = slide('```mermaid\npie\n```\n<!-- .element: class="fragment" -->')
    assert '<figure class="sg-diagram fragment" data-mermaid="">' in html


@pytest.mark.parametrize(
    "markdown", ["`mermaid`", "A mermaid.", "```text\nmermaid\n```", '<p class="mermaid-x">a</p>']
)
def test_what_only_names_it(slide, markdown: str) -> None:
    assert "<figure" not in slide(markdown)
    assert "mermaid" not in slide.uses


def test_plain_code_in_the_dialect_reveal(slides_with) -> None:
    assert "<figure" not in slides_with(dialect="reveal")("```mermaid\npie\n```")
