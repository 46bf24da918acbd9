"""The plain values of `slidegen shots`: what was seen of a slide, and where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slidegen.errors import Location

Box = tuple[int, int, int, int]  # x, y, width, height in CSS pixels of the window


@dataclass(frozen=True, slots=True)
class Environment:
    """What decides the pixels of a page besides the page itself.

    `probe` is a hash of a fixed page's pixels: it tells apart two machines of the same platform and browser
    whose fonts or font rendering differ.
    """

    browser: str
    version: str
    platform: str
    scale: float
    probe: str

    def __str__(self) -> str:
        return f"{self.browser} {self.version}, {self.platform}, scale {self.scale:g}, probe {self.probe}"


@dataclass(frozen=True, slots=True)
class Block:
    """A visible block of a slide: its tag, its own text (white space collapsed), its box."""

    tag: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Shot:
    """One slide as a browser showed it.

    `png` is None where no picture could be taken; `demos` are the settled demos' `instance`, `step` and
    `hash`; `outside` the addresses outside the site that were not loaded; `overflow` the pixels by which
    the content leaves the slide; `failures` what went wrong with our own page, in one line each.
    """

    id: str
    title: str
    where: Location
    png: bytes | None
    blocks: tuple[Block, ...] = ()
    demos: tuple[Mapping[str, Any], ...] = ()
    outside: tuple[str, ...] = ()
    overflow: tuple[int, int] = (0, 0)
    failures: tuple[str, ...] = field(default=())
    seconds: float = 0.0
