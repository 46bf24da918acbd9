"""GitHub's Markdown grammar on markdown-it-py, tuned to read decks as reveal.js's own plugin (`marked`) does."""

from __future__ import annotations

import html
import re

import mdurl
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis

from slidegen.markup.brackets import limit_brackets
from slidegen.markup.lists import heading_rule, list_rule, paragraph_rule
from slidegen.model import Dialect

TEXT_END = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]|(?i:https?://|ftp://|www\.)")
BESIDE_STARS = re.compile(r"~(?=\*)|(?<=\*)~")
TIMES = re.compile(r"[0-9)]\*(?=[0-9(])")
URL = re.compile(r"(?i:https?://|ftp://|www\.)[A-Za-z0-9-]+[^\s<]*")
URL_TAIL = re.compile(r"""(?:[?!.,:;*_'"~(]|&[A-Za-z0-9]+;)\Z""")
MAIL_BEFORE = re.compile(r"[A-Za-z0-9._+-]++\Z")
LONGEST_NAME = 255  # before the @
MAIL_AFTER = re.compile(r"@[\w-]+(?:\.[\w-]*[A-Za-z0-9])+(?![-_])", re.ASCII)
ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.I)
# A bare address ends where Chinese or Japanese punctuation begins; `marked` would run on to the next space.
CJK = re.compile("[\u3000-\u303f\uff00-\uff65\u2018-\u201f\u2026].*", re.S)


def grammar(dialect: Dialect = "slidegen") -> MarkdownIt:
    """CommonMark with tables, strike-through and bare addresses; no typography, footnotes or heading ids.

    In the dialect `reveal` a star between digits may begin emphasis, as it does in the plugin.
    """
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 100, "strikethrough_single_tilde": True})
    md.enable(["table", "strikethrough"])
    md.inline.ruler.at("text", _text_rule)
    md.inline.ruler.at("linkify", _address_rule)
    if dialect == "slidegen":
        md.inline.ruler.before("emphasis", "times", _times_rule)
    md.inline.ruler.at("emphasis", _emphasis_rule)
    md.block.ruler.at("list", list_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("lheading", heading_rule)
    md.block.ruler.at("paragraph", paragraph_rule)
    md.inline.ruler.enable("linkify")  # the inline rule only, not the core rule of the same name
    limit_brackets(md)
    md.normalizeLink = mdurl.encode  # type: ignore[method-assign, assignment]  # no punycode: addresses stay as written
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # authors are trusted, as in the plugin
    return md


def _text_rule(state: StateInline, silent: bool) -> bool:
    """Plain text runs to the next character, or bare address, that another rule may want."""
    found, start = TEXT_END.search(state.src, state.pos, state.posMax), state.pos
    state.pos = found.start() if found else state.posMax
    if not silent:
        state.pending += state.src[start : state.pos]
    return state.pos > start


def _emphasis_rule(state: StateInline, silent: bool) -> bool:
    """To `marked` a tilde is no punctuation beside a star: **~~x~~**字 is bold."""
    if silent or state.src[state.pos] != "*" or "~" not in state.src:
        return emphasis.tokenize(state, silent)
    source = state.src
    state.src = BESIDE_STARS.sub("a", source)
    try:
        return emphasis.tokenize(state, silent)
    finally:
        state.src = source


def _times_rule(state: StateInline, silent: bool) -> bool:
    """A star between digits or brackets multiplies, as in 2*(4*2*2 + 1); CommonMark would make it italic."""
    found = TIMES.match(state.src, max(0, state.pos - 1), state.posMax)
    if not found or state.pos == 0:
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _address_rule(state: StateInline, silent: bool) -> bool:
    """http://, https://, www. and e-mail addresses without angle brackets."""
    if silent or state.linkLevel > 0:
        return False
    found = _mail(state) if state.src[state.pos] == "@" else _web(state)
    if found is None:
        return False
    text, address = found
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)
    return True


def _mail(state: StateInline) -> tuple[str, str] | None:
    before = MAIL_BEFORE.search(state.pending, max(0, len(state.pending) - LONGEST_NAME))
    after = MAIL_AFTER.match(state.src, state.pos, state.posMax)
    if not before or not after:
        return None
    state.pending = state.pending[: before.start()]
    state.pos = after.end()
    return before[0] + after[0], "mailto:" + before[0] + after[0]


def _web(state: StateInline) -> tuple[str, str] | None:
    found = URL.match(state.src, state.pos, state.posMax)
    if not found:
        return None
    text = trim_address(CJK.sub("", found[0]))
    state.pos += len(text)
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text, ("http://" if text[0] in "wW" else "") + text


def trim_address(url: str) -> str:
    """Punctuation at the end belongs to the sentence; so does an unbalanced closing parenthesis."""
    surplus = url.count(")") - url.count("(")
    while (tail := URL_TAIL.search(url, max(0, len(url) - 40))) or (surplus > 0 and url.endswith(")")):
        end = tail.start() if tail else len(url) - 1
        surplus += url.count("(", end) - url.count(")", end)
        url = url[:end]
    return url
