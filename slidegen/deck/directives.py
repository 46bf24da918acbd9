"""`.slide` and `.element` comments, and demo addresses, found in a slide's text with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import parse_qsl

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.jsregex import compile_js
from slidegen.deck.prose import comments
from slidegen.errors import Location
from slidegen.model import DemoUse, Directive

Kind = Literal["slide", "element"]

# A marker right behind other characters, as in `#####.slide:`, is switched off (the plugin would take it).
ELEMENT = compile_js(r"(?<![^\s])\.element\s*?(.+?)$", "m")
SLIDE = compile_js(r"(?<![^\s])\.slide:\s*?(\S.+?)$", "m")
SWITCHED_OFF = re.compile(r"\S\.slide:")
# the plugin's own, but that no name is looked for from its middle, which would cost the square of its length
ATTRIBUTE = compile_js(r"""(?<![^"'= ])([^"'= ]++)=(?:"([^"]+?)"|'([^']+?)')|(data-[^"= ]+?)(?=[" ])""")
VALID_NAME = re.compile(r"[A-Za-z_:][^\s\"'<>/=]*\Z")
# with limits, as a search to the end of the text at each `![` would cost the square of its length
IMAGE = re.compile(
    r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}+\]){0,500}+\]"
    r"\(\s{0,9}+<?(demo:[^\s)>]{1,2000}+)>?[^)]{0,300}+\)[ \t]{0,9}+(?:\{([^{}\n]{0,500}+)\})?"
)
BRACES = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")


def attributes(comment: str) -> tuple[Kind, Mapping[str, str]] | None:
    """What a comment sets: ("slide" or "element", attributes); None for an ordinary comment.

    Attributes are judged as reveal.js's plugin judges them: quoted, or a bare `data-` name.
    """
    text = re.sub(r"[\r\n]+", " ", comment)
    if found := ELEMENT.search(text):
        return "element", dict(_pairs(found[1] + " "))
    if found := SLIDE.search(text):
        return "slide", dict(_pairs(found[1] + " "))
    return None


def directives(text: str, where: Location) -> tuple[Directive, ...]:
    """All directives of a slide's text; `where` is the text's first line."""
    return tuple(_directives(text, where))


def _directives(text: str, where: Location) -> Iterator[Directive]:
    for start, content in _comments(text) if "<!--" in text else ():
        if result := attributes(content):
            yield Directive(result[0], result[1], _at(text, start, where))


def slide_attributes(found: tuple[Directive, ...]) -> Mapping[str, str]:
    """The attributes that the slide itself ends up with; a later directive wins."""
    return {name: value for one in found if one.kind == "slide" for name, value in one.attrs.items()}


def demo_uses(text: str, where: Location) -> tuple[DemoUse, ...]:
    """All demos of a slide's text, images first, then background frames."""
    if "demo:" not in text:
        return ()
    fences = closed_fences(text)
    images = [
        _use(found[1], braces(found[2] or ""), _at(text, found.start(), where), background=False)
        for found in IMAGE.finditer(text)
        if not inside(fences, found.start()) and not _in_code_span(text, found.start())
    ]
    frames = [
        _use(address, {}, one.where, background=True)
        for one in directives(text, where)
        if one.kind == "slide"
        and (address := one.attrs.get("data-background-iframe", "")).startswith("demo:")
    ]
    return (*images, *frames)


def braces(text: str) -> Mapping[str, str]:
    """`height=420 ui="min"` as a mapping."""
    return {found[1]: found[2] or found[3] or found[4] or "" for found in BRACES.finditer(text)}


def _use(address: str, attrs: Mapping[str, str], where: Location, *, background: bool) -> DemoUse:
    name, _, query = address.removeprefix("demo:").partition("?")
    params = dict(parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True))
    return DemoUse(name, params, attrs, where, background)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in ATTRIBUTE.findall(text):
        if VALID_NAME.match(name or bare):
            yield (name or bare).lower(), double or single


def _comments(text: str) -> Iterator[tuple[int, str]]:
    fences = closed_fences(text)
    for start, _, content in comments(text):
        if not inside(fences, start) and not _in_code_span(text, start):
            yield start, content


def _in_code_span(text: str, offset: int) -> bool:
    """Whether an odd number of backticks stands before the offset on its line."""
    return text.count("`", text.rfind("\n", 0, offset) + 1, offset) % 2 == 1


def _at(text: str, offset: int, where: Location) -> Location:
    return where.below(text.count("\n", 0, offset))
