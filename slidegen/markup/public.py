"""Takes out of a slide what is not for the public: speaker notes written as HTML, and comments."""

from __future__ import annotations

from typing import Any

Node = Any  # justhtml's nodes: name, attrs, data, children, parent
ATTRIBUTE = "data-notes"


def strip_notes(root: Node) -> None:
    """Remove `<aside class="notes">`, `data-notes` and every comment below the root, templates included."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for child in list(node.children or ()):
            if _is_private(child):
                node.remove_child(child)
            else:
                waiting.append(child)
        if content := getattr(node, "template_content", None):
            waiting.append(content)
        if attrs := getattr(node, "attrs", None):
            attrs.pop(ATTRIBUTE, None)


def _is_private(node: Node) -> bool:
    if node.name == "#comment":
        return True
    return node.name == "aside" and "notes" in str((node.attrs or {}).get("class") or "").split()
