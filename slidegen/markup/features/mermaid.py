"""Mermaid's diagrams: ```` ```mermaid ```` fences, and what decks for reveal.js plugins hold: `<div class="mermaid">`.

They are drawn in the browser by a copy of mermaid that only pages with a diagram get. Drawing them when the deck is
built would need a browser there, and would give one fixed set of colours and fonts.
"""

from __future__ import annotations

import html
import re

from slidegen.markup.codeblocks import ATTRIBUTE, TAG_ATTRIBUTES
from slidegen.markup.context import Context

NAME = "mermaid"
WORD = r"[^\"]*(?<![\w-])mermaid(?![\w-])"
FENCE = re.compile(
    rf'<pre(?=[\s>]){TAG_ATTRIBUTES}>\s*<code class="language-mermaid(?![\w-])[^>]*>([^<]*)</code>\s*</pre>',
    re.S,
)
RAW = re.compile(rf'<(pre|div)(?=\s(?:[^>"]|"[^"]*")*?class="{WORD}){TAG_ATTRIBUTES}>(.*?)</\1>', re.S)
FIGURE = (
    '<figure{attrs} data-mermaid="">'
    '<pre class="sg-source"><code class="language-mermaid">{source}</code></pre></figure>'
)


def finish(page: str, context: Context) -> str:
    """The finished HTML of a slide with its diagrams as figures, which the feature `code` then leaves alone."""
    drawn = FENCE.sub(lambda found: _figure(found[1], found[2]), page)
    drawn = RAW.sub(lambda found: found[0] if "sg-source" in found[2] else _raw(found), drawn)
    if drawn != page:
        context.use(NAME)
    return drawn


def _raw(found: re.Match[str]) -> str:
    """A browser's parser has made tags of what was meant as text, such as `<br/>` in a label."""
    inner = re.sub(r"</?code[^>]*>", "", found[3]) if found[1] == "pre" else found[3]
    return _figure(found[2], html.escape(html.unescape(inner), quote=False))


def _figure(attributes: str, source: str) -> str:
    """The figure takes over what `.element` comments and authors gave the block."""
    attrs = {found[1]: found[2] or "" for found in ATTRIBUTE.finditer(attributes)}
    classes = [name for name in attrs.pop("class", "").split() if name != NAME]
    attrs = {"class": " ".join(["sg-diagram", *classes])} | attrs
    return FIGURE.format(attrs="".join(f' {name}="{value}"' for name, value in attrs.items()), source=source)
