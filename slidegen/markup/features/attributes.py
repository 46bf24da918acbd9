"""Attribute lists in braces: `{.class #id key=value}` behind an image, a link, code, a word or a block.

    ![A curve](loss.svg){width=400}    [a link](https://example.org){target=_blank}    `code`{.fragment}
    [some words]{.accent}              ## A heading {.quiet}                           - an item {.fragment}

A line of braces alone belongs to the block before it; right below a list, to the list. The braces of demos stay theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from slidegen.markup.attrlist import LIST, merge, parse
from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

WHOLE = ("image", "code_inline")
LISTS = ("bullet_list_open", "ordered_list_open")
BARE = ("fence", "code_block", "html_block")


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Rules of ours for GitHub's grammar; Python-Markdown's own grammar has its own `attr_list`."""
    if grammar is None:
        md.registerExtensions(["attr_list"], {})
        return
    grammar.inline.ruler.before("link", "span", _span)
    # before escaped characters become text again: \{ begins no list
    grammar.core.ruler.before("text_join", "attributes", lambda state: _attributes(state, context))


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{.class}`."""
    start = state.pos
    if state.src[start] != "[" or "]{" not in state.src[start : state.posMax]:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    found = LIST.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if not found:
        state.pos = start
        return False
    if not silent:
        outer = state.posMax
        state.pos, state.posMax = start + 1, end
        state.push("span_open", "span", 1).attrs = {**parse(found[0])}
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = outer
    state.pos = found.end()
    return True


def _attributes(state: StateCore, context: Context) -> None:
    if "{" not in state.src:
        return
    for token in state.tokens:
        if token.type == "inline" and "{" in token.content:
            _behind_inlines(token.children or [])
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        if token.type == "inline" and token.content.rstrip().endswith("}") and token.children:
            index = _behind_block(state.tokens, index, context)
        index += 1


def _behind_inlines(children: list[Token]) -> None:
    """Lists right behind an image, code span or anything that was opened and closed."""
    for index, token in enumerate(children[1:], 1):
        if token.type != "text" or not (found := LIST.match(token.content)):
            continue
        before = children[index - 1]
        if before.type == "image" and str(before.attrs.get("src", "")).startswith("demo:"):
            continue
        target = before if before.type in WHOLE else _opener(children, index - 1)
        if target is not None:
            _set(target, found[0])
            token.content = token.content[found.end() :]


def _behind_block(tokens: list[Token], index: int, context: Context) -> int:
    """A list that ends the text of a block; gives the index to go on from."""
    children = tokens[index].children or []
    last = children[-1]
    start = last.content.rfind("{")
    text = last.content[start:].rstrip()
    if last.type != "text" or start < 0 or not LIST.fullmatch(text) or _is_demo(children, start):
        return index
    alone = start == 0 and (len(children) == 1 or children[-2].type == "softbreak")
    if not alone and (start == 0 or last.content[start - 1] not in " \t"):
        return index
    if alone and len(children) == 1 and tokens[index - 1].type == "paragraph_open":
        return _to_block_before(tokens, index, text, context)
    last.content = last.content[:start].rstrip()
    if alone:
        del children[-2:]
    _set(_block(tokens, index, alone), text)
    return index


def _is_demo(children: list[Token], start: int) -> bool:
    """The braces belong to a demo right before them."""
    before = children[-2] if len(children) > 1 and not children[-1].content[:start].strip() else None
    return before is not None and before.type == "image"


def _block(tokens: list[Token], index: int, alone: bool) -> Token:
    """The block whose text this is: of a list item's first paragraph the item; below a list's last item the list."""
    opener = tokens[index - 1]
    if opener.type == "paragraph_open" and tokens[index - 2].type == "list_item_open":
        item = tokens[index - 2]
        return _opener(tokens, index - 2, LISTS, item.level - 1) or item if alone else item
    return opener


def _to_block_before(tokens: list[Token], index: int, text: str, context: Context) -> int:
    """A paragraph of braces alone goes, and what stands before it gets them."""
    opener, before = tokens[index - 1], tokens[index - 2] if index > 1 else None
    target = _opener(tokens, index - 2) if before is not None and before.nesting < 0 else None
    if before is not None and before.type in BARE:
        target = Token("div_open", "div", 1, level=before.level)
        tokens[index - 2 : index + 2] = [target, before, Token("div_close", "div", -1, level=before.level)]
        index += 1
    elif target is not None:
        del tokens[index - 1 : index + 2]
        index -= 2
    else:
        where = context.where.below(opener.map[0] if opener.map else 0)
        context.say("attributes", f"`{text}` has nothing before it", where, "put it behind what it is for")
        return index
    _set(target, text)
    return index


def _opener(
    tokens: list[Token], index: int, kinds: tuple[str, ...] = (), level: int | None = None
) -> Token | None:
    """The token that opens what the token at the index closes; with kinds, the last of these on that level."""
    if kinds:
        return next(
            (one for one in reversed(tokens[:index]) if one.type in kinds and one.level == level), None
        )
    depth = 0
    for token in reversed(tokens[: index + 1]):
        depth -= token.nesting
        if depth == 0:
            return token if token.nesting > 0 else None
    return None


def _set(token: Token, text: str) -> None:
    """Add the attributes to what the token has."""
    token.attrs = {**merge({name: str(value) for name, value in token.attrs.items()}, parse(text))}
