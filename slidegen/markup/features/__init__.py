"""What slidegen adds to reveal.js's Markdown, one feature a file; none of it exists in the dialect `reveal`.

Each module has `install(md, grammar, context)`, which registers what it needs: rules of markdown-it-py in
`grammar` (None where a user's extension made Python-Markdown's own grammar the deck's), and processors of
Python-Markdown in `md`. It says with `context.use(NAME)` that a slide needs the styles and scripts of
`templates/features/NAME/`, and with `context.say(...)` what is wrong, at its line.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown_it import MarkdownIt

    from slidegen.markup.context import Context

Install = Callable[["Markdown", "MarkdownIt | None", "Context"], None]

# By name; true: only where `features = [...]` asks for it, because plain Markdown would read the same text otherwise.
# Installed in this order.
FEATURES: Mapping[str, bool] = {
    "math": False,
    "attributes": True,
    "columns": True,
    "footnotes": True,
    "captions": True,
    "callouts": True,
    "fragments": False,
    "fit": False,
    "citations": True,  # the setting `bibliography` asks for it
    "mermaid": False,
    "graphviz": False,
    "code": False,
}


def opt_in() -> tuple[str, ...]:
    """The names that `features` may hold."""
    return tuple(name for name, asked in FEATURES.items() if asked)


def installers(asked: frozenset[str]) -> tuple[Install, ...]:
    """The `install` of every feature that is always there or asked for."""
    names = [name for name, only_asked in FEATURES.items() if not only_asked or name in asked]
    return tuple(importlib.import_module(f"{__name__}.{name}").install for name in names)
