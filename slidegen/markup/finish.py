"""Finishes one slide's HTML on its own: comments become attributes, and every tag is closed.

An HTML5 parser reads the slide as a fragment, so nothing that is left open, or closed too often, can reach
its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from justhtml import JustHTML
from justhtml.parser.context import FragmentContext

from slidegen.deck.directives import attributes
from slidegen.markup.public import ATTRIBUTE as NOTES
from slidegen.markup.public import strip_notes

BLANK_LINE = re.compile(r"\n[ \t]*\n")
TAG_NAME = re.compile(r"[A-Za-z][^\s<>/\"'=]*")
ATTRIBUTE_NAME = re.compile(r"[^\s<>/\"'=]+")
DROPS_FIRST_NEWLINE = ("pre", "textarea", "listing")
Node = Any  # justhtml's nodes: name, attrs, data, children, parent


def finish(html: str, *, public: bool = False) -> tuple[dict[str, str], str]:
    """The attributes that comments give the slide, and its repaired HTML, on whose elements the others are set.

    `public`: speaker notes and comments are taken out.
    """
    root = JustHTML(
        html,
        fragment=True,
        fragment_context=FragmentContext("section"),
        sanitize=False,
        scripting_enabled=False,
    ).root
    slide: dict[str, str] = {}
    obeyed = []
    for comment in list(_nodes(root, "#comment")):
        if found := attributes(comment.data or ""):
            kind, values = found
            target = _target(comment) if kind == "element" else None
            (slide if target is None else target.attrs).update(values)
            obeyed.append(comment)
    for comment in obeyed:  # visitors need not load what is an attribute now
        comment.parent.remove_child(comment)
    if public:
        strip_notes(root)
        slide.pop(NOTES, None)
    _drop_unwritable(root)
    for name in DROPS_FIRST_NEWLINE:
        for node in _nodes(root, name):
            _keep_first_newline(node)
    return slide, root.to_html(pretty=False)


def _drop_unwritable(root: Node) -> None:
    """HTML5 reads names that HTML cannot write again, as in `<a"b =c="d">`: such attributes and tags go."""
    for node in list(_elements(root)):
        for name in [name for name in node.attrs or () if not ATTRIBUTE_NAME.fullmatch(name)]:
            del node.attrs[name]
        if not TAG_NAME.fullmatch(node.name):
            node.name = "span"
        if node.name == "plaintext":  # it has no end: written again, it would swallow every later slide
            node.name = "pre"


def _elements(node: Node) -> Iterator[Node]:
    """Every element, a <template>'s content included."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if _is_element(one):
            yield one
        waiting.extend(one.children or ())
        if content := getattr(one, "template_content", None):
            waiting.append(content)


def _nodes(node: Node, name: str) -> Iterator[Node]:
    """The nodes of that name in document order; a <template>'s content is closed to the walk."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.name == name:
            yield one
        waiting.extend(reversed(one.children or ()))


def _target(comment: Node) -> Node | None:
    """The nearest element before the comment (not <br>), else its parent (None: the slide itself).

    Directly behind a list it is the list's last item.
    """
    siblings = comment.parent.children
    index = next(i for i, node in enumerate(siblings) if node is comment)
    node = _last(siblings[:index], lambda one: _is_element(one) and one.name != "br")
    if node is None:
        parent = comment.parent
        return parent if _is_element(parent) else None
    previous = siblings[index - 1]
    between = previous.data if previous.name == "#text" else ""
    if node.name in ("ul", "ol") and not BLANK_LINE.search(between or ""):
        return _last(node.children, _is_element) or node
    return node


def _is_element(node: Node) -> bool:
    return not str(node.name).startswith(("#", "!"))


def _last(nodes: list[Node], wanted: Callable[[Node], bool]) -> Node | None:
    return next((node for node in reversed(nodes) if wanted(node)), None)


def _keep_first_newline(node: Node) -> None:
    """Parsers drop a newline right behind <pre>; one that belongs to the text has to be written twice."""
    first = node.children[0] if node.children else None
    if first is not None and first.name == "#text" and str(first.data).startswith("\n"):
        first.data = "\n" + str(first.data)
