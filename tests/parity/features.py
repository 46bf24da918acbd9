"""What can be counted in a canonical slide: headings, list items, links ... with their text and attributes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Node = Any  # a string, or a mapping with "t"
INLINE = set(
    [
        "a",
        "em",
        "strong",
        "del",
        "code",
        "b",
        "i",
        "u",
        "s",
        "span",
        "small",
        "sub",
        "sup",
        "mark",
        "kbd",
        "br",
        "img",
        "abbr",
        "cite",
        "q",
        "strike",
        "font",
        "big",
        "tt",
        "samp",
        "var",
        "time",
        "label",
        "ins",
        "input",
        "svg",
        "button",
        "embed",
        "select",
    ]
)


def text_of(nodes: Sequence[Node] | None) -> str:
    """The visible text, white space collapsed."""
    return re.sub(r"\s+", " ", "".join(_text(node) for node in nodes or [])).strip()


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node
    match node["t"]:
        case "br":
            return " "
        case "list":
            items = (item.get("c") or ([item["stray"]] if "stray" in item else []) for item in node["items"])
            return " " + " ".join(text_of(item) for item in items) + " "
        case "table":
            return " " + " ".join(text_of(cell["c"]) for row in node["rows"] for cell in row["c"]) + " "
        case "codeblock":
            return f" {node['text']} "
    return text_of(node.get("c"))


def features(slide: Mapping[str, Any]) -> Counter[tuple[Any, ...]]:
    """How often each feature occurs; the first of a feature's fields is its kind."""
    counting = _Counting()
    for name, value in slide["attrs"].items():
        counting.found["slide attribute", name, value] += 1
    counting.walk(slide["blocks"], 0)
    return counting.found


class _Counting:
    def __init__(self) -> None:
        self.found: Counter[tuple[Any, ...]] = Counter()
        self.kinds: Mapping[str, Callable[[Node, int], None]] = {
            "list": self._list,
            "table": self._table,
            "codeblock": self._code,
        }

    def walk(self, nodes: Sequence[Node] | None, depth: int) -> None:
        for node in nodes or []:
            if isinstance(node, str):
                continue
            if node["t"] in self.kinds:
                self.kinds[node["t"]](node, depth)
            else:
                self.found[_simple(node)] += 1
                self._attrs(node["t"], node.get("a"))
                self.walk(node.get("c"), depth)

    def _attrs(self, tag: str, attrs: Mapping[str, str] | None) -> None:
        for name, value in (attrs or {}).items():
            if name == "class" and "fragment" in value.split():
                self.found["fragment", tag, value] += 1
            else:
                self.found["element attribute", tag, name, value] += 1

    def _code(self, node: Node, depth: int) -> None:
        self.found["code block", node["text"]] += 1
        if node.get("lang"):
            self.found["code language", node["lang"]] += 1
        if "lines" in node or "start" in node:
            self.found["code lines", node.get("lines", ""), node.get("start", "")] += 1
        self._attrs("pre>code", node.get("ca"))
        self._attrs("pre", node.get("a"))

    def _list(self, node: Node, depth: int) -> None:
        tag = "ol" if node["ordered"] else "ul"
        self.found["list", depth, tag, node.get("start", 1), len(node["items"])] += 1
        self._attrs(tag, node.get("a"))
        for item in node["items"]:
            if "stray" in item:
                self.found["html", "stray in list"] += 1
                self.walk([item["stray"]], depth + 1)
            else:
                self._item(item, tag, depth)

    def _item(self, item: Node, tag: str, depth: int) -> None:
        own = text_of([one for one in item["c"] if isinstance(one, str) or one["t"] in INLINE | {"p"}])
        self.found["list item", depth, tag, own] += 1
        if item.get("loose"):
            self.found["loose item", own] += 1
        if "task" in item:
            self.found["task item", item["task"], own] += 1
        self._attrs("li", item.get("a"))
        for child in item["c"]:
            if not isinstance(child, str) and child["t"] == "p":
                self._attrs("p", child.get("a"))
                self.walk(child.get("c"), depth + 1)
            else:
                self.walk([child], depth + 1)

    def _table(self, node: Node, depth: int) -> None:
        self.found["table", len(node["rows"]), max([len(row["c"]) for row in node["rows"]] or [0])] += 1
        self._attrs("table", node.get("a"))
        for y, row in enumerate(node["rows"]):
            self._attrs("tr", row.get("a"))
            for x, cell in enumerate(row["c"]):
                self.found["table cell", y, x, cell["h"], cell.get("align", ""), text_of(cell["c"])] += 1
                self._attrs("cell", cell.get("a"))
                self.walk(cell["c"], depth)


def _simple(node: Node) -> tuple[Any, ...]:
    """The feature that an element without rows or items is."""
    text = text_of(node.get("c"))
    match node["t"]:
        case "h":
            return "heading", node["level"], text
        case "p":
            return "paragraph", text
        case "blockquote":
            return "blockquote", text
        case "code":
            return "inline code", text
        case "a":
            return "link", node.get("href", ""), text, node.get("title", "")
        case "img":
            return "image", node["src"], node["alt"], node.get("title", "")
        case "em" | "strong" | "del":
            return "emphasis", node["t"], text
        case "br":
            return ("hard break",)
        case "hr":
            return ("rule",)
    return "html", node["t"], node.get("text", "")
