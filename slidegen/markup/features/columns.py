"""Fenced divs as Pandoc has them: `::: columns`, inside it `::: column width=60%`, each closed by `:::`.

Any other name makes a `<div>` of that class. Inside `::: columns` a line `|||` begins the next column, so that short
columns need no fences of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from slidegen.markup.attrlist import ITEM, merge, parse
from slidegen.markup.context import Context
from slidegen.markup.unavailable import Unavailable

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

ONE = rf"(?:[\w-]+|\{{[^{{}}\n]*\}}|{ITEM})"
LINE = re.compile(rf":{{3,}}+[ \t]*+({ONE}(?:[ \t]+{ONE})*)?[ \t]*+:*+[ \t]*+\Z")
WORD = re.compile(rf"\{{[^{{}}\n]*\}}|{ITEM}|[\w-]+")
WIDTH = re.compile(r"(\d{1,3}(?:\.\d+)?)%\Z")
OPEN, CLOSE, BREAK = "div_mark_open", "div_mark_close", "div_mark_break"


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """A block rule that marks the lines, and a rule behind all blocks that pairs them."""
    if grammar is None:
        md.treeprocessors.register(Unavailable(md, context, "columns", ":::"), "slidegen_columns", 1)
        return
    grammar.block.ruler.before(
        "fence", "columns", _mark, {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    )
    grammar.core.ruler.after("block", "columns", lambda state: _pair(state, context))


def _mark(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """One line `::: ...` or `|||` as a token, so that code inside is code and everything nests as it stands."""
    start = state.bMarks[first] + state.tShift[first]
    if state.src[start : start + 3] not in (":::", "|||") or state.is_code_block(first):
        return False
    text = state.src[start : state.eMarks[first]].rstrip()
    depth = state.env.setdefault("divs", [])
    if text == "|||":
        if not depth:
            return False
        kind, said = BREAK, ""
    elif found := LINE.match(text):
        kind, said = (OPEN, found[1]) if found[1] else (CLOSE, "")
    else:
        return False
    if silent:
        return True
    if kind == OPEN:
        depth.append(first)
    elif kind == CLOSE and depth:
        depth.pop()
    token = state.push(kind, "div", 0)
    token.map, token.info, token.content = [first, first + 1], said, text
    state.line = first + 1
    return True


def _pair(state: StateCore, context: Context) -> None:
    if any(token.type.startswith("div_mark") for token in state.tokens):
        context.use("columns")
        state.tokens = list(_paired(state.tokens, context))
        _set_widths(state.tokens)


def _paired(tokens: list[Token], context: Context) -> Iterator[Token]:
    """Opening and closing tokens; what is left open ends with the block around it."""
    opened: list[Token] = []
    broken = _broken(tokens)
    for token in tokens:
        while opened and (token.level < opened[-1].level or _ends(token, opened[-1])):
            yield from _unclosed(opened, context)
        if token.type == OPEN:
            opened.append(_opening(token, merge(*map(_attrs, WORD.findall(token.info)))))
            yield token
            if _is_columns(token) and id(token) in broken:
                opened.append(_opening(_new(token), {"class": "column"}))
                yield opened[-1]
        elif token.type == BREAK:
            yield from _break(token, opened, context)
        elif token.type == CLOSE:
            yield from _close(token, opened, context)
        else:
            yield token
    while opened:
        yield from _unclosed(opened, context)


def _ends(token: Token, div: Token) -> bool:
    """The token closes the list item or quotation in which the div was opened."""
    return token.nesting < 0 and token.level < div.level


def _attrs(word: str) -> dict[str, str]:
    if word.startswith("{"):
        return merge(*map(_attrs, WORD.findall(word[1:-1])))
    return parse(word) or {"class": word}


def _opening(token: Token, attrs: dict[str, str]) -> Token:
    token.type, token.nesting = "div_open", 1
    token.attrs = {**attrs}
    return token


def _new(token: Token) -> Token:
    """A div that no fence of its own opens: `|||` does, or the columns around it."""
    from markdown_it.token import Token as Made

    return Made("div_open", "div", 1, level=token.level, meta={"implied": True})


def _is_columns(token: Token) -> bool:
    return "columns" in str(token.attrs.get("class", "")).split()


def _broken(tokens: list[Token]) -> set[int]:
    """The opening lines (by `id`) with a `|||` of their own: what precedes it is the first column."""
    opened: list[Token] = []
    found = set()
    for token in tokens:
        while opened and token.level < opened[-1].level:
            opened.pop()
        if token.type == OPEN:
            opened.append(token)
        elif token.type == CLOSE and opened:
            opened.pop()
        elif token.type == BREAK and opened:
            found.add(id(opened[-1]))
    return found


def _break(token: Token, opened: list[Token], context: Context) -> Iterator[Token]:
    if opened and "implied" in opened[-1].meta:
        opened.pop()
        yield _closing(token)
        opened.append(_opening(_new(token), {"class": "column"}))
        yield opened[-1]
    else:
        _say(context, token, "`|||` outside `::: columns`", "it parts columns that have no `::: column`")


def _close(token: Token, opened: list[Token], context: Context) -> Iterator[Token]:
    if not opened:
        _say(context, token, "`:::` closes nothing", "begin with a line such as `::: columns`")
        return
    if "implied" in opened.pop().meta:
        opened.pop()
        yield _closing(token)
    yield _closing(token)


def _closing(token: Token) -> Token:
    from markdown_it.token import Token as Made

    return Made("div_close", "div", -1, level=token.level)


def _unclosed(opened: list[Token], context: Context) -> Iterator[Token]:
    div = opened.pop()
    if "implied" not in div.meta:
        _say(context, div, f"`{div.content}` is not closed", "end it with a line `:::`")
    yield _closing(div)


def _say(context: Context, token: Token, message: str, hint: str) -> None:
    context.say("columns", message, context.where.below(token.map[0] if token.map else 0), hint)


def _set_widths(tokens: list[Token]) -> None:
    """`width=60%` of a column becomes a share of its row's grid; columns without one share what is left."""
    rows: list[tuple[Token, list[Token]] | None] = []
    for token in tokens:
        if token.type == "div_open":
            if rows and rows[-1] is not None:
                rows[-1][1].append(token)
            rows.append((token, []) if _is_columns(token) else None)
        elif token.type == "div_close" and rows and (row := rows.pop()):
            _set_row(*row)


def _set_row(row: Token, columns: list[Token]) -> None:
    found = [WIDTH.match(str(column.attrs.get("width", ""))) for column in columns]
    if not any(found):
        return
    known = [float(one[1]) if one else 0.0 for one in found]
    missing = known.count(0.0) or 1
    rest = max(100 - sum(known), 10.0 * missing) / missing
    shares = " ".join(f"minmax(0, {share or rest:g}fr)" for share in known)
    style = f"grid-template-columns: {shares}"
    row.attrs["style"] = f"{row.attrs['style']}; {style}" if row.attrs.get("style") else style
    for column in columns:
        column.attrs.pop("width", None)
