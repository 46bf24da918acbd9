"""The deck's page as HTML: safe, small, and asking nobody else for anything."""

from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from slidegen.errors import Location
from slidegen.model import Deck, RenderedDeck, RenderedSlide, Site
from slidegen.pages import deck_page, environment

HOSTILE = """---
title: '</title><script>alert(1)</script>'
revealOptions:
  transition: '</script><script>window.broken = true</script>'
---

# One

Note:

A *note* & more

---

## Two

----

## Three
"""


class Tags(HTMLParser):
    """All start tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def html(make_site) -> str:
    return make_site(hostile=HOSTILE).pages[-1].html


def test_options_cannot_leave_their_script(html: str) -> None:
    text = re.search(r'id="sg-options">(.*?)</script>', html, re.S)[1]
    assert json.loads(text)["transition"] == "</script><script>window.broken = true</script>"
    assert "<script>window.broken" not in html


def test_the_title_is_escaped(html: str) -> None:
    assert "<script>alert" not in html


def test_attributes_and_ids_are_escaped() -> None:
    where = Location(Path("x.md"), 1)
    hostile = '"><script>alert(1)</script>'
    slide = RenderedSlide(hostile, "", {"data-x": hostile, "class": hostile}, "<p>text</p>", None, (), where)
    deck = Deck("x", Path("x.md"), hostile, hostile, (), {})
    html = deck_page(environment(), RenderedDeck(deck, ((slide,),))).html
    assert "<script>alert" not in html
    (section,) = (attrs for tag, attrs in Tags(html).found if tag == "section")
    assert section == {"id": hostile, "data-x": hostile, "class": hostile}


def test_stacks_are_nested_and_single_slides_are_not(html: str) -> None:
    body = html[html.index('class="slides"') :]
    assert re.search(r'<section id="one"[^>]*>', body)
    assert re.search(r'<section>\s*<section id="two">.*?</section>\s*<section id="three">', body, re.S)
    assert body.count("<section") == body.count("</section>") == 4


def test_notes_are_rendered_inside_their_slide(html: str) -> None:
    assert re.search(r'<aside class="notes">.*<em>note</em> &amp; more', html, re.S)


def test_scripts_are_classic_and_nothing_is_absolute(html: str) -> None:
    for tag, attrs in Tags(html).found:
        address = attrs.get("src") or (attrs.get("href") if tag == "link" else None)
        if tag in ("script", "link", "img") and address:
            assert attrs.get("type") != "module"
            assert address.startswith(("../_slidegen/", "data:")), address


def test_scripts_for_demos_and_outside_frames_come_only_when_used(make_site) -> None:
    plain = make_site(plain="# One").pages[-1].html
    framed = make_site(framed='<!-- .slide: data-background-iframe="https://example.org" -->').pages[-1].html
    live = make_site(live="![See](demo:playground?data=xor)").pages[-1].html
    assert "demo-host.js" not in plain
    assert "outside.js" not in plain
    assert "outside.js" in framed
    assert "demo-host.js" in live


def test_first_slide_of_our_deck_is_light(our_site: Site) -> None:
    page = next(page for page in our_site.pages if page.path == "neuron/index.html")
    names = re.findall(r'(?:src|href)="\.\./(_slidegen/(?:reveal|css|js)/[^"]+)"', page.html)
    wanted = [
        page.html.encode(),
        *(_bytes(our_site, name) for name in [*names, "_slidegen/fonts/slidegen-sans.woff2"]),
    ]
    assert len(wanted) <= 8
    assert sum(map(len, wanted)) <= 300_000
    assert sum(len(gzip.compress(data)) for data in wanted) <= 130_000


def _bytes(site: Site, name: str) -> bytes:
    found = site.files[name]
    return found if isinstance(found, bytes) else found.read_bytes()
