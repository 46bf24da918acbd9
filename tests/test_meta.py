"""What pages say to search engines and previews: seen in the page."""

import re
from pathlib import Path

import pytest

from slidegen.pipeline import build
from slidegen.project import load

DECK = "# Title & more\n\n![](small.png)\n\nThe first *paragraph*, with [a link](x.html) &amp; more.\n"


def head(folder: Path, front: str = "", toml: str = "", deck: str = DECK, name: str = "index.html") -> str:
    (folder / "talk.md").write_text(f"---\n{front}\n---\n{deck}" if front else deck, "utf-8")
    (folder / "small.png").write_bytes(b"png")
    (folder / "x.html").write_text("x")
    if toml:
        (folder / "slidegen.toml").write_text(toml)
    html = build(load(folder), [folder / "talk.md"]).files[
        f"talk/{name}" if name == "index.html" else "index.html"
    ]
    assert isinstance(html, bytes)
    return html.decode().partition("</head>")[0]


def test_without_an_address_nothing_absolute_is_made_up(tmp_path: Path) -> None:
    text = head(tmp_path)
    assert '<html lang="en"' in text
    assert "<title>Title &amp; more</title>" in text
    assert '<meta name="description" content="The first paragraph, with a link &amp; more.">' in text
    assert '<meta property="og:title" content="Title &amp; more">' in text
    assert '<meta property="og:type" content="website">' in text
    assert 'name="twitter:card" content="summary"' in text
    for absent in ("canonical", "og:url", "og:image"):
        assert absent not in text


@pytest.mark.parametrize(
    ("front", "toml"), [("", 'url = "https://x.org/c/"\n'), ("absoluteUrl: https://x.org/c", "")]
)
def test_with_an_address(tmp_path: Path, front: str, toml: str) -> None:
    text = head(tmp_path, front, toml)
    assert '<link rel="canonical" href="https://x.org/c/talk/">' in text
    assert '<meta property="og:url" content="https://x.org/c/talk/">' in text
    assert re.search(r'og:image" content="https://x\.org/c/_assets/small\.[0-9a-f]+\.png"', text)
    assert 'content="summary_large_image"' in text


def test_the_author_decides(tmp_path: Path) -> None:
    text = head(tmp_path, 'description: Say "this"\nimage: https://p.org/i.png')
    assert 'name="description" content="Say &#34;this&#34;"' in text
    assert 'og:image" content="https://p.org/i.png"' in text


def test_a_stored_picture_stands_for_a_deck_without_one(tmp_path: Path) -> None:
    store = tmp_path / ".shots" / "talk"
    store.mkdir(parents=True)
    (store / "record.json").write_text('{"slides": {"a": {"picture": "a.webp"}, "b": {"picture": "b.webp"}}}')
    (store / "a.webp").write_bytes(b"a")
    (store / "b.webp").write_bytes(b"b")
    toml = 'url = "https://x.org"\n'
    assert "_assets/a." in head(tmp_path, "", toml, "# A\n\n---\n\n# B\n")
    assert "_assets/b." in head(tmp_path, "featuredSlide: 2", toml, "# A\n\n---\n\n# B\n")


@pytest.mark.parametrize(
    ("deck", "wanted"),
    [
        ("# Only a title\n", None),
        ("# A\n\n" + "word " * 100, "word word…"),
        ("# A\n\n" + "字" * 300, "字字…"),
        ("# A\n\n***\n\n---\n\n# B\n\nOn the second.\n", "On the second."),
    ],
)
def test_descriptions(tmp_path: Path, deck: str, wanted: str | None) -> None:
    found = re.search(r'name="description" content="([^"]*)"', head(tmp_path, deck=deck))
    assert (found is None) == (wanted is None)
    if found and wanted:
        assert found[1].endswith(wanted)
        assert len(found[1]) <= 200


def test_the_list_of_decks(tmp_path: Path) -> None:
    text = head(tmp_path, toml='title = "Course"\nurl = "https://x.org/c"\n', name="list")
    assert '<link rel="canonical" href="https://x.org/c/">' in text
    assert '<meta property="og:title" content="Course">' in text
