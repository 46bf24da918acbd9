from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.errors import PublishError
from slidegen.model import Deck, Page, RenderedDeck, Site
from slidegen.publish.check import check_relative, rooted

BAD = [
    '<img src="/a.png">', '<a href=" /x ">', '<section data-background-image="/a.png">', '<video poster="/p.jpg">',
    '<img srcset="ok.png 1x, /b.png 2x">', '<p style="background: url(/c.png)">', "<style>@import '/d.css'</style>",
    '<iframe data-src="http://127.0.0.1:8000/x">', '<img src="http://localhost">', "<form action='/go'>",
]  # fmt: skip
GOOD = [
    '<img src="a.png">', '<a href="../b/">', '<a href="//example.org/x">', '<a href="https://example.org/x">',
    '<a href="#/two">', "<code>src=&quot;/a.png&quot;</code>", '<img src="https://localhost.example.org/">', '<a href="http://localhost:8888">',
    '<img src="data:image/svg+xml,<svg/>">', "<p>/root</p>",
    "<pre><code>background: url(/img/a.png);</code></pre>", "<style>a{}</style><p>url(/x)</p>",
]  # fmt: skip


@pytest.mark.parametrize("html", BAD)
def test_an_address_that_begins_at_the_root_is_found(html: str) -> None:
    assert len(list(rooted(Site({"a/index.html": html.encode()}, ())))) == 1


@pytest.mark.parametrize("html", GOOD)
def test_others_are_not(html: str) -> None:
    assert list(rooted(Site({"a/index.html": html.encode()}, ()))) == []


def test_styles_are_looked_at_and_scripts_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{background:url( '/x.png' )} b{background:url(x.png)}")
    site = Site({"a.css": tmp_path / "a.css", "b.js": b"fetch('/x')"}, ())
    assert list(rooted(site)) == [("a.css", "/x.png")]


def test_the_error_names_the_deck() -> None:
    deck = RenderedDeck(Deck("a", Path("talks/a.md"), "A", "en", (), {}), ())
    site = Site({"a/index.html": b'<img src="/a.png">'}, (Page("a/index.html", "A", "", deck),))
    with pytest.raises(PublishError, match=r"talks/a\.md: the address '/a\.png'"):
        check_relative(site)
