"""What a page says of itself to search engines and to sites that show a preview of a link."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import quote

from slidegen.linked import OUTSIDE, site_url
from slidegen.model import RenderedDeck

PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.S)
HIDDEN = re.compile(r"<(script|style|svg|math|figure|button|template)\b.*?</\1>", re.S)
TAG = re.compile(r"<[^>]*>")
LONGEST = 200  # characters of a description


@dataclass(frozen=True, slots=True)
class Meta:
    """A page's description; its own and its picture's absolute address. Empty where there is none."""

    description: str = ""
    url: str = ""
    image: str = ""


def of_deck(rendered: RenderedDeck) -> Meta:
    """The deck's page: only absolute addresses, which nobody can make without the project's `url`."""
    deck, site = rendered.deck, site_url(rendered.deck)
    image = rendered.linked.image
    if image and not image.startswith(("http:", "https:")):
        image = f"{site}/{quote(image)}" if site and not OUTSIDE.match(image) else ""
    url = f"{site}/{quote(deck.name)}/" if site else ""
    return Meta(deck.options.get("description") or _first_paragraph(rendered), url, image)


def of_index(url: str) -> Meta:
    """The list of decks of a site that stands at this address."""
    return Meta(url=f"{url.rstrip('/')}/" if url else "")


def _first_paragraph(rendered: RenderedDeck) -> str:
    for slide in rendered.slides:
        for found in PARAGRAPH.finditer(HIDDEN.sub("", slide.html)):
            text = " ".join(html.unescape(TAG.sub("", found[1])).split())
            if re.search(r"[^\W_]", text):
                return _cut(text)
    return ""


def _cut(text: str) -> str:
    """Not longer than LONGEST, cut between words where there are any."""
    if len(text) <= LONGEST:
        return text
    start = text[: LONGEST - 1]
    word = start.rpartition(" ")[0]
    return (word if len(word) > LONGEST // 2 else start).rstrip(" ,;:.，、；。") + "…"
