"""markdown-it-py's tokens as the ElementTree that Python-Markdown's tree processors expect."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence

from markdown.util import HTML_PLACEHOLDER_RE, AtomicString, HtmlStash, code_escape
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from slidegen.markup.grammar import ENTITY

LINES = re.compile(r"\[\s*((\d*):)?\s*([\s\d,|-]*)\]")
TASK = re.compile(r"\[([ xX])\][ \t]+\S")
# The element around a block of raw HTML. A processor that clears a block also clears its tail, so raw HTML
# is kept in an element of its own; the tags go before the HTML is put back.
RAW = "raw-html"
OPENED_BY_A_LINE = ("ul", "ol", "blockquote", "table", "thead", "tr")


def shield(text: str) -> str:
    """The serializer leaves alone what looks like an entity; characters that only look like one must survive."""
    return ENTITY.sub(lambda found: "&amp;" + found[0][1:], text) if "&" in text else text


def add_text(parent: etree.Element, text: str) -> None:
    """Append text behind whatever the element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_code(parent: etree.Element, text: str, info: str = "") -> None:
    """<pre><code>; `[1-3|5]` in the info string selects lines, `[10: 1-3]` also sets the first line number."""
    code = etree.SubElement(etree.SubElement(parent, "pre"), "code")
    if lines := LINES.search(info):
        info = info.replace(lines[0], "", 1).strip()
        code.set("data-line-numbers", lines[3].strip())
        if lines[2]:
            code.set("data-ln-start-from", lines[2])
    if info:
        code.set("class", shield(info if info.startswith(("language-", "lang-")) else "language-" + info))
    code.text = AtomicString(code_escape(text))


def start(parent: etree.Element, token: Token) -> etree.Element:
    """The element that an opening token begins."""
    tag = "del" if token.tag == "s" else token.tag  # as `marked` writes it
    return etree.SubElement(parent, tag, {name: shield(str(value)) for name, value in token.attrs.items()})


def _blank_lines(lines: Sequence[str], line: int) -> int:
    """How many blank lines stand before this one."""
    first = line
    while first and not lines[first - 1].strip():
        first -= 1
    return line - first


class TreeBuilder:
    """Parses Markdown and builds its tree; raw HTML goes to Python-Markdown's stash."""

    def __init__(self, grammar: MarkdownIt, stash: HtmlStash, root: str) -> None:
        self.grammar, self.stash, self.root = grammar, stash, root
        self._exact = False
        self._renderer = RendererHTML()

    def build(self, source: str) -> etree.ElementTree[etree.Element[str]]:
        """The document as a tree under one root element."""
        tokens = self.grammar.parse(source)
        self._exact = "<" in source
        gap = self._exact_gap if self._exact else self._plain_gap
        lines = source.splitlines() if "\r" in source else source.split("\n")
        stack = [etree.Element(self.root)]
        for index, token in enumerate(tokens):
            parent = stack[-1]
            if token.map and token.nesting >= 0 and token.type != "inline":
                gap(parent, lines, token.map[0])
            if token.hidden:  # the paragraph of a tight list item
                continue
            if token.nesting > 0:
                stack.append(start(parent, token))
                if self._exact and token.tag in OPENED_BY_A_LINE:
                    stack[-1].text = "\n"
            elif token.nesting < 0:
                closed = stack.pop()
                if self._exact and token.tag != "tbody":
                    closed.tail = "\n"
            else:
                self._leaf(parent, tokens, index)
        return etree.ElementTree(stack[0])

    def _leaf(self, parent: etree.Element, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if token.type == "inline":
            if tokens[index - 2].type == "list_item_open":
                self._task(parent, token)
            self._inline(parent, token.children or [])
            if parent.tag == "p" and not len(parent) and HTML_PLACEHOLDER_RE.fullmatch(parent.text or ""):
                # otherwise the raw_html postprocessor may drop the <p>
                parent.text = (parent.text or "") + self.stash.store("")
        elif token.type == "html_block":
            etree.SubElement(parent, RAW).text = self.stash.store(token.content.rstrip("\n"))
        elif "element" in token.meta:  # a feature made it
            parent.append(token.meta["element"])
        elif token.type in ("fence", "code_block"):
            add_code(parent, token.content, token.info.strip())
        else:
            start(parent, token).tail = "\n" if self._exact else None

    @staticmethod
    def _task(parent: etree.Element, token: Token) -> None:
        task = TASK.match(token.content)
        if not task or not token.children:
            return
        checked = {} if task[1] == " " else {"checked": "checked"}
        etree.SubElement(parent, "input", {"type": "checkbox", "disabled": "disabled"} | checked)
        token.children[0].content = token.children[0].content.removeprefix(task[0][:3])

    def _exact_gap(self, parent: etree.Element, lines: Sequence[str], line: int) -> None:
        """As many line ends as `marked` writes: where a tag is left open, each one between blocks is an element."""
        if not len(parent):
            return
        blank = _blank_lines(lines, line)
        match parent[-1].tag:
            case "p" | "ul" | "ol" | "blockquote":
                add_text(parent, "\n" * (blank + 1) if blank else "")
            case "pre":
                add_text(parent, "\n" * blank if blank > 1 else "")
            case (
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "table" | "thead" | "tr" | "th" | "td" | "li"
            ):
                pass
            case _:
                add_text(parent, "\n" * (blank + 1))

    @staticmethod
    def _plain_gap(parent: etree.Element, lines: Sequence[str], line: int) -> None:
        """Keep blank lines between blocks: in a raw <pre> they show, and `.element` comments depend on them."""
        if len(parent) or parent.text:
            add_text(parent, "\n")
            add_text(parent, "\n" * _blank_lines(lines, line))

    def _inline(self, parent: etree.Element, tokens: Sequence[Token]) -> None:
        stack = [parent]
        for token in tokens:
            parent, kind = stack[-1], token.type
            if kind == "text":
                add_text(parent, shield(token.content))
            elif token.nesting > 0:
                stack.append(start(parent, token))
            elif token.nesting < 0:
                stack.pop()
            elif kind == "softbreak":
                add_text(parent, "\n")
            else:
                self._inline_leaf(parent, token)

    def _inline_leaf(self, parent: etree.Element, token: Token) -> None:
        kind = token.type
        if kind == "hardbreak":
            etree.SubElement(parent, "br").tail = "\n"
        elif kind == "code_inline":
            start(parent, token).text = AtomicString(code_escape(token.content))
        elif kind == "html_inline":
            add_text(parent, self.stash.store(token.content))
        elif kind == "image":
            alt = self._renderer.renderInlineAsText(token.children or [], self.grammar.options, {})
            start(parent, token).set("alt", shield(alt))
        elif "element" in token.meta:  # a feature made it
            parent.append(token.meta["element"])
