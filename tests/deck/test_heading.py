from pathlib import Path

import pytest

from slidegen.deck.load import load


def deck(tmp_path: Path, text: str, features: str = "attributes"):
    path = tmp_path / "deck.md"
    path.write_text(f"---\nfeatures: [{features}]\n---\n{text}", encoding="utf-8")
    return load(path, "deck").slides


@pytest.mark.parametrize(
    ("text", "ident", "markdown"),
    [
        ("## T {#here}", "here", "## T"),
        ("## T {.a #here k=v}", "here", "## T {.a k=v}"),
        ("## T {#here .a}", "here", "## T { .a}"),
        ("## T {.a}", "t", "## T {.a}"),
        ("```\n## T {#x}\n```\n\n## U {#y}", "y", "```\n## T {#x}\n```\n\n## U"),
        ('<!-- .slide: id="own" -->\n\n## T {#here}', "own", '<!-- .slide: id="own" -->\n\n## T'),
    ],
)
def test_a_headings_id_is_the_slides(tmp_path: Path, text: str, ident: str, markdown: str) -> None:
    (slide,) = deck(tmp_path, text + "\n\n---\n\nx")[:1]
    assert (slide.id, slide.markdown.strip()) == (ident, markdown)


def test_without_the_feature_it_is_text(tmp_path: Path) -> None:
    (slide,) = deck(tmp_path, "## T {#here}\n\n---\n\nx", "footnotes")[:1]
    assert slide.markdown.strip() == "## T {#here}"
    assert slide.id == "t"
