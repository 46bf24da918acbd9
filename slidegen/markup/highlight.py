"""Colours for code: Pygments' tokens as a few short classes, written as little HTML as possible."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from slidegen.markup.languages import lexer

if TYPE_CHECKING:
    from pygments.token import _TokenType

# What is longer is shown plain: nobody reads it from a slide, and a lexer may need a minute for it.
LONGEST = 50_000

# The last name of a token type to the class in code.css; what is not here takes its parent's, or none.
CLASSES = {
    "Keyword": "k",
    "Keyword.Constant": "m",
    "Keyword.Type": "t",
    "Operator.Word": "k",
    "Name.Tag": "k",
    "Name.Builtin": "t",
    "Name.Exception": "t",
    "Name.Variable": "t",
    "Name.Class": "f",
    "Name.Function": "f",
    "Name.Attribute": "d",
    "Name.Decorator": "d",
    "Name.Entity": "m",
    "Literal.String": "s",
    "Literal.String.Escape": "m",
    "Literal.String.Interpol": "m",
    "Literal.Number": "m",
    "Literal.Date": "m",
    "Comment": "c",
    "Comment.Preproc": "d",
    "Generic.Heading": "f",
    "Generic.Subheading": "f",
    "Generic.Inserted": "i",
    "Generic.Deleted": "x",
    "Generic.Error": "x",
    "Generic.Traceback": "x",
    "Generic.Prompt": "c",
    "Generic.Output": "o",
}


@cache
def class_of(kind: _TokenType) -> str:
    """The class of a token type; empty for what is not coloured."""
    names = str(kind).split(".")[1:]
    found = (CLASSES.get(".".join(names[:end])) for end in range(len(names), 0, -1))
    return next((name for name in found if name), "")


@lru_cache(maxsize=4096)
def highlight(text: str, language: str) -> str:
    """The text as HTML, with `<span class="k">` and the like around what has a colour.

    No span crosses a line's end, whitespace at a span's edge stays outside, and neighbours of one class share a span.
    Without its tags the HTML is exactly the text. An unknown language gives plain text.
    """
    tokens = _tokens(text, language)
    return escape(text) if tokens is None else "".join(_spans(tokens))


def escape(text: str) -> str:
    """The text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tokens(text: str, language: str) -> list[tuple[str, str]] | None:
    """Classes and texts; None where the lexer cannot say, or would not give back the same text."""
    if len(text) > LONGEST:
        return None
    found = lexer(language)
    if found is None:
        return None
    whole = text if text.endswith("\n") else text + "\n"  # lexers expect it
    try:
        raw: list[Any] = list(found.get_tokens_unprocessed(whole))
    except Exception:  # a lexer is a stranger's code: better no colours than no deck
        return None
    if "".join([value for _, _, value in raw]) != whole:
        return None
    tokens = [(class_of(kind), value) for _, kind, value in raw]
    if whole is not text:
        while tokens and not tokens[-1][1]:
            tokens.pop()
        tokens[-1] = (tokens[-1][0], tokens[-1][1][:-1])
    return tokens


def _spans(tokens: Iterable[tuple[str, str]]) -> Iterable[str]:
    kind, run = "", ""
    for name, value in tokens:
        if name == kind or (not name and value.isspace() and "\n" not in value):
            run += value
            continue
        if run:
            yield _span(kind, run)
        kind, run = name, value
    yield _span(kind, run)


def _span(kind: str, run: str) -> str:
    if kind and "\n" in run:
        return "\n".join(_span(kind, line) for line in run.split("\n"))
    run = escape(run)
    if not kind:
        return run
    body = run.strip()
    if not body:
        return run
    before, _, after = run.partition(body)
    return f'{before}<span class="{kind}">{body}</span>{after}'
