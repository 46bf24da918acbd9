"""What a feature knows of the slide that is being rendered, and where it leaves what it has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from slidegen.errors import Location
from slidegen.model import Finding, Severity


@dataclass(slots=True)
class Context:
    """One for each converter; the renderer sets the place before each text.

    Attributes:
        source: the Markdown that is being rendered: a slide's body, or its notes.
        where: the file, and the line on which `source` starts.
        folder: the deck file's folder, which relative paths start from.
        options: the deck's settings.
        memory: what a feature keeps from slide to slide of one deck, by the feature's name.
        uses: features whose styles and scripts the slides so far need; emptied by the renderer.
        findings: what was said; emptied by the renderer.
    """

    source: str = ""
    where: Location = field(default_factory=lambda: Location(Path("-"), 1))
    folder: Path = field(default_factory=Path)
    options: Mapping[str, Any] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def use(self, name: str) -> None:
        """The slide needs the feature's files."""
        self.uses.add(name)

    def at(self, text: str) -> Location:
        """The line of the source on which this text first stands; the first line where it does not."""
        offset = self.source.find(text) if text else 0
        return Location(self.where.path, (self.where.line or 1) + self.source.count("\n", 0, max(0, offset)))

    def say(
        self,
        rule: str,
        message: str,
        where: Location | str = "",
        hint: str | None = None,
        severity: Severity = "warning",
    ) -> None:
        """Report something at a place, or at the line where some text of the source stands."""
        place = self.at(where) if isinstance(where, str) else where
        self.findings.append(Finding(rule, message, place, hint, severity))
