r"""Where formulas stand in Markdown: `$..$`, `$$..$$`, `\(..\)`, `\[..\]` and LaTeX's display environments.

Dollars are read as Pandoc reads them: the first has no space behind it, the last none before it and no digit
behind it, so that "$5 and $6" is no formula. `\(` and `\[` also escape brackets in Markdown, so plain words
between them stay words. Written for a Markdown string with twice the backslashes, `\\(` and `\\[` mean the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

ENVIRONMENTS = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|split|aligned|gathered|cases|array|[pbvBV]?matrix"
)  # fmt: skip
DOLLAR = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)*+)(?<=[^\s\\])\$(?![0-9$])", re.S)
DOLLARS = re.compile(r"\$\$(?!\$)((?:[^$\\]|\\.|\$(?!\$))++)\$\$(?!\$)", re.S)
ROUND = re.compile(r"\\\(((?:[^\\]|\\(?![()]).)*+)\\\)|\\\\\(((?:[^\\]|\\(?!\\[()]).)*+)\\\\\)", re.S)
SQUARE = re.compile(
    r"\\\[((?:[^\\]|\\(?![\[\]]).)*+)\\\](?![(\[:])|\\\\\[((?:[^\\]|\\(?!\\[\[\]]).)*+)\\\\\]", re.S
)
REFERENCE = re.compile(r"\\(?:eq)?ref\{[^{}\n]+\}")
BEGIN = re.compile(rf"\\begin\{{((?:{ENVIRONMENTS})\*?)\}}")
OPENING = re.compile(rf"\$\$(?!\$)|\\?\\\[|\\begin\{{((?:{ENVIRONMENTS})\*?)\}}")
FENCE = re.compile(r"[ \t]*(?:```|~~~)")
ESCAPED = re.compile(r"\\.", re.S)
CLOSING_TAG = re.compile(r"</[a-zA-Z]|<!--")
WORDS = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{4,}")
TEX = re.compile(r"[\\^_=<>+]")
PRICE = re.compile(r"\d[^\n]*?\s[A-Za-z]{2}")
AFTER = re.compile(r"[ \t]*(?:([.,;:!?。，；])[ \t]*)?(<!--.*?-->)?[ \t]*")
STARTS = re.compile(r"[$\\]")
VERBATIM = re.compile(
    r"<!--.*?-->|<(script|style|pre|code|textarea|svg|math|samp|kbd)\b.*?</\1\s*>|</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>",
    re.S | re.I,
)
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it stands in the text (`raw`) and its TeX; `display` on lines of its own."""

    raw: str
    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A formula that is a block: how many lines it takes, and the HTML comment behind it."""

    formula: Formula
    lines: int
    comment: str = ""


def find_inline(text: str, start: int, end: int) -> Formula | None:
    """The formula that begins at `start`, where a dollar or a backslash stands, and ends before `end`."""
    if text[start] == "$":
        return _dollars(text, start, end)
    if found := ROUND.match(text, start, end):
        return _bracketed(found, display=False)
    if found := SQUARE.match(text, start, end):
        return _bracketed(found, display=True)
    if found := REFERENCE.match(text, start, end):
        return Formula(found[0], found[0], False)
    if found := BEGIN.match(text, start, end):
        after = _environment_end(text, found.end(), found[1])
        if 0 < after <= end:
            return Formula(text[start:after], text[start:after], True)
    return None


def _dollars(text: str, start: int, end: int) -> Formula | None:
    if found := DOLLARS.match(text, start, end):
        return Formula(found[0], found[1].strip(), True) if found[1].strip() else None
    found = DOLLAR.match(text, start, end)
    if not found or "\n\n" in found[1] or not _is_whole(found[1]):
        return None
    return Formula(found[0], found[1], False)


def _is_whole(tex: str) -> bool:
    """Whether no code span, link, attribute or element has one of its ends between the dollars, nor a price both."""
    if (
        tex.count("`") % 2
        or ("`" in tex and "\\" not in tex)
        or CLOSING_TAG.search(tex)
        or ("<" in tex and tex.count('"') % 2)
    ):
        return False
    if PRICE.match(tex) and not TEX.search(tex):
        return False
    link = tex.find("](")
    return link < 0 or "[" in tex[:link]


def _bracketed(found: re.Match[str], *, display: bool) -> Formula | None:
    r"""What stands between `\(` and `\)`, unless it is words that escaped brackets enclose."""
    tex = found[1] if found[1] is not None else found[2].replace("\\\\\\\\", "\\\\")
    tex = tex.strip()
    plain = not TEX.search(tex) and "\n" not in found[0]
    if not tex or (plain and (WORDS.search(tex) or (display and len(tex) < 4))):
        return None
    return Formula(found[0], tex, display)


def _environment_end(text: str, start: int, name: str) -> int:
    r"""Behind the `\end{name}` that belongs to a `\begin{name}` before `start`; -1 where there is none."""
    begin, ending = f"\\begin{{{name}}}", f"\\end{{{name}}}"
    depth, at = 1, start
    for _ in range(DEEPEST):
        close = text.find(ending, at)
        if close < 0:
            return -1
        depth += text.count(begin, at, close) - 1
        at = close + len(ending)
        if depth == 0:
            return at
    return -1


def find_block(lines: Iterable[str]) -> Block | None:
    """The formula that the first line begins, if it ends a line; the lines come without their indentation."""
    taken: list[str] = []
    opening, closing = "", ""
    for line in lines:
        if not taken:
            found = OPENING.match(line)
            if not found:
                return None
            opening, closing = found[0], _closing(found)
        elif FENCE.match(line) or (opening != "$$" and line.lstrip().startswith(opening)):
            return None
        taken.append(line)
        if _has(line if len(taken) > 1 else line[len(opening) :], closing):
            return _block("\n".join(taken), opening, closing, len(taken))
    return None


def _closing(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\end{{{found[1]}}}"
    return "$$" if found[0] == "$$" else found[0].replace("[", "]")


def _has(line: str, closing: str) -> bool:
    if closing not in line:
        return False
    return closing in (ESCAPED.sub("  ", line) if closing == "$$" else line)


def _block(text: str, opening: str, closing: str, lines: int) -> Block | None:
    found = find_inline(text, 0, len(text))
    if not found or not found.display:
        return None
    after = AFTER.fullmatch(text, len(found.raw))
    if not after or (after[1] and opening.startswith("\\begin")):
        return None
    formula = Formula(found.raw, found.tex + (after[1] or ""), True)
    return Block(formula, lines, after[2] or "")


def add_block_rule(parser: MarkdownIt, fill: Callable[[Token, Block], None] | None = None) -> None:
    """The parser makes one token, `math_block`, of a formula that is a block; `fill` may add to it."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        if state.src[at : at + 1] not in ("$", "\\") or state.is_code_block(start):
            return False
        found = find_block(_lines(state, start, end))
        if found is None or silent:
            return found is not None
        token = state.push("math_block", "math", 0)
        token.content, token.block, token.map = found.formula.raw, True, [start, start + found.lines]
        if fill:
            fill(token, found)
        if found.comment:
            comment = state.push("html_block", "", 0)
            comment.content, comment.map = found.comment, [start + found.lines - 1, start + found.lines]
        state.line = start + found.lines
        return True

    parser.block.ruler.before(
        "fence", "math_block", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _lines(state: StateBlock, start: int, end: int) -> Iterator[str]:
    """The lines of the container that the formula would be in, without the container's marks."""
    yield state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    for line in range(start + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return
        yield state.getLines(line, line + 1, state.blkIndent, False)


def in_html(text: str, mark: Callable[[Formula], str]) -> str:
    """Raw HTML whose formulas are marked; tags, comments, code and drawings stay as they are."""
    parts = []
    at = 0
    for found in VERBATIM.finditer(text):
        parts += [_marked(text[at : found.start()], mark), found[0]]
        at = found.end()
    return "".join(parts) + _marked(text[at:], mark)


def _marked(text: str, mark: Callable[[Formula], str]) -> str:
    if "$" not in text and "\\" not in text:
        return text
    parts, at = [], 0
    for found in STARTS.finditer(text):
        if found.start() < at:
            continue
        if formula := find_inline(text, found.start(), len(text)):
            parts += [text[at : found.start()], mark(replace(formula, tex=html.unescape(formula.tex)))]
            at = found.start() + len(formula.raw)
        elif found[0] == "\\":  # an escaped sign begins nothing
            parts.append(text[at : found.start() + 2])
            at = found.start() + 2
    return "".join(parts) + text[at:]
