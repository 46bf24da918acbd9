"""Pages from templates: the project's own, ours behind them, and mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.errors import DeckError
from slidegen.pipeline import build
from slidegen.project import Project


def page(folder: Path, text: str = "# One\n\n---\n\n# Two\n", **templates: str) -> str:
    """The deck's page in a project with these templates."""
    own = folder / "templates"
    own.mkdir()
    for name, template in templates.items():
        (own / f"{name}.html.j2").write_text(template)
    (folder / "talk.md").write_text(text)
    project = Project(folder, templates=own, demos=folder / "demos")
    return build(project, [folder / "talk.md"]).decks[0].html


def test_ours_is_reached_by_a_template_of_its_name(tmp_path: Path) -> None:
    mine = '{% extends "slidegen/deck.html.j2" %}{% block slide_end %}<i>{{ slide.title }}</i>{% endblock %}'
    html = page(tmp_path, deck=mine)
    assert html.count("<section") == 2
    assert "<i>One</i>\n</section>" in html
    assert "<i>Two</i>\n</section>" in html


@pytest.mark.parametrize(
    ("block", "before", "after"),
    [
        ("meta", "<head>", "</head>"),
        ("head", "css/deck.css", "</head>"),
        ("body_start", "<body>", '<div class="reveal">'),
        ("body_end", "</section>", "reveal/reveal.js"),
        ("scripts", "js/deck.js", "</body>"),
    ],
)
def test_blocks_stand_where_the_docs_say(tmp_path: Path, block: str, before: str, after: str) -> None:
    mine = '{% extends "slidegen/deck.html.j2" %}{% block ' + block + " %}{{ super() }}MINE{% endblock %}"
    html = page(tmp_path, deck=mine)
    assert html.index(before) < html.index("MINE") < html.rindex(after)
    assert "<title>One</title>" in html


def test_a_whole_slide_can_be_wrapped(tmp_path: Path) -> None:
    mine = '{% extends "slidegen/deck.html.j2" %}{% block slide %}<!--{{ slide.id }}-->{{ super() }}{% endblock %}'
    html = page(tmp_path, deck=mine)
    assert '<!--one--><section id="one">' in html
    assert '<!--two--><section id="two">' in html


def test_a_deck_chooses_its_template(tmp_path: Path) -> None:
    text = "---\ntemplate: handout.html.j2\n---\n# One\n"
    assert page(tmp_path, text, handout="<p>{{ deck.deck.title }}</p>") == "<p>One</p>"


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match=r"there is no template .*gone\.html\.j2.*templates folder"):
        page(tmp_path, "---\ntemplate: gone.html.j2\n---\n# One\n")


@pytest.mark.parametrize("mistake", ["{{ 1 / 0 }}", "{{ nothing }}", "{% for %}"])
def test_a_mistake_has_a_place(tmp_path: Path, mistake: str) -> None:
    mine = '{% extends "slidegen/deck.html.j2" %}\n{% block head %}\n' + mistake + "\n{% endblock %}"
    with pytest.raises(DeckError) as error:
        page(tmp_path, deck=mine)
    where = error.value.where
    assert where is not None
    assert (where.path.name, where.line) == ("deck.html.j2", 3)
    assert where.path.is_relative_to(tmp_path)


def test_a_palette_of_the_projects_own(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "css"
    own.mkdir(parents=True)
    (own / "palette.css").write_text(":root { --paper: #123456; }")
    (tmp_path / "talk.md").write_text("# One\n")
    site = build(Project(tmp_path, templates=own.parent, demos=tmp_path / "demos"), [tmp_path / "talk.md"])
    styles = [name for name in site.files if name.endswith(".css")]
    texts = [
        one if isinstance(one, bytes) else one.read_bytes() for one in map(site.files.get, styles) if one
    ]
    assert any(b"--paper: #123456" in text for text in texts)
    assert not any(b"--paper: #0f1419" in text for text in texts)
