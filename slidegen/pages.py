"""Rendered decks as pages, from templates: ours, or those of the same name in the project's own folder."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket

from slidegen import __version__, resources
from slidegen.assets import OUTSIDE
from slidegen.disk import signature
from slidegen.errors import DeckError, Location
from slidegen.meta import of_deck, of_index
from slidegen.model import Deck, Page, RenderedDeck, RenderedSlide, Theme, root_of
from slidegen.usercache import bytecode_folder


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
    found = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, bytecode_cache=_compiled()
    )
    # a file that is missing, or lies elsewhere, keeps its address
    found.filters["from_root"] = lambda address, root: (
        root + address if address.startswith(("_assets/", "_slidegen/")) else address
    )
    return found


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates in the user's cache folder; a build does not fail for a disk that is full."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    """Where compiled templates are kept, if Python keeps its own byte code: compiling takes longer than a page."""
    folder = None if sys.dont_write_bytecode else bytecode_folder()
    if folder is None:
        return None
    try:
        folder = folder / f"templates-{__version__}"
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError:
        return None
    return _Compiled(str(folder))


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
        uses=_files_of(tuple(rendered.uses)),
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
    return file is None or not _is_ours(file)


@lru_cache(maxsize=16)
def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(resources.templates())


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
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in frames if frame.filename.endswith(".j2")]
    return Location(Path(found[-1].filename), found[-1].lineno) if found else None


def _reveal_options(deck: Deck, theme: Theme) -> dict[str, Any]:
    """reveal.js options of the deck: `revealOptions`, and the theme's nature as `slidegenTheme`."""
    options = deck.options.get("revealOptions") or {}
    return {**({"center": True} if theme.centred else {}), **options, "slidegenTheme": theme.nature}


@lru_cache(maxsize=64)
def _files_of(uses: tuple[str, ...]) -> dict[str, list[str]]:
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
