"""Errors a user can cause, each saying where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def similar(word: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """The known word that was probably meant, alone in a list; an empty list where none is as similar as `cutoff`."""
    import difflib  # only for mistakes

    return difflib.get_close_matches(word, list(known), 1, cutoff)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: `path` as the user gave it, `line` from 1 (None: the file as a whole)."""

    path: Path
    line: int | None = None

    def __str__(self) -> str:
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"

    def below(self, lines: int) -> Location:
        """The place so many lines further down in the text that begins here."""
        return Location(self.path, (self.line or 1) + lines)


@dataclass(frozen=True, slots=True)
class Patched(Location):
    """Where a text begins whose last lines were written elsewhere.

    From each line of it that `moved` names first, counted from 0, it goes on as the file does from the second, from 1.
    """

    moved: tuple[tuple[int, int], ...] = ()

    def below(self, lines: int) -> Location:
        """Where that line of the text was written."""
        for first, line in reversed(self.moved):
            if lines >= first:
                return Location(self.path, line + lines - first)
        return Location(self.path, (self.line or 1) + lines)


class SlidegenError(Exception):
    """A mistake the user can mend; the command line prints it as one line, without a traceback.

    Args:
        message: what is wrong, without a final period.
        where: the file and line, where there is one.
        hint: what to do about it.

    Attributes:
        deck: the file of the deck that cannot be built because of it, which may not be the file of `where`.
    """

    exit_code = 1
    deck: Path | None = None

    def __init__(self, message: str, *, where: Location | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        start = f"{self.where}: " if self.where else ""
        end = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{start}{self.message}{end}".splitlines())  # what a user wrote may hold line ends


class UsageError(SlidegenError):
    """The command line or the project file asks for something that does not exist."""

    exit_code = 2


class ProjectError(UsageError):
    """slidegen.toml cannot be used."""


class DeckError(SlidegenError):
    """A deck cannot be read or rendered."""


class DemoError(SlidegenError):
    """A demo is unknown, its manifest is wrong, or a parameter does not fit the manifest."""


class OutputError(SlidegenError):
    """The site cannot be written where the user wants it."""


class ServeError(SlidegenError):
    """The preview server cannot start."""


class BrowserError(SlidegenError):
    """There is no browser, or it cannot be started or installed."""


class ShotError(SlidegenError):
    """Pictures cannot be taken, read or stored."""


class PublishError(SlidegenError):
    """The site cannot be published."""


class MissingExtraError(UsageError):
    """A command needs packages of an extra that is not installed.

    Args:
        command: the command, as typed after `slidegen`.
        extra: the extra's name in pyproject.toml.
        module: the module that could not be imported.
    """

    def __init__(self, command: str, extra: str, module: str) -> None:
        super().__init__(
            f"`slidegen {command}` needs the package {module!r}, which is not installed",
            hint=f"install the extra: in a checkout `uv sync --extra {extra}`, "
            f"elsewhere `pip install 'slidegen-live[{extra}]'` from the wheel you have",
        )
