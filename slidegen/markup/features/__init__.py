"""What slidegen adds to reveal.js's Markdown, one feature a file; none of it exists in the dialect `reveal`.

A module may have `install(md, grammar, context)`, which registers what it needs: rules of markdown-it-py in
`grammar` (None where a user's extension made Python-Markdown's own grammar the deck's), and processors of
Python-Markdown in `md`. And it may have `finish(page, context)`, which gets the finished HTML of a slide or its notes
and returns it changed: every tag in it is closed, attributes stand in double quotes, and `&`, `<` and `>` in text are
escaped. A feature says with `context.use(NAME)` that a slide needs the styles and scripts of
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

# Which have `finish`, in this order, and the HTML without which they have nothing to do.
FINISHERS: Mapping[str, str] = {"mermaid": "mermaid", "graphviz": '<code class="language-', "code": "<code"}


def opt_in() -> tuple[str, ...]:
    """The names that `features` may hold."""
    return tuple(name for name, asked in FEATURES.items() if asked)


def installers(asked: frozenset[str]) -> tuple[Install, ...]:
    """The `install` of every feature that is always there or asked for."""
    names = [name for name, only_asked in FEATURES.items() if not only_asked or name in asked]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(module.install for module in modules if hasattr(module, "install"))


def finished(page: str, context: Context) -> str:
    """The finished HTML of a slide, worked on by the features that have something to do in it."""
    for name, needed in FINISHERS.items():
        if needed in page:
            page = importlib.import_module(f"{__name__}.{name}").finish(page, context)
    return page
