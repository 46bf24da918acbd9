"""From a `Deck` to HTML: each slide rendered on its own, then the page."""

from __future__ import annotations

import traceback
import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from slidegen import __version__, resources
from slidegen.assets import OUTSIDE, Assets, place_of
from slidegen.deck.directives import braces
from slidegen.deck.ids import title_of
from slidegen.demo import embed
from slidegen.demo.catalog import Catalog
from slidegen.disk import Disk, signature
from slidegen.errors import DeckError, Location, SlidegenError
from slidegen.linked import link
from slidegen.lock import Lock, read_lock
from slidegen.markup.convert import Converter
from slidegen.markup.profile import Profile
from slidegen.meta import of_deck, of_index
from slidegen.model import Deck, DemoUse, Finding, LineMap, Page, RenderedDeck, RenderedSlide, Slide, Theme
from slidegen.theme import Themes

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
        self, deck: Deck, pages: Mapping[Path, str] | None = None
    ) -> tuple[RenderedDeck, tuple[Finding, ...]]:
        """All slides of a deck as HTML, and what is missing.

        Args:
            deck: the deck.
            pages: files of other decks, to the address of their page seen from this one.

        Raises:
            DemoError: a slide names an unknown demo or a parameter that its manifest does not allow.
        """
        self._root, self._lines = root_of(deck.name), deck.lines
        self._converter = self._converter_for(Profile.of(deck))
        context = self._converter.context
        context.folder, context.options, context.memory = deck.path.parent, deck.options, {}
        context.citations = deck.citations
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
        use = self._use(address, {}, background=True)
        demo = self.catalog.find(use.name, use.where)
        rest = {name: value for name, value in attrs.items() if name != "data-background-iframe"}
        return rest | embed.background_attrs(use, demo.manifest, self._root, self._instance())

    def _use(self, address: str, attrs: Mapping[str, str], *, background: bool) -> DemoUse:
        assert self._slide is not None
        name, params = embed.parse_address(address)
        known = (one for one in self._slide.demos if one.name == name and one.params == params)
        where = next((one.where for one in known if one.background == background), self._slide.where)
        use = DemoUse(name, params, attrs, where, background)
        self._uses.append(use)
        return use

    def _instance(self) -> str:
        assert self._slide is not None
        return f"{self._slide.id}-{len(self._uses)}"


def root_of(name: str) -> str:
    """The site's root seen from the page of the deck of that name: `../` for each part."""
    return "../" * (name.count("/") + 1)


def environment(own: Path | None = None) -> jinja2.Environment:
    """Jinja2 with our templates; a file of the same name in the project's own folder comes first.

    `slidegen/NAME` is always ours, so that a user's template of the same name can extend it.
    """
    folders = tuple(one for one in (own, resources.templates()) if one is not None and one.is_dir())
    return _environment(
        folders, tuple(part for one in folders for part in signature(str(one), (".j2", ".js")))
    )


@lru_cache(maxsize=2)
def _environment(folders: tuple[Path, ...], _: tuple[str | int, ...]) -> jinja2.Environment:
    """One for each state of the folders: compiled templates stay for the preview's next build."""
    ours = jinja2.PrefixLoader({"slidegen": jinja2.FileSystemLoader(resources.templates())})
    loader = jinja2.ChoiceLoader([ours, jinja2.FileSystemLoader(folders)])
    found = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    # a file that is missing, or lies elsewhere, keeps its address
    found.filters["from_root"] = lambda address, root: (
        root + address if address.startswith(("_assets/", "_slidegen/")) else address
    )
    return found


def deck_page(env: jinja2.Environment, rendered: RenderedDeck) -> Page:
    """The deck's page."""
    deck = rendered.deck
    html = _fill(
        env,
        _template(deck),
        own_blocks=_is_own(env, _template(deck)),
        deck=rendered,
        root=root_of(deck.name),
        meta=of_deck(rendered),
        linked=rendered.linked,
        reveal=_reveal_options(deck, rendered.theme),
        uses=_files_of(rendered.uses),
        has_demos=any(slide.demos for slide in rendered.slides),
        has_outside=any(_is_outside(slide) for slide in rendered.slides),
        version=__version__,
    )
    return Page(f"{deck.name}/index.html", deck.title, html, rendered)


def index_page(env: jinja2.Environment, pages: Sequence[Page], title: str, lang: str, url: str = "") -> Page:
    """The list of decks of a site that will stand at this address, if anybody knows."""
    html = _fill(
        env,
        "index.html.j2",
        pages=pages,
        root="",
        title=title,
        lang=lang,
        meta=of_index(url),
        version=__version__,
    )
    return Page("index.html", title, html)


def _template(deck: Deck) -> str:
    """The page's template: the deck's own choice by file name, `template: name.j2`, else `deck.html.j2`."""
    asked = deck.options.get("template")
    return asked if isinstance(asked, str) and asked.endswith(".j2") else "deck.html.j2"


def _is_own(env: jinja2.Environment, name: str) -> bool:
    """Whether the template is the user's, not ours."""
    try:
        file = env.get_template(name).filename
    except jinja2.TemplateError:
        return True  # `_fill` will say what is wrong
    return file is None or not Path(file).is_relative_to(resources.templates())


def _fill(env: jinja2.Environment, name: str, **values: Any) -> str:
    """A template's output; a fault in a user's own template says where it is."""
    try:
        return env.get_template(name).render(**values)
    except jinja2.TemplateSyntaxError as error:
        where = Location(Path(error.filename or name), error.lineno)
        raise DeckError(f"the template is not valid Jinja2: {error.message}", where=where) from None
    except jinja2.TemplateNotFound as error:
        hint = "put it into the project's templates folder; ours are slidegen/deck.html.j2 and the like"
        raise DeckError(f"there is no template {error}", where=_in_template(error), hint=hint) from None
    except Exception as error:  # a template can raise anything: {{ 1/0 }}
        said = " ".join(str(error).split())
        message = f"the template {name} cannot be filled in: {type(error).__name__}: {said}"
        raise DeckError(message, where=_in_template(error)) from error


def _in_template(error: Exception) -> Location | None:
    """The line of a template that raised it: Jinja2 puts one into the traceback for every template on the way."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in frames if frame.filename.endswith(".j2")]
    return Location(Path(found[-1].filename), found[-1].lineno) if found else None


def _reveal_options(deck: Deck, theme: Theme) -> dict[str, Any]:
    """reveal.js options of the deck: `revealOptions`, and the theme's nature as `slidegenTheme`."""
    options = deck.options.get("revealOptions") or {}
    return {**({"center": True} if theme.centred else {}), **options, "slidegenTheme": theme.nature}


def _files_of(uses: Sequence[str]) -> dict[str, list[str]]:
    """Addresses below `_slidegen/` of the features' styles and scripts, as far as there are any."""
    top = resources.templates() / "features"
    kinds = ("css", "js")
    return {
        kind: [f"{name}/{name}.{kind}" for name in uses if (top / name / f"{name}.{kind}").is_file()]
        for kind in kinds
    }


def _is_outside(slide: RenderedSlide) -> bool:
    return any(
        name.startswith("data-background-") and OUTSIDE.match(value) and "//" in value
        for name, value in slide.attrs.items()
    ) or ("<iframe" in slide.html and "//" in slide.html)


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
