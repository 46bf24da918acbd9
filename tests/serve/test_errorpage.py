from __future__ import annotations

from pathlib import Path

from slidegen.errors import DeckError, Location
from slidegen.model import Finding
from slidegen.serve.errorpage import error_page, excerpt, with_banner


def test_it_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    deck = tmp_path / "a.md"
    deck.write_text("\n".join(f"line {n} <b>" for n in range(1, 20)))
    error = DeckError("no demo <script>alert(1)</script>", where=Location(deck, 9), hint="did you mean & why")
    finding = Finding("link", "an empty <link>", Location(Path("b.md"), 3))
    text = error_page("a/index.html", [error], [finding])
    assert f"{deck}:9" in text
    assert "no demo &lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "did you mean &amp; why" in text
    assert "an empty &lt;link&gt;" in text
    assert "line 9 &lt;b&gt;" in text
    assert "<script" not in text
    assert "--paper: #" in text  # the project's colours, inlined: the site may not exist


def test_the_excerpt_is_the_lines_around(tmp_path: Path) -> None:
    deck = tmp_path / "a.md"
    deck.write_bytes(b"1\n2\n\xff\n4\n")
    assert excerpt(DeckError("", where=Location(deck, 3))) == [
        (1, "1", False), (2, "2", False), (3, "\ufffd", True), (4, "4", False),
    ]  # fmt: skip
    assert excerpt(DeckError("", where=Location(deck))) == []
    assert excerpt(DeckError("")) == []
    assert excerpt(DeckError("", where=Location(tmp_path / "none", 1))) == []


def test_the_banner_links_to_what_failed() -> None:
    page = with_banner(b"<html><body><p>list</p></body>", {"a/index.html": DeckError("bad <b>")})
    assert b"bad &lt;b&gt;" in page
    assert b'href="a/index.html"' in page
    assert page.endswith(b"<p>list</p></body>")
