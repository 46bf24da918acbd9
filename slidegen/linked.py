"""What a deck's settings link to its page: styles, scripts, an icon, folders, the picture that stands for it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from slidegen.errors import Location
from slidegen.model import Deck, Finding, Linked, RenderedDeck, root_of

OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
PICTURE = re.compile(
    r"[^?#]+\.(?:png|jpe?g|gif|webp)(?:[?#]|$)", re.I
)  # what sites that show a preview can draw
SOURCE = re.compile(r"""<img\b[^>]*?\s(?:src|data-src)="([^"]+)\"""")
FIRST_SLIDES = 3


def link(rendered: RenderedDeck, project: Path | None) -> tuple[Linked, tuple[Finding, ...]]:
    """The files that the deck's settings name, and what is missing.

    Args:
        rendered: the deck.
        project: the project's folder; names are relative to the deck's folder, then to this one.

    Raises:
        DeckError: a style sheet cannot be read.
    """
    work = _Linking(rendered.deck, project)
    options = rendered.deck.options
    styles = tuple(work.style(name) for name in options.get("css", ()))
    scripts = tuple(work.file("scripts", name) for name in options.get("scripts", ()))
    for name in options.get("staticDirs", ()):
        work.folder(name)
    icon = work.icon()
    image = work.image(rendered)
    linked = Linked(styles, scripts, icon, image, work.files, frozenset(work.sources))
    return linked, tuple(work.findings)


@dataclass(slots=True)
class _Linking:
    deck: Deck
    project: Path | None
    files: dict[str, bytes | Path] = field(default_factory=dict)
    sources: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def style(self, name: str) -> str:
        """The address of a style sheet."""
        path = self._found("css", name)
        if path is None:
            return name
        from slidegen.stylesheet import bundle

        sheet = bundle(path, inside=self._tops())
        self.files.update(sheet.files)
        self.sources.update(sheet.sources)
        self.findings.extend(sheet.findings)
        return sheet.address

    def file(self, key: str, name: str) -> str:
        """The address of a file that is copied as it is."""
        path = self._found(key, name)
        return name if path is None else self._copied(path)

    def folder(self, name: str) -> None:
        """Copy a folder beside the deck's page, under its own name, for scripts that ask for its files."""
        path = self._found("staticDirs", name, folder=True)
        if path is None:
            return
        base = self.deck.path.parent
        inner = path.relative_to(base) if path.is_relative_to(base) else Path(path.name)
        for file in _plain_files(path):
            self.files[f"{self.deck.name}/{inner.as_posix()}/{file.relative_to(path).as_posix()}"] = file
            self.sources.add(file)

    def icon(self) -> str:
        """The page's icon; like reveal-md we take a favicon.ico beside the deck. Empty where there is none."""
        if name := self.deck.options.get("favicon"):
            return self.file("favicon", name)
        path = self.deck.path.parent / "favicon.ico"
        self.sources.add(path)
        return self._copied(path) if path.is_file() else ""

    def image(self, rendered: RenderedDeck) -> str:
        """The picture that stands for the deck: the one it names, a stored slide, or a first slide's own."""
        if name := self.deck.options.get("image"):
            return self.file("image", name)
        if not site_url(self.deck):
            return ""  # its address must be absolute
        featured = self._stored(rendered) if self.deck.options.get("featuredSlide") else ""
        return featured or next(_pictures(rendered), "") or self._stored(rendered)

    def _stored(self, rendered: RenderedDeck) -> str:
        """The stored picture of the first slide, or of the featured one."""
        folder = self.deck.path.parent / ".shots" / self.deck.path.stem
        record = folder / "record.json"
        self.sources.add(record)
        try:
            slides = json.loads(record.read_text("utf-8"))["slides"]
            path = folder / slides[_featured(rendered)]["picture"]
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return ""
        self.sources.add(path)
        return self._copied(path) if path.is_file() else ""

    def _found(self, key: str, name: str, *, folder: bool = False) -> Path | None:
        """The file; None where it lies elsewhere or is missing, which is said."""
        where = self.deck.places.get(key, Location(self.deck.label, 1))
        if OUTSIDE.match(name):
            message = f"{key}: {name} lies elsewhere: without a network it is missing"
            self._say("outside-style", message, where, "download it and name the file")
            return None
        for top in self._tops():
            path = Path(os.path.normpath(top / unquote(name).lstrip("/")))
            self.sources.add(path)
            there = (
                os.path.isdir if folder else os.path.isfile
            )  # false, not an error, where a name is too long
            if there(path):
                if any(path.is_relative_to(one) for one in self._tops()):
                    return path
                message, hint = (
                    f"{key}: {name} lies outside the project and is not copied",
                    "move it into the project",
                )
                self._say("outside-file", message, where, hint)
                return None
        hint = "it is relative to the deck's folder, or to the project's"
        self._say("missing-file", f"{key}: no such {'folder' if folder else 'file'}: {name}", where, hint)
        return None

    def _tops(self) -> list[Path]:
        return list(dict.fromkeys(one.absolute() for one in (self.deck.path.parent, self.project) if one))

    def _copied(self, path: Path) -> str:
        self.sources.add(path)
        stem = re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "file"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        address = f"_assets/{stem}.{digest}{path.suffix.lower()}"
        self.files[address] = path
        return address

    def _say(self, rule: str, message: str, where: Location, hint: str) -> None:
        self.findings.append(Finding(rule, message, where, hint))


def site_url(deck: Deck) -> str:
    """The address under which the site will stand, without a final slash; empty where nobody says it."""
    return str(deck.options.get("absoluteUrl") or deck.options.get("url") or "").rstrip("/")


def _featured(rendered: RenderedDeck) -> str:
    """The id of the slide that `featuredSlide` counts, `3` or `3-2`; the first one's otherwise."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", str(rendered.deck.options.get("featuredSlide") or "1"))
    stack, slide = (int(found[1]), int(found[2] or 1)) if found else (1, 1)
    return rendered.stacks[max(0, stack - 1)][max(0, slide - 1)].id


def _pictures(rendered: RenderedDeck) -> Iterator[str]:
    """The pictures of the first slides that a site showing a preview can draw, by address below the site's root."""
    up = root_of(rendered.deck.name)
    for slide in rendered.slides[:FIRST_SLIDES]:
        background = slide.attrs.get("data-background-image", "")
        for address in (background, *SOURCE.findall(slide.html)):
            if PICTURE.match(address) and (OUTSIDE.match(address) or address.startswith(f"{up}_assets/")):
                yield address.removeprefix(up)


def _plain_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path
