"""Lists as `marked` reads them, which is what reveal.js's plugin shows.

Three things differ from CommonMark, all seen in real decks. A line that is not indented enough belongs to the item
whatever it begins (a table, HTML, a list in an item of its own), unless it begins a fence, heading, quote, rule,
item or tag in the list's own columns: then the list ends. Text in an item ends where any block begins, a list that
starts at 3 included. And blank lines make an item loose only behind text, lists and quotes.

Source: `Tokenizer.list` and `Lexer.blockTokens` of marked 17.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.rules_block import StateBlock, lheading, list_block, paragraph
from markdown_it.token import Token

MARKER = re.compile(r"([-*+]|\d{1,9}[.)])(?=[ \t]|\Z)([ \t]*)(.*)", re.S)
FIRST = frozenset("-*+0123456789")
EMPTY_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
INTERRUPTS = re.compile(r"[-*+]|1[.)]")
RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})\Z")
# what ends an item where it stands in the list's own columns
BEGINS = re.compile(r"```|~~~|#|>|<(?:[A-Za-z].*>|!--)|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")
NO_TEXT = re.compile(r"```|~~~|#")
TAG_LINE = re.compile(
    r"<(?!script|pre|style|textarea)[a-z][\w-]*"
    r"(?:[ ]+[a-z:_][\w.:-]*(?:[ ]*=[ ]*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'=<>`]+))?)*"
    r"[ ]*/?>[ \t]*\Z|</(?!script|pre|style|textarea)[a-z][\w-]*\s*>[ \t]*\Z",
    re.I,
)
# behind these `marked` has already eaten the blank lines
EATS_BLANKS = ("heading_open", "hr", "html_block", "code_block", "table_open")


def list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule for lists, between the lines that `marked` gives the list."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] not in FIRST:
        return False
    text = _text(state, start)
    if EMPTY_MARKER.fullmatch(text):  # no list, but it ends a paragraph
        return silent and state.parentType == "paragraph" and INTERRUPTS.match(text) is not None
    if silent or not MARKER.match(text) or state.is_code_block(start):
        return list_block(state, start, end, silent)
    index, last = len(state.tokens), state.lineMax
    state.lineMax = _extent(state, start, end)
    try:
        found = list_block(state, start, state.lineMax, silent)
    finally:
        state.lineMax = last
    if found:
        _loosen(state, index)
    return found


def heading_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule for underlined headings, which forgets that it stood in a list."""
    parent = state.parentType
    try:
        return lheading(state, start, end, silent)
    finally:
        state.parentType = parent


def paragraph_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule for paragraphs; in a list's item any block ends the text."""
    if state.parentType != "list":
        found = paragraph(state, start, end, silent)
        ends = (
            state.src[state.bMarks[start] + state.tShift[start]] + state.src[state.eMarks[state.line - 1] - 1]
        )
        if found and not ends.isascii():
            state.tokens[-2].content = _content(state, start, state.line)
        return found
    rules = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line):
        if state.sCount[line] >= 0 and _ends_text(state, line, rules):
            break
        line += 1
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content = _content(state, start, line)
    inline.map, inline.children = [start, line], []
    state.push("paragraph_close", "p", -1)
    return True


def _content(state: StateBlock, start: int, line: int) -> str:
    """The text of these lines; wide spaces, with which Chinese paragraphs are indented, stay."""
    return state.getLines(start, line, state.blkIndent, False).strip(" \t\n")


def _ends_text(state: StateBlock, line: int, rules: Sequence[Callable[..., bool]]) -> bool:
    """Whether text in an item ends before this line; a line that quotes go on with never ends it."""
    column = state.sCount[line] - state.blkIndent
    if column < 0:
        return True
    if column > 3:
        return False
    return bool(TAG_LINE.match(_text(state, line))) or any(
        rule(state, line, state.lineMax, True) for rule in rules
    )


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _extent(state: StateBlock, start: int, end: int) -> int:
    """The line behind the list; lines that belong to an item without being indented are indented."""
    line, kind = start, ""
    while line < end:
        found = MARKER.match(_text(state, line))
        column = state.sCount[line] - state.blkIndent
        if not found or not 0 <= column <= 3 or RULE.match(found[0]) or kind not in ("", found[1][-1]):
            break
        kind = found[1][-1]
        line = _item_end(state, line, end, found)
    return max(line, start + 1)


def _item_end(state: StateBlock, line: int, end: int, found: re.Match[str]) -> int:
    """The line behind the item that begins here."""
    column = state.sCount[line] - state.blkIndent + len(found[1])
    width = len((" " * column + found[2]).expandtabs(4)) - column
    blank = not found[3]
    indent = column + (1 if blank or width > 4 else width)
    before, inset = found[3], width
    line += 1
    if blank and line < end and state.isEmpty(line):
        return line + 1
    while line < end:
        text, empty = _text(state, line), state.isEmpty(line)
        column = state.sCount[line] - state.blkIndent
        if not empty and column <= min(3, indent - 1) and (BEGINS.match(text) or RULE.match(text)):
            break
        if not empty and column < indent:
            if blank or inset >= 4 or NO_TEXT.match(before) or RULE.match(before):
                break
            state.sCount[line] = state.blkIndent + indent + max(0, column)
        blank, before, inset = empty, text, max(0, column - indent)
        line += 1
    return line


def _loosen(state: StateBlock, index: int) -> None:
    """Show or hide the paragraphs of the items of the list whose tokens begin here."""
    tokens = state.tokens
    level = tokens[index].level
    items = [
        at
        for at in range(index, len(tokens))
        if tokens[at].type == "list_item_open" and tokens[at].level == level + 1
    ]
    loose = any(_blank_before(state, tokens[at]) for at in items[1:])
    loose = loose or _has_gap(state, tokens[index:], level + 2)
    for token in tokens[index:]:
        if token.level == level + 2 and token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = not loose


def _has_gap(state: StateBlock, tokens: Sequence[Token], level: int) -> bool:
    """Whether blank lines stand between two blocks of an item, where `marked` sees them."""
    before = ""
    for token in tokens:
        if token.level == level - 1 and token.type == "list_item_open":
            before = ""
        if token.level != level or token.nesting < 0 or not token.map:
            continue
        blanks = _blanks(state, token.map[0]) if before else 0
        if blanks > (before == "fence") and before not in EATS_BLANKS:
            return True
        before = token.type
    return False


def _blank_before(state: StateBlock, token: Token) -> bool:
    return bool(token.map) and state.isEmpty(token.map[0] - 1) if token.map else False


def _blanks(state: StateBlock, line: int) -> int:
    """How many blank lines stand before this one."""
    first = line
    while first and state.isEmpty(first - 1):
        first -= 1
    return line - first
