"""From a Markdown file to a `Deck`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from slidegen.deck import footnotes
from slidegen.deck.directives import demo_uses, directives, slide_attributes
from slidegen.deck.flow import flow, has_headings
from slidegen.deck.frontmatter import split_front_matter
from slidegen.deck.heading import with_heading_id
from slidegen.deck.ids import Ids, base_id, own_id, title_of
from slidegen.deck.includes import Expanded, expand
from slidegen.deck.jsregex import compile_js
from slidegen.deck.lines import errors_of
from slidegen.deck.notes import has_notes, without_asides
from slidegen.deck.read import read_text
from slidegen.deck.settings import dialect, features
from slidegen.deck.split import (
    HORIZONTAL,
    STARS,
    Piece,
    Separators,
    dedent,
    detect_vertical,
    has_separator,
    split,
    split_notes,
)
from slidegen.deck.together import Together
from slidegen.errors import DeckError, Location
from slidegen.model import Deck, Finding, Slide, Stack

# reveal-md's names, in front matter and slidegen.toml alike
SEPARATOR_KEYS = {"separator": "horizontal", "verticalSeparator": "vertical", "notesSeparator": "notes"}
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def load(
    path: Path,
    name: str,
    options: Mapping[str, Any] | None = None,
    command_line: Mapping[str, Any] | None = None,
    label: Path | None = None,
    root: Path | None = None,
) -> Deck:
    """Read and cut one deck.

    Args:
        path: the file.
        name: the deck's folder in the site.
        options: the project's settings, which front matter overrides.
        command_line: settings that override both.
        label: how messages name the file; `path` where absent.
        root: the project's folder, from which the deck may include files.

    Raises:
        DeckError: the file or one it includes cannot be read, or its front matter or separators are wrong.
    """
    with errors_of(path):
        return _load(path, name, options or {}, command_line or {}, label or path, root)


def _load(
    path: Path,
    name: str,
    options: Mapping[str, Any],
    command_line: Mapping[str, Any],
    shown: Path,
    root: Path | None,
) -> Deck:
    text = read_text(path, shown)
    front, own, first_line = split_front_matter(text, shown)
    _check_scalars(front, shown)
    settings = {**options, **front, **command_line}
    spoken = dialect(settings, Location(shown, 1))
    expanded = expand(own, path, shown, first_line, root) if spoken == "slidegen" else Expanded(own)
    body = expanded.text
    separators, findings = _separators(settings, body, shown)
    wanted = _wanted(settings, shown)
    notes: Mapping[str, str] = {}
    if _by_headings(settings, body, separators, shown):
        text_only, notes = footnotes.lift(body) if "footnotes" in wanted else (body, notes)
        stacks, breaks = flow(text_only, first_line, together=Together(wanted, notes)), tuple[int, ...]()
    else:
        cut = split(body, separators, first_line)
        stacks = tuple(tuple((piece, None) for piece in stack) for stack in cut.stacks)
        breaks = cut.breaks
    slides = _slides(stacks, separators.notes, shown, wanted)
    if "footnotes" in wanted:
        slides = footnotes.carry(slides, notes)
    return Deck(
        name=name,
        path=path,
        title=_title(front, slides, path),
        lang=str(settings.get("lang") or guess_lang(body)),
        stacks=slides if has_notes(settings, Location(shown, 1)) else _public(slides),
        options=settings,
        findings=(*findings, *expanded.findings),
        source=text[: len(text) - len(own)] + body,
        breaks=tuple(breaks),
        label=shown,
        dialect=spoken,
        features=features(settings, Location(shown, 1)),
        lines=expanded.lines,
        sources=expanded.sources,
    )


def guess_lang(text: str) -> str:
    """`zh`, `ja`, `ko` or `en`, by the script of the text; front matter's `lang` says it exactly."""
    if text.isascii():
        return "en"
    letters = len(re.findall(r"[^\W\d_]", text)) or 1
    if len(CJK.findall(text)) / letters < 0.1:
        return "en"
    if re.search("[\u3040-\u30ff]", text):
        return "ja"
    return "ko" if re.search("[\uac00-\ud7af]", text) else "zh"


def _wanted(settings: Mapping[str, Any], path: Path) -> frozenset[str]:
    """The features that the deck is read with."""
    where = Location(path, 1)
    return features(settings, where) if dialect(settings, where) == "slidegen" else frozenset()


def _check_scalars(front: Mapping[str, Any], path: Path) -> None:
    """`title`, `lang` and `theme` are text; YAML also reads lists, and `no` as false."""
    for key in ("title", "lang", "theme"):
        value = front.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float)):
            raise DeckError(
                f"{key} in the front matter must be text, not {value!r}",
                where=Location(path, 1),
                hint="quote it",
            )


def _separators(settings: Mapping[str, Any], body: str, path: Path) -> tuple[Separators, list[Finding]]:
    given = {ours: settings[key] for key, ours in SEPARATOR_KEYS.items() if settings.get(key) is not None}
    if given.get("vertical") in ("", "none", False):
        given["vertical"] = None
    for key, ours in SEPARATOR_KEYS.items():
        if given.get(ours) is not None:
            _check_regex(key, given[ours], path)
    if "horizontal" in given or "vertical" in given:
        if given.get("vertical"):  # the two are searched for as one expression
            _check_regex(
                "separator with verticalSeparator",
                f"{given.get('horizontal') or HORIZONTAL}|{given['vertical']}",
                path,
            )
        return Separators(**given), []
    vertical = detect_vertical(body)
    findings = []
    if vertical == STARS:
        message = "`***` alone between slides is taken as the vertical separator"
        hint = 'set verticalSeparator: "\\r?\\n\\*\\*\\*\\r?\\n" in the front matter to say so yourself'
        findings.append(Finding("detected-separator", message, Location(path), hint, "note"))
    return Separators(vertical=vertical, **given), findings


def _check_regex(key: str, source: Any, path: Path) -> None:
    try:
        if not isinstance(source, str) or compile_js(source).fullmatch("") is not None:
            raise DeckError(
                f"{key} must be a regular expression that matches something", where=Location(path)
            )
    except (re.error, OverflowError, RecursionError) as error:
        raise DeckError(
            f"{key} is not a regular expression: {error}",
            where=Location(path),
            hint="it is a JavaScript regex source, such as \\r?\\n---\\r?\\n",
        ) from None


def _by_headings(settings: Mapping[str, Any], body: str, separators: Separators, path: Path) -> bool:
    mode = settings.get("split")
    if mode not in (None, "headings", "separators"):
        raise DeckError(
            f"split: {mode!r} is not known", where=Location(path), hint="use headings or separators"
        )
    if mode is None:
        return not has_separator(body, separators) and has_headings(body)
    return bool(mode == "headings")


def _slides(
    stacks: Sequence[Sequence[tuple[Piece, str | None]]],
    notes_separator: str | None,
    path: Path,
    wanted: frozenset[str] = frozenset(),
) -> tuple[Stack, ...]:
    drafts = [[(_slide(piece, notes_separator, path), base) for piece, base in stack] for stack in stacks]
    if "attributes" in wanted:
        drafts = [[(with_heading_id(slide), base) for slide, base in stack] for stack in drafts]
    ids = Ids(own_id(slide.attrs) for stack in drafts for slide, _ in stack)
    result = []
    for stack in drafts:
        ids.new_stack()
        result.append(Stack(tuple(replace(slide, id=_id(slide, base, ids)) for slide, base in stack)))
    return tuple(result)


def _id(slide: Slide, base: str | None, ids: Ids) -> str:
    """The slide's id; `base` is the heading's, for slides that a long section was cut into."""
    if own := own_id(slide.attrs):
        return ids.claim(own, given=True)
    return ids.claim(base or base_id(slide.markdown, slide.attrs))


def _slide(piece: Piece, notes_separator: str | None, path: Path) -> Slide:
    """A slide whose id is still to be found."""
    blank = len(piece.text) - len(re.sub(r"\A(?:[ \t]*\r?\n)+", "", piece.text))
    where = Location(path, piece.line + piece.text.count("\n", 0, blank))
    text, notes, offset = split_notes(piece.text, notes_separator)
    text = dedent(text)
    found = directives(text, where)
    return Slide(
        id="",
        markdown=text,
        attrs=slide_attributes(found),
        notes=notes,
        demos=demo_uses(text, where),
        directives=found,
        where=where,
        notes_where=Location(path, piece.line + piece.text.count("\n", 0, offset)) if notes else None,
    )


def _public(stacks: tuple[Stack, ...]) -> tuple[Stack, ...]:
    """Without notes; the slides keep their ids and lines."""
    return tuple(
        Stack(
            tuple(replace(slide, markdown=without_asides(slide.markdown), notes=None) for slide in one.slides)
        )
        for one in stacks
    )


def _title(front: Mapping[str, Any], stacks: tuple[Stack, ...], path: Path) -> str:
    if front.get("title"):
        return str(front["title"])
    titles = (title_of(slide.markdown) for stack in stacks for slide in stack.slides)
    return next((title for title in titles if title), path.stem)
