"""The end of a link's text, found in linear time: markdown-it-py's own search starts anew at every `[`.

A text like `[[[[[[...` would cost the square of its length. Here a bracket that holds more than 30 others which are
still open is plain text; CommonMark's own parsers have limits of that kind (spec 0.31, 6.3: "may impose limits").
"""

from __future__ import annotations

from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

DEEPEST = 30


def limit_brackets(md: MarkdownIt) -> None:
    """Make the parser's links and images use the search below."""
    own = {name: getattr(helpers, name) for name in helpers.__all__}
    md.helpers = SimpleNamespace(**{**own, "parseLinkLabel": link_label_end})  # type: ignore[assignment]


def link_label_end(state: StateInline, start: int, disableNested: bool = False) -> int:
    """The offset of the `]` that belongs to the `[` at `start`, or -1.

    Args:
        state: where the parser is; left as it was.
        start: the bracket's offset.
        disableNested: whether another link inside makes this none.
    """
    before = state.pos
    if state.src.find("]", start, state.posMax) < 0:
        return -1
    state.pos = start + 1
    try:
        return _search(state, disableNested)
    finally:
        state.pos = before


def _search(state: StateInline, no_links: bool) -> int:
    level = 1
    while state.pos < state.posMax:
        here = state.pos
        marker = state.src[here]
        if marker == "]":
            level -= 1
            if level == 0:
                return here
        state.md.inline.skipToken(state)
        if marker == "[":
            if state.pos - here == 1:  # text, no part of any token
                level += 1
                if level > DEEPEST:
                    return -1
            elif no_links:
                return -1
    return -1
