"""HTML tags in a slide's text that have no partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from slidegen.deck.prose import prose

TAG = r"""<(/?)([A-Za-z][A-Za-z0-9-]*+)(?=[\s/>])((?:"[^"]*+"|'[^']*+'|[^'"<>])*+)>"""
VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr"),
    )
)
# HTML closes these by itself (13.1.2.4, "Optional tags")
OPTIONAL = frozenset(
    (
        *(
            "p",
            "li",
            "dt",
            "dd",
            "option",
            "optgroup",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "colgroup",
        ),
        *("caption", "rt", "rp", "html", "head", "body"),
    )
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in the text; `end` is true for `</name>`."""

    name: str
    offset: int
    end: bool


@lru_cache(1024)
def unmatched(markdown: str) -> tuple[Tag, ...]:
    """Tags without a partner, in the order of the text; what HTML closes by itself is left out."""
    return tuple(sorted(_unmatched(prose(markdown)), key=lambda tag: tag.offset))


def _unmatched(text: str) -> Iterator[Tag]:
    waiting: dict[str, list[Tag]] = {}
    for found in re.finditer(TAG, text):
        name = found[2].lower()
        if (
            name in VOID
            or name in OPTIONAL
            or found[3].endswith("/")
            or text[found.start() - 1 : found.start()] == "\\"
        ):
            continue
        tag = Tag(name, found.start(), bool(found[1]))
        if not tag.end:
            waiting.setdefault(name, []).append(tag)
        elif waiting.get(name):
            waiting[name].pop()
        else:
            yield tag
    for tags in waiting.values():
        yield from tags
