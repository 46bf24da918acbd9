"""Finished HTML of code blocks: colours, line numbers, lit lines, additions and removals."""

from __future__ import annotations

import html as html_
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slidegen.markup.highlight import escape, highlight
from slidegen.markup.languages import PLAIN, known
from slidegen.markup.pieces import Pieces

Say = Callable[[str, str], None]  # "language" and its name, or "lines" and the step that names too many

TAG_ATTRIBUTES = r'((?:[^>"]|"[^"]*")*)'
BLOCK = re.compile(
    rf"<pre(?=[\s>]){TAG_ATTRIBUTES}>\s*<code(?=[\s>]){TAG_ATTRIBUTES}>([^<]*(?:<(?!/code>)[^<]*)*)</code>\s*</pre>"
)
ATTRIBUTE = re.compile(r'([^\s"=<>/]+)(?:="([^"]*)")?')
LANGUAGE = re.compile(r"\blang(?:uage)?-(\{?\.?[^\s}]+)")
TEMPLATE = re.compile(r'\s*<script type="text/template">(.*?)</script>\s*', re.S)
TAG = re.compile(r"</?([a-zA-Z][\w-]*)[^>]*>")
OPENING, CLOSING = re.compile(r"<(?!br\b)[a-zA-Z]"), re.compile("</")
# what authors colour code with by hand; other tags in a raw block are code that was not escaped, as reveal.js sees it
BY_HAND = frozenset(
    re.findall(r"\w+", "a abbr b br code del em i ins kbd mark q s small span strong sub sup u var")
)
# A file's name in a diff is no addition or removal.
DIFF_LINES = (("+++ ", " hunk"), ("--- ", " hunk"), ("@@", " hunk"), ("+", " add"), ("-", " del"))
# A slide has room for so many columns of code; a longer line is broken, and gets an element to be indented by.
WIDE = 72


@dataclass(frozen=True, slots=True)
class Code:
    """A code block's attributes, as HTML writes them, and its content."""

    pre: Mapping[str, str]
    code: Mapping[str, str]
    content: str


def work(page: str, say: Say, pieces: Pieces) -> str:
    """The slide's HTML with every code block in it finished; `say` is told what is odd in them."""

    def finish(found: re.Match[str]) -> str:
        block = Code(_attributes(found[1]), _attributes(found[2]), found[3])
        if "sg-source" in block.pre.get("class", ""):
            return found[0]
        if known := pieces.find("code", found[0]):
            return known
        said: list[tuple[str, str]] = []
        html = _finished(block, lambda kind, text: said.append((kind, text)))
        for one in said:
            say(*one)
        if not said:
            pieces.keep("code", found[0], html)
        return html

    return BLOCK.sub(finish, page)


def _attributes(text: str) -> dict[str, str]:
    return {found[1]: found[2] or "" for found in ATTRIBUTE.finditer(text)}


def _finished(block: Code, say: Say) -> str:
    code = dict(block.code)
    language, diff = _language(html_.unescape(code.get("class", "")), say)
    text = _text(block)
    if text is None:  # coloured by hand
        inner = block.content
        if "data-trim" in code:
            inner = _trimmed(inner)
    else:
        inner = _coloured(text, language, diff)
    if _by_lines(block, inner, diff):
        inner = _lines(inner, code, diff)
        _check_steps(code, inner.count('<span class="ln'), say)
    style = _number_style(code, inner.count('<span class="ln'))
    if "|" not in code.get("data-line-numbers", "|"):
        lit = "highlight-line" in inner
        code["class"] = (code.get("class", "") + (" has-highlights" if lit else "")).strip()
    if style:
        code["style"] = style + code.get("style", "")
    return f"<pre{_written(block.pre)}><code{_written(code)}>{inner}</code></pre>"


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def _language(classes: str, say: Say) -> tuple[str, bool]:
    """The language that the classes name, and whether it is one with additions and removals marked."""
    words = classes.lower().split()
    found = LANGUAGE.search(classes.lower())
    name = found[1].lstrip("{.") if found else next((one for one in words if known(one)), "")
    diff = "diff" in words or name == "diff"
    if name.startswith("diff-"):
        name, diff = name.removeprefix("diff-"), True
    if not known(name):
        say("language", name)
        name = ""
    return name, diff


def _text(block: Code) -> str | None:
    """The code, unescaped; None where its author wrote tags into it to be kept."""
    content = block.content
    if template := TEMPLATE.fullmatch(content):
        return _trimmed(template[1]) if "data-trim" in block.code else template[1]
    if "<" in content:
        tags = {name.lower() for name in TAG.findall(content)}
        if "data-noescape" in block.code or tags <= BY_HAND:
            return None
    text = html_.unescape(content)
    return _trimmed(text) if "data-trim" in block.code else text


def _trimmed(text: str) -> str:
    """Without blank lines around it and without common indentation, as `data-trim` asks."""
    import textwrap

    rows = text.split("\n")
    while rows and not rows[0].strip():
        rows.pop(0)
    while rows and not rows[-1].strip():
        rows.pop()
    return textwrap.dedent("\n".join(rows)) + "\n"


def _coloured(text: str, language: str, diff: bool) -> str:
    if not diff or language in PLAIN or language == "diff":
        return escape(text) if language in PLAIN or diff else highlight(text, language)
    rows = text.split("\n")
    # Each side is coloured as a whole text of its own: a string that both change would confuse a lexer.
    sides = {sign: iter(_side(rows, sign, language)) for sign in "+-"}
    return "\n".join(_signed(row, sides) for row in rows)


def _side(rows: list[str], sign: str, language: str) -> list[str]:
    other = "-" if sign == "+" else "+"
    return highlight("\n".join(row[1:] for row in rows if row[:1] != other), language).split("\n")


def _signed(row: str, sides: Mapping[str, object]) -> str:
    """A line of a diff with its sign before it; a common line is taken from both sides."""
    new = next(sides["+"]) if row[:1] != "-" else ""  # type: ignore[call-overload]
    old = next(sides["-"]) if row[:1] != "+" else ""  # type: ignore[call-overload]
    return escape(row[:1]) + (old if row[:1] == "-" else new)


def _by_lines(block: Code, inner: str, diff: bool) -> bool:
    """Whether each line needs an element: to be numbered, lit, marked, moved by auto-animate, or broken."""
    if diff or "data-line-numbers" in block.code or "data-ln-start-from" in block.code:
        return True
    if "data-id" in block.pre or "data-id" in block.code:
        return True
    return any(len(row) > WIDE and len(html_.unescape(TAG.sub("", row))) > WIDE for row in inner.split("\n"))


def _lines(inner: str, code: Mapping[str, str], diff: bool) -> str:
    """Every line in a `<span class="ln">`, its line break inside."""
    rows = inner.split("\n")
    if any(len(OPENING.findall(row)) != len(CLOSING.findall(row)) for row in rows):
        return inner  # tags written by hand run over a line's end
    whole = [row + "\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
    steps = code.get("data-line-numbers", "")
    lit = lit_lines(steps) if "|" not in steps else frozenset()
    return "".join(
        f'<span class="{_line_class(row, index in lit, diff)}">{row}</span>'
        for index, row in enumerate(whole, 1)
    )


def _line_class(row: str, lit: bool, diff: bool) -> str:
    mark = next((name for start, name in DIFF_LINES if diff and row.startswith(start)), "")
    return "ln" + mark + (" highlight-line" if lit else "")


def lit_lines(step: str) -> frozenset[int]:
    """The lines of one step such as `1-3,8`, counted from the block's first line."""
    found: set[int] = set()
    for part in step.split(","):
        first, _, last = part.strip().partition("-")
        if first.strip().isdigit():
            end = last.strip()
            found |= set(range(int(first), min(int(end), 10_000) + 1 if end.isdigit() else int(first) + 1))
    return frozenset(found)


def _check_steps(code: Mapping[str, str], count: int, say: Say) -> None:
    for step in code.get("data-line-numbers", "").split("|"):
        if count and max(lit_lines(step), default=0) > count:
            say("lines", step)


def _number_style(code: Mapping[str, str], count: int) -> str:
    """Where the numbers start, and how wide they are, for code.css."""
    if "data-line-numbers" not in code and "data-ln-start-from" not in code:
        return ""
    given = code.get("data-ln-start-from", "").strip()
    start = int(given) if given.isdigit() else 1
    digits = len(str(start + max(count, 1) - 1))
    return (f"counter-reset:ln {start - 1};" if start != 1 else "") + (
        f"--digits:{digits};" if digits > 2 else ""
    )
