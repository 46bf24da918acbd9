"""Graphviz's `dot` as a program: a graph's source to SVG in the colours and fonts of the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TIMEOUT = 10  # s
FONT = 22  # px, where the author says nothing else
WIDTH, HEIGHT = 1104, 500  # px that a slide has for a graph
LARGEST = 1.3  # the factor that a small graph grows by
DEFAULTS = (
    *("-Gbgcolor=transparent", "-Gfontname=Helvetica", "-Nfontname=Helvetica", "-Efontname=Helvetica"),
    *(f"-Gfontsize={FONT}", f"-Nfontsize={FONT}", f"-Efontsize={FONT - 2}"),
)
SYNTAX_LINE = re.compile(r"in line (\d+)")
NUMBERED = re.compile(r"(?:graph|node|edge|clust)\d+|a_.*")
REFERENCE = re.compile(r"url\(#")
INK, EDGE, LINE = "currentColor", "var(--edge)", "var(--soft)"


class DotError(ValueError):
    """The graph cannot be drawn; `line` is that of its source, from 1, where dot names one."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph as inline SVG, and how high its smallest words are on a slide, px."""

    svg: str
    words: float


def installed() -> bool:
    """Whether there is a `dot`."""
    return shutil.which("dot") is not None


def draw(source: str, number: int) -> Drawing:
    """The drawing; `number` makes its ids unlike those of others on the page.

    Raises:
        DotError: dot refuses the source, or takes longer than 10 s.
    """
    try:
        root = etree.fromstring(_run(source))
    except etree.ParseError:
        raise DotError("one fence is one graph") from None
    width, height = (float(one) for one in root.attrib["viewBox"].split()[2:])
    _plain(root)
    # Nodes on a ground that the author coloured need the colours the author sees in Graphviz: black on white.
    own_ground = any(_filled(one) for one in root.iter("g") if one.get("class") in ("graph", "cluster"))
    if not own_ground:
        _adopt(root)
    _rename(root, f"sg-graph-{number}-")
    for name in ("height", "xmlns"):
        root.attrib.pop(name, None)
    label = ", ".join(_words(root)) or "graph"
    root.attrib |= {
        "data-diagram": "",
        "role": "img",
        "aria-label": f"Graph: {label[:240]}",
        "width": f"{width * LARGEST:.0f}",
    }
    if own_ground:
        root.set("class", "sg-on-paper")
    scale = min(LARGEST, WIDTH / width, HEIGHT / height)
    sizes = [float(one.get("font-size", FONT)) for one in root.iter("text")]
    svg = etree.tostring(root, encoding="unicode")
    return Drawing(svg, scale * min(sizes, default=FONT))


@lru_cache(maxsize=256)
def _run(source: str) -> str:
    # With SERVER_NAME and without directories in GV_FILE_PATH, dot opens no file that a graph names.
    env = os.environ | {"SERVER_NAME": "slidegen", "GV_FILE_PATH": "", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(
                ["dot", "-Tsvg", *DEFAULTS],
                input=source.encode(), capture_output=True, timeout=TIMEOUT, env=env, cwd=empty, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise DotError(f"dot took longer than {TIMEOUT} s") from None
        except OSError as error:
            raise DotError(f"dot cannot be run: {error.strerror}") from None
    said = done.stderr.decode(errors="replace")
    if done.returncode or not done.stdout.strip():
        reason = next(
            (one for one in said.splitlines() if one.startswith("Error")), said.strip() or "no graph"
        )
        line = SYNTAX_LINE.search(reason)
        raise DotError(
            reason.removeprefix("Error: ").removeprefix("<stdin>: "), int(line[1]) if line else None
        )
    return done.stdout.decode()


def _plain(root: etree.Element) -> None:
    """Without namespaces, fonts, pictures and the tooltips that dot makes from names."""
    for parent in root.iter():
        parent.tag = parent.tag.partition("}")[2] or parent.tag
        for child in [one for one in parent if one.tag.endswith(("}title", "}image"))]:
            parent.remove(child)
        attributes = {name.partition("}")[2] or name: value for name, value in parent.attrib.items()}
        if "href" not in attributes:
            attributes.pop("title", None)
        attributes.pop("font-family", None)
        parent.attrib.clear()
        parent.attrib |= attributes


def _filled(group: etree.Element) -> bool:
    own = ("none", "transparent")
    return any(one.get("fill", "none") not in own for one in _shapes(group) if one.tag != "text")


def _shapes(group: etree.Element) -> Iterator[etree.Element]:
    """The group's own shapes, through links, without those of groups of a kind of their own."""
    for one in group:
        if one.tag in ("polygon", "ellipse", "path", "polyline", "text"):
            yield one
        elif one.tag in ("g", "a") and one.get("class") is None:
            yield from _shapes(one)


def _adopt(root: etree.Element) -> None:
    """What is black or unsaid takes the page's colours."""
    for group in root.iter("g"):
        kind = (group.get("class") or "").split(" ")[0]
        if kind not in ("node", "edge", "cluster", "graph"):
            continue
        line = LINE if kind == "edge" else EDGE
        ground = kind == "node" and _filled(group)
        for shape in _shapes(group):
            if shape.tag == "text":
                if shape.get("fill", "black") == "black":
                    shape.set("fill", "#0f1419" if ground else INK)
                continue
            if shape.get("stroke") == "black":
                shape.set("stroke", line)
            if shape.get("fill") == "black":
                shape.set("fill", line)


def _rename(root: etree.Element, prefix: str) -> None:
    """Ids that only count go; those that something may refer to become the drawing's own."""
    for one in root.iter():
        name = one.get("id")
        if name is not None and NUMBERED.fullmatch(name):
            del one.attrib["id"]
        elif name is not None:
            one.set("id", prefix + name)
        for attribute, value in one.attrib.items():
            if value.startswith("url(#"):
                one.set(attribute, REFERENCE.sub(f"url(#{prefix}", value))


def _words(root: etree.Element) -> Iterator[str]:
    for one in root.iter("text"):
        if text := (one.text or "").strip():
            yield text
