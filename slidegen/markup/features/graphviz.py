"""Graphviz's graphs: ```` ```dot ```` fences, drawn by the program `dot` when the deck is built."""

from __future__ import annotations

import html
import re

from slidegen.errors import Location
from slidegen.markup.codeblocks import ATTRIBUTE, TAG_ATTRIBUTES
from slidegen.markup.context import Context

NAME = "graphviz"
FENCE = re.compile(
    rf'<pre(?=[\s>]){TAG_ATTRIBUTES}>\s*<code class="language-(?:dot|graphviz|gv)"[^>]*>([^<]*)</code>\s*</pre>',
    re.S,
)
LEGIBLE = 19.5  # px


def finish(page: str, context: Context) -> str:
    """The finished HTML of a slide with its graphs drawn; what cannot be drawn is left to the feature `code`."""
    return FENCE.sub(lambda found: _figure(found, context), page)


def _figure(found: re.Match[str], context: Context) -> str:
    from slidegen.markup import dot  # only for decks with graphs

    source = html.unescape(found[2])
    if not dot.installed():
        context.depends_on_more()
        if not context.memory.setdefault(NAME, 0):
            context.memory[NAME] = 1
            hint = "install Graphviz, which has the program `dot`"
            context.say(
                "graphviz", "graphs are shown as code: there is no `dot`", _line(source, 1, context), hint
            )
        return found[0]
    number = context.memory[NAME] = context.memory.get(NAME, 0) + 1
    try:
        drawing = dot.draw(source, number)
    except dot.DotError as error:
        place = _line(source, error.line or 1, context)
        context.say("graphviz", f"this graph is shown as code: {error}", place, "mend its source")
        return found[0]
    if drawing.words < LEGIBLE:
        message = f"the words of this graph are {drawing.words:.0f} px high on the slide"
        context.say(
            "graph-size",
            message,
            _line(source, 1, context),
            "make it smaller, or two of it; rankdir=LR is wide",
        )
    context.use(NAME)
    attrs = {one[1]: one[2] or "" for one in ATTRIBUTE.finditer(found[1])}
    attrs = {"class": f"sg-diagram {attrs.pop('class', '')}".strip()} | attrs
    written = "".join(f' {name}="{value}"' for name, value in attrs.items())
    return f"<figure{written}>{drawing.svg}</figure>"


def _line(source: str, line: int, context: Context) -> Location:
    """Where the line of this source stands."""
    offset = context.source.find(source.rstrip("\n"))
    first = context.source.count("\n", 0, max(0, offset))
    return context.where.below(first + line - 1)
