"""A deck's text as the stages behind includes see it; apart from them, since most decks include nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from slidegen.model import Finding, LineMap


@dataclass(frozen=True, slots=True)
class Expanded:
    """A deck's text with its includes filled in.

    `lines` leads from the lines of this text to those of the files; `sources` are the included files.
    """

    text: str
    lines: LineMap = field(default_factory=LineMap)
    sources: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
