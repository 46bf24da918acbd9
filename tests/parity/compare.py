"""Slide by slide: is a candidate the plugin's slide, and if not, what is lost or changed."""

from __future__ import annotations

import copy
import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from .entry import HERE
from .features import features
from .oracle import Slide, Tree, slides_of

Categories = dict[str, list[str]]
ALLOWED: Mapping[str, Any] = json.loads((HERE / "allowlist.json").read_text("utf-8"))
DEFAULT = frozenset(name for name, entry in ALLOWED.items() if entry["on"])
TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})
KINDS = (
    *("heading", "blockquote", "link", "image", "inline code", "emphasis", "hard break", "rule", "table"),
    *("table cell", "fragment", "element attribute", "html", "paragraph"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A slide that is not the plugin's; "deck" for what concerns the whole. Examples by category."""

    slide: str
    categories: Categories

    def __str__(self) -> str:
        lines = [f"slide {self.slide}:"]
        lines += [f"    {name}: {one}" for name, examples in self.categories.items() for one in examples[:4]]
        return "\n".join(lines)


@dataclass(slots=True)
class Report:
    """One deck: `allowed` counts slides that equal a variant of allowlist.json only."""

    slides: int
    identical: int = 0
    allowed: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    @property
    def good(self) -> int:
        """Slides that are the plugin's, or differ as the allow-list says."""
        return self.identical + sum(self.allowed.values())

    @property
    def categories(self) -> set[str]:
        """The categories of all differences."""
        return {name for one in self.differences for name in one.categories}


def compare(reference: Tree, candidate: Tree, allow: Set[str] = DEFAULT) -> Report:
    """Judge a deck."""
    ours, theirs = slides_of(candidate), slides_of(reference)
    report = Report(len(theirs))
    if whole := _whole(reference, candidate):
        report.differences.append(Difference("deck", whole))
    for i, j in _pairs([slide for _, slide in theirs], [slide for _, slide in ours]):
        if i is None or j is None:
            place, slide = theirs[i] if i is not None else ours[j or 0]
            name = "slide missing" if j is None else "slide extra"
            report.differences.append(Difference(place, {name: [slide["text"][:120]]}))
            continue
        verdict = _verdict(theirs[i][1], ours[j][1], allow)
        if verdict is None:
            report.differences.append(Difference(theirs[i][0], _nearest(theirs[i][1], ours[j][1], allow)))
        elif verdict:
            report.allowed[verdict] += 1
        else:
            report.identical += 1
    return report


def _whole(reference: Tree, candidate: Tree) -> Categories:
    """What is wrong with the deck as a whole."""
    found: Categories = {}
    if "error" in candidate:
        found["no slides found"] = [candidate["error"]]
    counts = [[len(stack["slides"]) for stack in tree["stacks"]] for tree in (reference, candidate)]
    if sum(counts[0]) != sum(counts[1]):
        found["wrong slide count"] = [f"{sum(counts[0])} -> {sum(counts[1])}"]
    elif counts[0] != counts[1]:
        found["wrong stack shape"] = [f"{len(counts[0])} -> {len(counts[1])} stacks"]
    stray = [
        [tree.get("stray"), *(stack["stray"] for stack in tree["stacks"] if stack.get("stray"))]
        for tree in (reference, candidate)
    ]
    if stray[0] != stray[1]:
        found["content outside slides"] = [f"{stray[0]} -> {stray[1]}"[:300]]
    return found


def _pairs(theirs: Sequence[Slide], ours: Sequence[Slide]) -> Iterator[tuple[int | None, int | None]]:
    """Indices that belong together; None on one side where a slide is missing or too many."""
    if len(theirs) == len(ours):
        yield from ((index, index) for index in range(len(theirs)))
        return
    keys = [
        [slide["text"][:200] + json.dumps(slide["attrs"], sort_keys=True) for slide in side]
        for side in (theirs, ours)
    ]
    for _, i1, i2, j1, j2 in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        yield from zip_longest(range(i1, i2), range(j1, j2))


def _verdict(reference: Slide, candidate: Slide, allow: Set[str]) -> str | None:
    """"" for the plugin's own slide, an allow-list entry's name, None for a difference."""  # fmt: skip
    found = copy.deepcopy(_strip(candidate))
    if "heading-id" in allow:
        _drop_ids(found, _ids([reference, *reference.get("variants", {}).values()]))
    targets = _targets(reference, allow)
    for name, target in targets.items():
        if _strip(target) == found:
            return name
    if "typography" in allow and _plain(found) in [_plain(_strip(target)) for target in targets.values()]:
        return "typography"
    if "footnotes" in allow and re.search(r"\[\^[^\]]+\]", reference["text"]):
        return "footnotes"
    return None


def _targets(reference: Slide, allow: Set[str]) -> dict[str, Slide]:
    variants = reference.get("variants", {})
    return {"": reference} | {
        f"variant:{name}": slide for name, slide in variants.items() if f"variant:{name}" in allow
    }


def _strip(slide: Slide) -> Slide:
    return {key: value for key, value in slide.items() if key not in ("variants", "text")}


def _ids(node: Any) -> set[str]:
    """All ids that the reference knows."""
    if isinstance(node, list):
        return {one for child in node for one in _ids(child)}
    if not isinstance(node, dict):
        return set()
    own = {node[key]["id"] for key in ("a", "attrs") if isinstance(node.get(key), dict) and "id" in node[key]}
    return own | {one for child in node.values() for one in _ids(child)}


def _drop_ids(node: Any, keep: set[str]) -> None:
    """Take away ids that a generator gives to slides and headings, in place."""
    if isinstance(node, list):
        for child in node:
            _drop_ids(child, keep)
    if not isinstance(node, dict):
        return
    if node.get("t") == "h" and "a" in node and node["a"].get("id", "\0") not in keep:
        node["a"].pop("id", None)
        if not node["a"]:
            del node["a"]
    if isinstance(node.get("attrs"), dict) and node["attrs"].get("id") not in keep:
        node["attrs"].pop("id", None)
    for child in node.values():
        _drop_ids(child, keep)


def _plain(node: Any) -> Any:
    """Typographic quotes, dashes and dots as ASCII, outside code."""
    if isinstance(node, str):
        return re.sub(r"-+", "-", re.sub(r"\.{2,}", ".", node.translate(TYPOGRAPHY)))
    if isinstance(node, list):
        return [_plain(child) for child in node]
    if isinstance(node, dict) and node.get("t") not in ("code", "codeblock"):
        texts = ("c", "blocks", "items", "rows", "notes", "stray")
        return {
            key: _plain(value) if key in texts or isinstance(value, list | dict) else value
            for key, value in node.items()
        }
    return node


def _nearest(reference: Slide, candidate: Slide, allow: Set[str]) -> Categories:
    """The differences to the closest tree that would be accepted."""
    found = [categories(target, candidate) for target in _targets(reference, allow).values()]
    return min(found, key=lambda one: sum(map(len, one.values())))


def categories(reference: Slide, candidate: Slide) -> Categories:
    """What differs, by category, with examples."""
    found: Categories = {}
    theirs, ours = features(reference), features(candidate)
    lost, extra = list((theirs - ours).elements()), list((ours - theirs).elements())
    _slide_attributes(found, candidate, lost, extra, reference)
    _notes(found, reference, candidate)
    _lists(found, lost, extra)
    _code(found, lost, extra)
    for kind in KINDS:
        _add(found, f"{kind} lost", [one for one in lost if one[0] == kind])
        _add(found, f"{kind} extra", [one for one in extra if one[0] == kind])
    _visible(found, reference["text"], candidate["text"])
    if not found:
        found["structure or order"] = [_first_difference(_strip(reference), _strip(candidate))]
    return found


def _add(found: Categories, name: str, examples: Sequence[tuple[Any, ...]]) -> None:
    if examples:
        found.setdefault(name, []).extend(" | ".join(map(str, one[1:]))[:300] for one in examples)


def _slide_attributes(
    found: Categories, candidate: Slide, lost: Sequence[Any], extra: Sequence[Any], reference: Slide
) -> None:
    for one in (one for one in lost if one[0] == "slide attribute"):
        kind = "changed" if one[1] in candidate["attrs"] else "lost"
        _add(found, f"slide attribute {kind}", [(*one, "->", candidate["attrs"].get(one[1]))])
    added = [one for one in extra if one[0] == "slide attribute" and one[1] not in reference["attrs"]]
    _add(found, "slide attribute extra", [one for one in added if one[1] != "id"])


def _notes(found: Categories, reference: Slide, candidate: Slide) -> None:
    theirs, ours = reference.get("notes", ""), candidate.get("notes", "")
    if theirs == ours:
        return
    name = "text changed"
    if theirs and theirs[:40] in candidate["text"] and theirs[:40] not in reference["text"]:
        name = "leaked"
    elif not ours:
        name = "lost"
    elif not theirs:
        name = "invented"
    _add(found, f"note {name}", [("", theirs[:150], "->", ours[:150])])


def _lists(found: Categories, lost: Sequence[Any], extra: Sequence[Any]) -> None:
    items = [[one for one in side if one[0] == "list item"] for side in (lost, extra)]
    texts = [{one[3] for one in side} for side in items]
    _add(found, "list nesting or kind", [one for one in items[0] if one[3] in texts[1]])
    _add(found, "list item text or missing", [one for one in items[0] if one[3] not in texts[1]])
    _add(found, "list item extra", [one for one in items[1] if one[3] not in texts[0]])
    _add(found, "list loose/tight", [one for one in (*lost, *extra) if one[0] == "loose item"])
    for kind, name in (("list", "list shape"), ("task item", "task list")):
        _add(found, name, [one for one in (*lost, *extra) if one[0] == kind])


def _code(found: Categories, lost: Sequence[Any], extra: Sequence[Any]) -> None:
    blocks = [[one for one in side if one[0] == "code block"] for side in (lost, extra)]
    if all(blocks):
        _add(
            found, "code text changed", [("", repr(blocks[0][0][1][:120]), "->", repr(blocks[1][0][1][:120]))]
        )
    else:
        _add(found, "code block lost", blocks[0])
        _add(found, "code block invented", blocks[1])
    if any(blocks):
        return
    for kind in ("code language", "code lines"):
        _add(found, f"{kind} lost", [one for one in lost if one[0] == kind])
        _add(found, f"{kind} extra", [one for one in extra if one[0] == kind])


def _visible(found: Categories, theirs: str, ours: str) -> None:
    if theirs == ours:
        return
    pairs = enumerate(zip(theirs, ours, strict=False))
    at = next((index for index, (a, b) in pairs if a != b), min(len(theirs), len(ours)))
    same_letters = re.sub(r"\s", "", theirs) == re.sub(r"\s", "", ours)
    name = "white space in text" if same_letters else "visible text changed"
    part = slice(max(0, at - 30), at + 50)
    _add(found, name, [("", theirs[part], "->", ours[part])])


def _first_difference(a: Any, b: Any, path: str = "$") -> str:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted({*a, *b}):
            if a.get(key) != b.get(key):
                return _first_difference(a.get(key), b.get(key), f"{path}.{key}")
    if isinstance(a, list) and isinstance(b, list):
        for index, (one, other) in enumerate(zip_longest(a, b)):
            if one != other:
                return _first_difference(one, other, f"{path}[{index}]")
    shown = [json.dumps(one, ensure_ascii=False)[:160] for one in (a, b)]
    return f"{path}: {shown[0]} -> {shown[1]}"
