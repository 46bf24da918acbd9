"""The plain values that flow through slidegen, each frozen.

Project -> Deck(stacks) -> Stack(slides) -> Slide -> RenderedSlide -> Page -> Site -> directory
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from slidegen.errors import Location

Severity = Literal["note", "warning", "error"]
Dialect = Literal["slidegen", "reveal"]
Nature = Literal["dark", "light", "auto"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a deck's author probably did not mean; the build says it and carries on.

    `about` is the address that it blames, where a copy of that file would mend it.
    """

    rule: str
    message: str
    where: Location
    hint: str | None = None
    severity: Severity = "warning"
    about: str = ""

    def __str__(self) -> str:
        end = f" ({self.hint})" if self.hint else ""
        return f"{self.where}: {self.severity}: {self.message}{end} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class LineMap:
    """From lines of a deck's text, includes filled in, to the files' own lines.

    The lines from `starts[i]` on, named as lines of `label`, stand in the file and from the line `places[i]`.
    Empty where nothing was included.
    """

    label: Path = Path()
    starts: tuple[int, ...] = ()
    places: tuple[Location, ...] = ()

    def real(self, where: Location) -> Location:
        """The place in the author's files; one that is no line of the deck's text stays as it is."""
        if where.line is None or not self.starts or where.path != self.label or where.line < self.starts[0]:
            return where
        index = bisect_right(self.starts, where.line) - 1
        place = self.places[index]
        return Location(place.path, (place.line or 1) + where.line - self.starts[index])


@dataclass(frozen=True, slots=True)
class Citations:
    """A deck's bibliography: its .bib files, how messages name them, and the keys of the works it cites.

    `cited` is in the order of the list of works. `style` is "author-year" or "numeric".
    """

    files: tuple[Path, ...]
    labels: tuple[Path, ...]
    style: str = "author-year"
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoUse:
    """One place where a slide shows a demo, as the author wrote it.

    `params` are the raw strings of the address's query; `attrs` those of the braces behind it
    (height, ui); `background` is true for `data-background-iframe="demo:..."`.
    """

    name: str
    params: Mapping[str, str]
    attrs: Mapping[str, str]
    where: Location
    background: bool = False


@dataclass(frozen=True, slots=True)
class Directive:
    """A `.slide` or `.element` comment with its attributes, found in the slide's text."""

    kind: Literal["slide", "element"]
    attrs: Mapping[str, str]
    where: Location


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide in Markdown. `id` is unique in its deck; `where` is its first line of text.

    `notes_where` is the first line of its notes.
    """

    id: str
    markdown: str
    attrs: Mapping[str, str]
    notes: str | None
    demos: tuple[DemoUse, ...]
    directives: tuple[Directive, ...]
    where: Location
    notes_where: Location | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """Slides that stand under each other; reveal.js shows stacks side by side."""

    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """A lecture: one Markdown file.

    `name` is its folder in the site, with `/` between parts; `label` the path that messages show; `source`
    the whole text with its includes filled in; `breaks` the lines on which separators stand, empty where
    headings cut the deck. `dialect` and `features` say which Markdown it is written in. All lines are those of
    `source`: `lines` leads back to the files. `sources` are the files besides `path` that the deck was made from
    or that were looked for while it was (included ones, reveal-md.json); a change to any of them makes another
    deck. `places` say where each of the `options` was set, but for those of the project and the command line.
    """

    name: str
    path: Path
    title: str
    lang: str
    stacks: tuple[Stack, ...]
    options: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    source: str = ""
    breaks: tuple[int, ...] = ()
    label: Path = Path()
    dialect: Dialect = "slidegen"
    features: frozenset[str] = frozenset()
    lines: LineMap = field(default_factory=LineMap)
    sources: tuple[Path, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)
    citations: Citations | None = None

    @property
    def slides(self) -> tuple[Slide, ...]:
        """All slides in the order they are presented."""
        return tuple(slide for stack in self.stacks for slide in stack.slides)


@dataclass(frozen=True, slots=True)
class RenderedSlide:
    """One slide in HTML: what stands inside its `<section>`, and the section's attributes.

    `uses` are the features whose styles and scripts it needs.
    """

    id: str
    title: str
    attrs: Mapping[str, str]
    html: str
    notes_html: str | None
    demos: tuple[DemoUse, ...]
    where: Location
    uses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Theme:
    """How a deck looks: which of our palettes it starts from, and a style sheet of its own, if any.

    `nature` `auto` follows the visitor's system. `address` is the style sheet's in the site; `files` maps addresses to
    what lies there; `sources` are the user's files that it was made from or that were looked for. `centred` says that
    slides stand in the middle of the screen, as reveal.js has them, unless the deck's options say otherwise.
    """

    name: str = "dark"
    nature: Nature = "dark"
    address: str | None = None
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    sources: frozenset[Path] = frozenset()
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """What the deck's settings name: addresses below the site's root, or outside ones as they were written.

    `image` is the picture that stands for the deck elsewhere; `files` and `sources` as in `Theme`.
    """

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    icon: str = ""
    image: str = ""
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    sources: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderedDeck:
    """A deck whose slides are HTML, and the local files its slides name.

    `assets` are by their address below the site's root. `reads` are the files that rendering depended on, there
    or not (see `Context.reads`). `links` are those of them that slides name, with the address of the page where
    one is another deck, else empty. `volatile` says that it depended on something that is no file. `remote`
    are the pictures and videos from elsewhere that slides name, with the first place of each; `copied` are those
    that the page takes from copies. `pieces` are the finished code and formulas, by what they were made from.
    """

    deck: Deck
    stacks: tuple[tuple[RenderedSlide, ...], ...]
    assets: Mapping[str, Path] = field(default_factory=dict)
    reads: frozenset[Path] = frozenset()
    volatile: bool = False
    links: Mapping[Path, str] = field(default_factory=dict)
    theme: Theme = field(default_factory=Theme)
    linked: Linked = field(default_factory=Linked)
    remote: Mapping[str, Location] = field(default_factory=dict)
    copied: frozenset[str] = frozenset()
    pieces: Mapping[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> frozenset[Path]:
        """Every file that the deck's page depends on, besides slidegen's own."""
        return self.reads | self.linked.sources | {self.deck.path, *self.deck.sources, *self.assets.values()}

    @property
    def slides(self) -> tuple[RenderedSlide, ...]:
        """All slides in the order they are presented."""
        return tuple(slide for stack in self.stacks for slide in stack)

    @property
    def uses(self) -> tuple[str, ...]:
        """The features that any slide uses, in the order of the alphabet."""
        return tuple(sorted({name for slide in self.slides for name in slide.uses}))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rest of the site has to know of a deck.

    `path` is its file; `demos` are the names of the demos it shows, one for each place; `files` are its assets
    and those of its theme; `uses`, `inputs` and `links` are those of its `RenderedDeck`.
    """

    path: Path
    lang: str
    slides: int
    demos: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    inputs: frozenset[Path] = frozenset()
    links: Mapping[Path, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rendered: RenderedDeck) -> Facts:
        """The facts of a deck."""
        return cls(
            rendered.deck.path,
            rendered.deck.lang,
            len(rendered.slides),
            tuple(use.name for slide in rendered.slides for use in slide.demos),
            rendered.uses,
            {**rendered.theme.files, **rendered.linked.files, **rendered.assets},
            rendered.inputs,
            rendered.links,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page of the site. `path` is relative to the site's root, with `/`.

    A deck's page has `facts`, and `deck`: the deck itself, or a function that makes it, for a page that
    was kept from an earlier build. Only what needs single slides should ask for it.
    """

    path: str
    title: str
    html: str
    rendered: RenderedDeck | Callable[[], RenderedDeck] | None = None
    facts: Facts | None = None

    def __post_init__(self) -> None:
        if self.facts is None and isinstance(self.rendered, RenderedDeck):
            object.__setattr__(self, "facts", Facts.of(self.rendered))

    @property
    def deck(self) -> RenderedDeck | None:
        """The deck that the page shows."""
        return self.rendered() if callable(self.rendered) else self.rendered


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site in memory.

    `files` maps each address relative to the root to its content: bytes, or the path of a file to
    copy unchanged. Pages are among the files. `demos` are the names of the demos in use.
    """

    files: Mapping[str, bytes | Path]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    demos: tuple[str, ...] = ()

    @property
    def decks(self) -> tuple[Page, ...]:
        """The pages that are decks."""
        return tuple(page for page in self.pages if page.facts is not None)


def root_of(name: str) -> str:
    """The site's root seen from the page of the deck of that name: `../` for each part."""
    return "../" * (name.count("/") + 1)
