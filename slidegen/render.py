"""From a `Deck` to HTML: each slide rendered on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidegen.assets import Assets, place_of
from slidegen.deck.directives import braces
from slidegen.deck.ids import title_of
from slidegen.demo.catalog import Catalog
from slidegen.disk import Disk
from slidegen.errors import DeckError, Location, SlidegenError
from slidegen.linked import link
from slidegen.lock import Lock, read_lock
from slidegen.markup.convert import Converter
from slidegen.markup.pieces import Pieces
from slidegen.markup.profile import Profile
from slidegen.model import Deck, DemoUse, Finding, LineMap, RenderedDeck, RenderedSlide, Slide, root_of
from slidegen.theme import Themes

if TYPE_CHECKING:
    import xml.etree.ElementTree as etree

# Pictures of the first slide and the next load at once, those of later slides when they come near.
EAGER = 2


class Renderer:
    """Renders decks one after the other with one Markdown converter.

    Args:
        catalog: the demos that slides may name.
        extensions: Python-Markdown extensions by name.
        project: the project's folder, whose files slides may show.
        disk: what is known of the disk.
        lock: which remote pictures and videos have copies; by default what the project's slidegen.lock says.
        templates: the project's own templates, whose themes decks may name.
        configs: options of the extensions.
    """

    def __init__(
        self,
        catalog: Catalog,
        extensions: Sequence[str] = (),
        project: Path | None = None,
        disk: Disk | None = None,
        templates: Path | None = None,
        lock: Lock | None = None,
        configs: Mapping[str, Any] | None = None,
    ) -> None:
        self.catalog = catalog
        self._themes = Themes(templates, project)
        self._project = project
        self._disk = disk or Disk()
        self._lock = lock or (read_lock(project) if project else None)
        self._extensions, self._configs = tuple(extensions), configs
        self._converters: dict[Profile, Converter] = {}
        self._converter = self._converter_for(Profile())
        self.grammar = self._converter.grammar
        self._slide: Slide | None = None
        self._root = ""
        self._lines = LineMap()
        self._uses: list[DemoUse] = []

    def deck(
        self,
        deck: Deck,
        pages: Mapping[Path, str] | None = None,
        pieces: Mapping[str, str] | None = None,
    ) -> tuple[RenderedDeck, tuple[Finding, ...]]:
        """All slides of a deck as HTML, and what is missing.

        Args:
            deck: the deck.
            pages: files of other decks, to the address of their page seen from this one.
            pieces: finished code and formulas of an earlier build.

        Raises:
            DemoError: a slide names an unknown demo or a parameter that its manifest does not allow.
        """
        self._root, self._lines = root_of(deck.name), deck.lines
        self._converter = self._converter_for(Profile.of(deck))
        context = self._converter.context
        context.folder, context.options, context.memory = deck.path.parent, deck.options, {}
        context.citations, context.pieces = deck.citations, Pieces(pieces or {}, keeps=pieces is not None)
        context.read, context.volatile, context.root = set(), False, self._project
        eager = EAGER if deck.dialect == "slidegen" else None
        assets = Assets(
            deck.path.parent, self._project, pages or {}, self._root, self._disk, eager, self._lock
        )
        findings: list[Finding] = []
        stacks = []
        for stack in deck.stacks:
            stacks.append(tuple(self._render(slide, assets, findings) for slide in stack.slides))
        theme, said = self._themes.of(deck)
        rendered = RenderedDeck(
            deck,
            tuple(stacks),
            dict(assets.files),
            frozenset(context.read | theme.sources | (assets.seen - assets.links.keys())),
            context.volatile,
            {path: assets.links.get(path, "") for path in assets.seen},
            theme,
            remote={url: deck.lines.real(where) for url, where in assets.remote.items()},
            copied=frozenset(assets.remote) - set(assets.unfetched),
            pieces=context.pieces.now,
        )
        linked, missing = link(rendered, self._project)
        return replace(rendered, linked=linked), (*findings, *said, *missing, *_unfetched(assets))

    def _converter_for(self, profile: Profile) -> Converter:
        if profile not in self._converters:
            self._converters[profile] = Converter(self._figure, self._extensions, profile, self._configs)
        return self._converters[profile]

    def _render(self, slide: Slide, assets: Assets, findings: list[Finding]) -> RenderedSlide:
        self._slide, self._uses = slide, []
        assets.next_slide()
        context = self._converter.context
        context.where = slide.where
        found, html = self._convert(slide.markdown)
        attrs = self._background(assets.attrs(found))
        html = assets.html(html)
        _report(assets, slide.markdown, slide.where, findings)
        notes = self._notes(slide, assets, findings)
        result = RenderedSlide(
            id=slide.id,
            title=title_of(slide.markdown),
            attrs={name: value for name, value in attrs.items() if name != "id"},
            html=html,
            notes_html=notes,
            demos=tuple(replace(use, where=self._lines.real(use.where)) for use in self._uses),
            where=self._lines.real(slide.where),
            uses=frozenset(context.uses),
        )
        findings += context.findings
        context.uses.clear()
        context.findings.clear()
        return result

    def _notes(self, slide: Slide, assets: Assets, findings: list[Finding]) -> str | None:
        """The speaker notes in HTML."""
        if not slide.notes:
            return None
        where = slide.notes_where or slide.where
        self._converter.context.where = where
        html = assets.html(self._convert(slide.notes)[1])
        _report(assets, slide.notes, where, findings)
        return html

    def _convert(self, markdown: str) -> tuple[dict[str, str], str]:
        """The slide's attributes and HTML; what a user's own extension raises is a fault of that extension."""
        try:
            return self._converter.slide(markdown)
        except SlidegenError:
            raise
        except Exception as error:
            if not self._extensions:
                raise
            raise DeckError(
                f"a Markdown extension failed here: {type(error).__name__}: {' '.join(str(error).split())}",
                where=self._slide.where if self._slide else None,
                hint="one of `extensions` in slidegen.toml",
            ) from error

    def _figure(self, address: str, attrs: str, caption: str) -> etree.Element:
        """The figure of a demo in the slide that is being rendered."""
        from slidegen.demo import embed

        use = self._use(address, braces(attrs), background=False)
        demo = self.catalog.find(use.name, use.where)
        figure = embed.figure(use, demo.manifest, self._root, self._instance())
        if caption:
            figure.set("aria-label", caption)
        return figure

    def _background(self, attrs: dict[str, str]) -> dict[str, str]:
        address = attrs.get("data-background-iframe", "")
        if not address.startswith("demo:"):
            return attrs
        from slidegen.demo import embed

        use = self._use(address, {}, background=True)
        demo = self.catalog.find(use.name, use.where)
        rest = {name: value for name, value in attrs.items() if name != "data-background-iframe"}
        return rest | embed.background_attrs(use, demo.manifest, self._root, self._instance())

    def _use(self, address: str, attrs: Mapping[str, str], *, background: bool) -> DemoUse:
        assert self._slide is not None
        from slidegen.demo.embed import parse_address

        name, params = parse_address(address)
        known = (one for one in self._slide.demos if one.name == name and one.params == params)
        where = next((one.where for one in known if one.background == background), self._slide.where)
        use = DemoUse(name, params, attrs, where, background)
        self._uses.append(use)
        return use

    def _instance(self) -> str:
        assert self._slide is not None
        return f"{self._slide.id}-{len(self._uses)}"


def _report(assets: Assets, markdown: str, where: Location, findings: list[Finding]) -> None:
    """Say what is wrong with the addresses of a text, at the lines on which they stand."""
    for problem in assets.problems:
        place = place_of(problem.address, markdown, where)
        findings.append(Finding(problem.rule, problem.message, place, problem.hint))
    assets.problems.clear()
    assets.locate(markdown, where)


def _unfetched(assets: Assets) -> list[Finding]:
    """One note for a deck that needs the network for its pictures and videos."""
    if not assets.unfetched:
        return []
    first, more = assets.unfetched[0], len(assets.unfetched) - 1
    message = f"not fetched: {first}" + f" and {more} more" * (more > 0)
    hint = (
        "`slidegen fetch` copies pictures and videos, to present offline; `slidegen fetch --check` lists them"
    )
    return [Finding("not-fetched", message, assets.remote[first], hint, "note")]
