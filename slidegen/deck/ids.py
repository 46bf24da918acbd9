"""Slide ids: the author's, else what the slide says, so that a link to a slide survives an edit elsewhere."""

from __future__ import annotations

import hashlib
import heapq
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.notes import without_asides

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]++([^\n]++)$|^(?=[^\n]*?\S)([^\n]++)\n {0,3}(?:=+|-+)[ \t]*$", re.M)
# up to the next heading's tag at most, so that no text makes the search slow
HTML_HEADING = re.compile(r"<h[1-6]\b[^<>]*+>([^<]*+(?:<(?!/?h[1-6]\b)[^<]*+)*+)</h[1-6]>", re.I)
ADDRESSES = ("data-background-iframe", "data-background-video", "data-background-image")
MEDIA = re.compile(
    r"""!\[[^\]]{0,1000}+\]\(\s{0,9}+<?([^\s)>]+)|<(?:iframe|video|img|source)\b[^<>]*?\ssrc=["']?([^"'\s>]+)""",
    re.I,
)
# the attribute list behind a heading is no part of its title, nor is a footnote's number
BRACES = re.compile(r"[ \t]*\{[.#][^{}\n]*\}\Z")
MARKUP = re.compile(
    r"\[\^[^\]\s]+\](?!\()|!?\[([^\]]*)\](?:\([^)]*\)|\{[.#\w][^{}\n]*\})|<!--.*?-->|<[^>]+>|[*`]|(?<!\w)_|_(?!\w)",
    re.S,
)
MARKED = re.compile(r"[\[<*`_\\&]")
WORD = re.compile(r"[\w\u0300-\u036f]+")
SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?|^demo:")
LONGEST = 72


@lru_cache(maxsize=1024)  # asked for its id, and again for its page
def title_of(markdown: str) -> str:
    """The text of the first heading, without its markup; empty where there is none."""
    markdown = without_asides(markdown)
    if (first := HEADING.match(markdown)) and (text := plain(_text(first))):  # no code block is before it
        return text
    fences = closed_fences(markdown)
    for found in _headings(markdown):
        if not inside(fences, found.start()) and (text := plain(_text(found))):
            return text
    return ""


def _text(found: re.Match[str]) -> str:
    """The heading's text; `#` at the end of one that begins with `#` are no part of it."""
    text = found[found.lastindex or 0]
    if found.re is not HEADING or found.lastindex != 1:
        return text
    text = text.rstrip(" \t").rstrip("#").rstrip(" \t") or "#"
    return BRACES.sub("", text) if text[-1] == "}" else text


def _headings(markdown: str) -> Iterator[re.Match[str]]:
    """What may be a heading, in order; those of HTML are looked for only where there may be one."""
    found = HEADING.finditer(markdown)
    if "</h" not in markdown and "</H" not in markdown:
        return found
    return heapq.merge(found, HTML_HEADING.finditer(markdown), key=re.Match.start)


def plain(text: str) -> str:
    """Inline Markdown or HTML as plain text on one line."""
    text = text[:2000]  # more is no title
    if "$" in text or "\\" in text:
        from slidegen.deck.readable import without_formulas

        text = without_formulas(text)
    if not MARKED.search(text):
        return " ".join(text.split())
    return " ".join(html.unescape(MARKUP.sub(lambda found: found[1] or "", text)).replace("\\", "").split())


def slug(text: str) -> str:
    """Letters and digits of any script in lower case, joined by single hyphens."""
    words = WORD.findall(unicodedata.normalize("NFC", text).lower().replace("_", " "))
    whole = "-".join(words)
    # The end of an address tells more than its beginning; the end of a title does too, where titles repeat.
    return whole if len(whole) <= LONGEST else whole[-LONGEST:].partition("-")[2] or whole[-LONGEST:]


def base_id(markdown: str, attrs: Mapping[str, str]) -> str:
    """The id a slide would have if it stood alone in its deck."""
    if own := own_id(attrs):
        return own
    for text in _candidates(markdown, attrs):
        if text and (found := slug(SCHEME.sub("", text))):
            return found
    return "slide-" + hashlib.sha256(markdown.strip().encode()).hexdigest()[:8]


def _candidates(markdown: str, attrs: Mapping[str, str]) -> Iterator[str]:
    yield title_of(markdown)
    yield from (attrs.get(name, "") for name in ADDRESSES)
    if media := MEDIA.search(without_asides(markdown)):
        yield media[1] or media[2]


def own_id(attrs: Mapping[str, str]) -> str:
    """The id that the author gave, white space joined by hyphens; empty where there is none."""
    return "-".join(attrs["id"].split()) if "id" in attrs else ""


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
        self._counts: dict[tuple[str, bool], int] = {}  # where the search for a free number goes on

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
        count = self._counts.get((wanted, given), 1)
        result = wanted if count == 1 else f"{wanted}-{count}"
        while result in self._taken or (not given and result in self._own):
            count += 1
            result = f"{wanted}-{count}"
        self._counts[wanted, given] = count
        self._taken.add(result)
        self._here.add(base)
        self._stack = self._stack or result
        return result
