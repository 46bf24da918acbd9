import pytest

BOX = '<div class="callout callout-{0}" role="note"><p class="callout-title">{1}</p>\n{2}</div>'


@pytest.fixture(scope="module")
def slide(slides_with):
    return slides_with("callouts")


@pytest.mark.parametrize(
    ("markdown", "kind", "title", "body"),
    [
        ("> [!NOTE]\n> A *b*", "note", "Note", "<p>A <em>b</em></p>"),
        ("> [!tip]\n> A", "tip", "Tip", "<p>A</p>"),
        ("> [!IMPORTANT]\n>\n> A", "important", "Important", "\n<p>A</p>"),
        ("> [!WARNING]\n> A\n>\n> - b", "warning", "Warning", "<p>A</p>\n\n<ul><li>b</li></ul>"),
        (
            "> [!CAUTION]\n> ```\n> [!NOTE]\n> ```",
            "caution",
            "Caution",
            "<pre><code>[!NOTE]\n</code></pre>",
        ),
        ("> [!TIP] My *own*  \n> A", "tip", "My <em>own</em>", "<p>A</p>"),
        ("> [!TIP] `a` and **b** c\n> *d* e", "tip", "<code>a</code> and <strong>b</strong> c", None),
        ("> [!NOTE] Only a title", "note", "Only a title", ""),
    ],
)
def test_kinds_and_titles(slide, markdown: str, kind: str, title: str, body: str | None) -> None:
    html = slide(markdown)
    body = "<p><em>d</em> e</p>" if body is None else body
    assert html.replace("\n\n", "\n") == BOX.format(kind, title, body).replace("\n\n", "\n")
    assert slide.uses - {"code"} == {"callouts"}
    assert slide.findings == []


@pytest.mark.parametrize(
    "markdown", ["> quotation", "[!NOTE]", "> a\n> [!NOTE]", "> `[!NOTE]`", "> [!NOTE](x)"]
)
def test_other_quotations_stay(slide, markdown: str) -> None:
    html = slide(markdown)
    assert "callout" not in html
    assert slide.uses == set()


def test_titles_in_the_decks_language(slide) -> None:
    assert ">注意</p>" in slide("> [!NOTE]\n> 这是一段中文。")
    assert ">Hinweis</p>" in slide("> [!NOTE]\n> Text", lang="de-CH")


def test_callouts_nest_and_stand_in_lists(slide) -> None:
    html = slide("- a\n\n  > [!NOTE]\n  > b\n  >\n  > > [!TIP]\n  > > c")
    assert html.count('role="note"') == 2
    assert html.index("callout-note") < html.index("callout-tip")


def test_an_unknown_kind_is_said_and_stays(slide) -> None:
    assert "<blockquote>" in slide("text\n\n> [!TIPP]\n> b", line=5)
    assert slide.findings == [(7, "callout-kind", "there is no callout [!TIPP]")]


def test_in_python_markdowns_grammar(slides_with) -> None:
    slide = slides_with("callouts", extensions=("admonition",))
    assert 'class="callout callout-note"' in slide("> [!NOTE] A *b*\n> c")
    assert "A <em>b</em></p>" in slide("> [!NOTE] A *b*\n> c")


def test_only_where_asked_for(slides_with) -> None:
    assert slides_with()("> [!NOTE]\n> a") == slides_with(dialect="reveal")("> [!NOTE]\n> a")
