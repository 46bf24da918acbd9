"""A slide's text without its code and comments, and where in the file each of its characters stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from slidegen.deck.fences import closed_fences, inside, unclosed_fence
from slidegen.errors import Location
from slidegen.model import Slide

CODE_SPAN = r"(?<!`)(?:``(?:[^`\n]|`(?!`))++``|`[^`\n]++`)(?!`)"
RAW = r"(?i)<(script|style|textarea|pre)\b[^<>]*+>"


@lru_cache(4096)
def prose(markdown: str) -> str:
    """The text with spaces for fenced code, code spans, comments and raw-text elements; lines and length stay.

    It is what the rules search, so it is made once for all of them.
    """
    if "`" in markdown or "~~~" in markdown:
        markdown = _without_code(markdown)
    if "<!--" in markdown:
        markdown = _blank(markdown, [(start, end) for start, end, _ in comments(markdown)])
    if "<" in markdown and re.search(RAW, markdown):
        markdown = _blank(markdown, list(_raw(markdown)))
    return markdown


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and content of each closed HTML comment; code is not looked for."""
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        close = text.find("-->", start + 4)
        if close < 0:
            return
        end = close + 3
        yield start, end, text[start + 4 : close]


@lru_cache(4096)
def directives_text(markdown: str) -> tuple[tuple[int, str], ...]:
    """Offset and content of the comments that stand outside code."""
    if "<!--" not in markdown:
        return ()
    fences = closed_fences(markdown)
    return tuple(
        (start, content)
        for start, _, content in comments(markdown)
        if not inside(fences, start)
        and markdown.count("`", markdown.rfind("\n", 0, start) + 1, start) % 2 == 0
    )


def place(slide: Slide, offset: int) -> Location:
    """The line on which a character of the slide's Markdown stands."""
    return slide.where.below(slide.markdown.count("\n", 0, offset))


def _without_code(text: str) -> str:
    fences = [(fence.start, fence.end) for fence in closed_fences(text)]
    left_open = unclosed_fence(text)
    if left_open is not None:
        fences.append((left_open, len(text)))
    text = _blank(text, fences)
    if "`" not in text:
        return text
    return re.sub(CODE_SPAN, lambda found: " " * len(found[0]), text)


def _raw(text: str) -> Iterator[tuple[int, int]]:
    """Contents of elements in which nothing is Markdown."""
    end = 0
    low = text.lower()
    while found := re.compile(RAW).search(text, end):
        end = low.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            return
        yield found.end(), end


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], re.sub(r"[^\n]", " ", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])
