"""Code blocks: coloured when the deck is built, numbered, lit line by line, and taken from files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from slidegen.errors import DeckError, Location
from slidegen.markup.context import Context
from slidegen.markup.languages import available, close_to

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

NAME = "code"
STEPS = re.compile(r"\[\s*[\d,|\s-]*\]")  # line numbers that do not say where they start


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Hook in where code is taken from files, which needs GitHub's grammar."""
    if grammar is not None:
        grammar.core.ruler.after("block", "code_files", lambda state: _take_files(state, context))


def finish(page: str, context: Context) -> str:
    """The finished HTML of a slide with its code blocks coloured, numbered and lit."""
    if "<code" not in page or "<pre" not in page:
        return page
    from slidegen.markup import codeblocks, codetheme  # only for decks with code

    if all("sg-source" in found[1] for found in codeblocks.BLOCK.finditer(page)):
        return page  # none, or another feature's
    context.use(NAME)
    return codetheme.style(context) + codeblocks.work(
        page, lambda kind, text: _say(kind, text, context), context.pieces
    )


def _say(kind: str, text: str, context: Context) -> None:
    said = context.memory.setdefault(NAME, set())
    if kind == "lines":
        context.say("code-lines", f"the lines {text} are lit, but the block is shorter", text)
    elif not available():
        _say_missing(said, context)
    elif text not in said:  # once a deck is enough
        said.add(text)
        close = close_to(text)
        hint = (
            f"did you mean {close!r}?" if close else "any alias of a Pygments lexer will do; `text` is plain"
        )
        place = re.search(
            rf"(?:[`~]{{3}}|lang(?:uage)?-)[ \t]*\{{?\.?{re.escape(text)}", context.source, re.I
        )
        message = f"no colours for the language {text!r}: shown as plain text"
        context.say("code-language", message, place[0] if place else "", hint)


def _say_missing(said: set[str], context: Context) -> None:
    if "" not in said:
        said.add("")
        message = "code has no colours, because Pygments is not installed"
        hint = (
            "install the extra: `uv sync --extra code`, or `pip install 'slidegen-live[code]'` from the wheel"
        )
        context.say("code-colours", message, Location(context.where.path, 1), hint, "note")


def _take_files(state: StateCore, context: Context) -> None:
    if "file=" not in state.src:
        return
    for token in state.tokens:
        if token.type == "fence" and "file=" in token.info:
            _take_file(token, context.where.below((token.map or [0])[0]), context)


def _take_file(token: Token, where: Location, context: Context) -> None:
    """Put the file's lines into the fence.

    Raises:
        DeckError: there is no such file, region or line, or the file is none of this project's.
    """
    from slidegen.markup.snippets import SnippetError, cut, wanted

    info, want = wanted(token.info)
    if want is None:
        return
    if token.content.strip():
        context.say(
            "code-file", f"this fence shows {want.file}, not the text inside it", where, "leave it empty"
        )
    try:
        snippet = cut(_read(want.file, where, context), want)
    except SnippetError as error:
        raise DeckError(f"{want.file}: {error}", where=where, hint=error.hint) from None
    token.content = snippet.text
    token.info = STEPS.sub(lambda steps: f"[{snippet.first}: {steps[0][1:]}", info, count=1)


def _read(file: str, where: Location, context: Context) -> str:
    path = context.reads(Path(file))
    inside = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    folders = (one.absolute() for one in (context.folder, context.root) if one is not None)
    if not any(inside.is_relative_to(folder) for folder in folders):
        raise DeckError(
            f"{file} lies outside the project and is not shown", where=where, hint="copy it into the project"
        )
    try:
        return inside.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        hint = "the path is relative to the deck's file"
        raise DeckError(f"no such file: {file}", where=where, hint=hint) from None
    except UnicodeDecodeError:
        raise DeckError(f"{file} is not UTF-8", where=where, hint="save it as UTF-8") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DeckError(f"{file} cannot be read: {error}", where=where) from None
