"""What a feature knows of the slide that is being rendered, and where it leaves what it has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidegen.errors import Location
from slidegen.markup.pieces import Pieces
from slidegen.model import Citations, Finding, Severity

if TYPE_CHECKING:
    from slidegen.markup.features.math_formulas import Formulas


@dataclass(slots=True)
class Context:
    """One for each converter; the renderer sets the place before each text.

    Attributes:
        source: the Markdown that is being rendered: a slide's body, or its notes.
        where: the file, and the line on which `source` starts.
        folder: the deck file's folder, which relative paths start from.
        options: the deck's settings.
        citations: the deck's bibliography.
        memory: what a feature keeps from slide to slide of one deck, by the feature's name.
        uses: features whose styles and scripts the slides so far need; emptied by the renderer.
        findings: what was said; emptied by the renderer.
        read: the files that the slides so far depend on; emptied by the renderer before each deck.
        volatile: whether a slide depends on something that is no file; likewise.
        root: the project's folder; files outside it and `folder` are none of a slide's business.
        pieces: finished code and formulas of the deck's last build and of this one.
        formulas: those of the text that is being rendered; None where dollars mean nothing.
    """

    source: str = ""
    where: Location = field(default_factory=lambda: Location(Path("-"), 1))
    folder: Path = field(default_factory=Path)
    options: Mapping[str, Any] = field(default_factory=dict)
    citations: Citations | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    read: set[Path] = field(default_factory=set)
    volatile: bool = False
    root: Path | None = None
    pieces: Pieces = field(default_factory=Pieces)
    formulas: Formulas | None = None

    def use(self, name: str) -> None:
        """The slide needs the feature's files."""
        self.uses.add(name)

    def reads(self, path: Path) -> Path:
        """The slides depend on this file or folder; returns its path, taken from the deck's folder.

        Call it before every look at the disk, also for a file that turns out to be missing: the preview
        watches it, and a deck kept from an earlier build is built anew when it changes, comes or goes.

            text = context.reads(Path(address)).read_text("utf-8")

        What the deck is made from before it is rendered (an included file) goes into `Deck.sources` instead.
        slidegen's own files, templates and installed packages need not be told.
        """
        full = self.folder / path
        self.read.add(full)
        return full

    def depends_on_more(self) -> None:
        """The slide depends on something that is no file, such as a program that may be installed tomorrow.

        Its deck is never kept for the next build.
        """
        self.volatile = True

    def at(self, text: str) -> Location:
        """The line of the source on which this text first stands; the first line where it does not."""
        offset = self.source.find(text) if text else 0
        return self.where.below(self.source.count("\n", 0, max(0, offset)))

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
