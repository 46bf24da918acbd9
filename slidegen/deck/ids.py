"""Slide ids: the author's, else what the slide says, so that a link to a slide survives an edit elsewhere."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping

from slidegen.deck.fences import closed_fences, inside

HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$|^([^\n]*\S[^\n]*)\n {0,3}(?:=+|-+)[ \t]*$", re.M
)
HTML_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.S | re.I)
ADDRESSES = ("data-background-iframe", "data-background-video", "data-background-image")
MEDIA = re.compile(
    r"""!\[[^\]]*\]\(\s*<?([^\s)>]+)|<(?:iframe|video|img|source)\b[^>]*?\ssrc=["']?([^"'\s>]+)""", re.I
)
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<!--.*?-->|<[^>]+>|[*`]|(?<!\w)_|_(?!\w)", re.S)
LONGEST = 72


def title_of(markdown: str) -> str:
    """The text of the first heading, without its markup; empty where there is none."""
    fences = closed_fences(markdown)
    hits = [found for found in HEADING.finditer(markdown) if not inside(fences, found.start())]
    hits += [found for found in HTML_HEADING.finditer(markdown) if not inside(fences, found.start())]
    for found in sorted(hits, key=lambda found: found.start()):
        if text := plain(next(group for group in found.groups() if group is not None)):
            return text
    return ""


def plain(text: str) -> str:
    """Inline Markdown or HTML as plain text on one line."""
    return " ".join(html.unescape(MARKUP.sub(lambda found: found[1] or "", text)).replace("\\", "").split())


def slug(text: str) -> str:
    """Letters and digits of any script in lower case, joined by single hyphens."""
    words = re.findall(r"[\w\u0300-\u036f]+", unicodedata.normalize("NFC", text).lower().replace("_", " "))
    whole = "-".join(words)
    # The end of an address tells more than its beginning; the end of a title does too, where titles repeat.
    return whole if len(whole) <= LONGEST else whole[-LONGEST:].partition("-")[2] or whole[-LONGEST:]


def base_id(markdown: str, attrs: Mapping[str, str]) -> str:
    """The id a slide would have if it stood alone in its deck."""
    if own := own_id(attrs):
        return own
    media = MEDIA.search(markdown)
    candidates = [title_of(markdown), *(attrs.get(name, "") for name in ADDRESSES)]
    candidates += [media[1] or media[2]] if media else []
    for text in candidates:
        if text and (found := slug(re.sub(r"^(?:https?:)?//(?:www\.)?|^demo:", "", text))):
            return found
    return "slide-" + hashlib.sha256(markdown.strip().encode()).hexdigest()[:8]


def own_id(attrs: Mapping[str, str]) -> str:
    """The id that the author gave, white space joined by hyphens; empty where there is none."""
    return "-".join(attrs.get("id", "").split())


class Ids:
    """Hands out ids that are unique in a deck.

    A repeat in the same stack gets `-2`; one in another stack is led by its stack's own id, so that a
    slide inserted below one stack's first renames no slide of another stack.

    Args:
        own: the ids that authors gave, which a heading's id never takes.
    """

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._own = set(own)
        self._taken: set[str] = set()
        self._stack: str | None = None
        self._here: set[str] = set()

    def new_stack(self) -> None:
        """The next id begins a stack."""
        self._stack, self._here = None, set()

    def claim(self, base: str, *, given: bool = False) -> str:
        """The id for a slide whose base id is this; `given` by the author, or found in the slide."""
        if not given and base.isdigit() and base.isascii():
            base = f"slide-{base}"  # reveal.js takes `#/2024` for the number of a slide
        wanted = base
        if base in self._taken and base not in self._here and self._stack:
            wanted = f"{self._stack}-{base}"
        result, count = wanted, 1
        while result in self._taken or (not given and result in self._own):
            count += 1
            result = f"{wanted}-{count}"
        self._taken.add(result)
        self._here.add(base)
        self._stack = self._stack or result
        return result
