"""From a Markdown file to a `Deck`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from slidegen.deck import footnotes
from slidegen.deck.directives import demo_uses, directives, slide_attributes
from slidegen.deck.expanded import Expanded
from slidegen.deck.frontmatter import split_front_matter
from slidegen.deck.heading import with_heading_id
from slidegen.deck.ids import Ids, base_id, own_id, title_of
from slidegen.deck.jsregex import compile_js
from slidegen.deck.lines import errors_of
from slidegen.deck.notes import without_asides
from slidegen.deck.read import read_text
from slidegen.deck.revealmd import reveal_md_settings
from slidegen.deck.settings import Settings, Values, dialect, of_deck
from slidegen.deck.split import (
    DASHES,
    HORIZONTAL,
    STARS,
    Piece,
    Separators,
    blank,
    dedent,
    detect_vertical,
    has_separator,
    split,
    split_notes,
)
from slidegen.errors import DeckError, Location
from slidegen.model import Deck, Finding, Slide, Stack

# reveal-md's names, in front matter and slidegen.toml alike
REVEAL_MD = {"separator": HORIZONTAL, "verticalSeparator": DASHES}
SEPARATOR_KEYS = {"separator": "horizontal", "verticalSeparator": "vertical", "notesSeparator": "notes"}
CJK = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # compiled where a deck is not in English: it takes long

# a group that repeats what repeats: a search with it can take a time that doubles with each character
ENDLESS = re.compile(r"\((?:[^()\\]|\\.)*(?<!\\)[+*}](?:[^()\\]|\\.)*\)(?:[+*]|\{\d*,)")


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
    front, own, first_line = Values(), text, 1
    if _cuts_front_matter(options, command_line):
        front, own, first_line = split_front_matter(text, shown)
    settings, sources = _settings(front, path, shown, options, command_line, root)
    values = settings.values
    spoken = dialect(values)
    expanded = _expanded(own, path, shown, first_line, root) if spoken == "slidegen" else Expanded(own)
    body = expanded.text
    separators, findings = _separators(settings, body, shown)
    wanted = _wanted(values)
    notes: Mapping[str, footnotes.Footnote] = {}
    if _by_headings(values, body, separators):
        start = Location(shown, first_line)
        text_only, notes = footnotes.lift(body, start) if "footnotes" in wanted else (body, notes)
        from slidegen.deck.flow import flow
        from slidegen.deck.together import Together

        together = Together(wanted, {label: note.text for label, note in notes.items()})
        stacks = flow(text_only, first_line, together=together, notes_separator=separators.notes)
        breaks: tuple[int, ...] = ()
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
        title=_title(values, slides, path),
        lang=values.get("lang") or guess_lang(body),
        stacks=_public(slides) if values.get("notes") is False else slides,
        options=values,
        findings=(*settings.findings, *findings, *expanded.findings),
        source=text[: len(text) - len(own)] + body,
        breaks=tuple(breaks),
        label=shown,
        dialect=spoken,
        features=frozenset(values.get("features", ())),
        lines=expanded.lines,
        sources=(*expanded.sources, *sources),
        places=settings.places,
    )


def _cuts_front_matter(options: Mapping[str, Any], command_line: Mapping[str, Any]) -> bool:
    return {**options, **command_line}.get("frontMatter") is not False


def _settings(
    front: Values,
    path: Path,
    shown: Path,
    options: Mapping[str, Any],
    command_line: Mapping[str, Any],
    root: Path | None,
) -> tuple[Settings, tuple[Path, ...]]:
    """Command line over front matter over slidegen.toml over reveal-md's files; and the files looked for."""
    theirs, looked = reveal_md_settings(path.parent, root, shown)
    own = of_deck(front, shown)
    # reveal-md's defaults, said aloud on the command line, are still defaults: the deck knows better
    given = {
        key: value
        for key, value in command_line.items()
        if not (key in own.values and value == REVEAL_MD.get(key))
    }
    return Settings(given).over(own.over(Settings(options).over(theirs))), looked


def guess_lang(text: str) -> str:
    """`zh`, `ja`, `ko` or `en`, by the script of the text; front matter's `lang` says it exactly."""
    if text.isascii():
        return "en"
    letters = len(re.findall(r"[^\W\d_]", text)) or 1
    if len(re.findall(CJK, text)) / letters < 0.1:
        return "en"
    if re.search("[\u3040-\u30ff]", text):
        return "ja"
    return "ko" if re.search("[\uac00-\ud7af]", text) else "zh"


def _wanted(values: Mapping[str, Any]) -> frozenset[str]:
    """The features that the deck is read with."""
    return frozenset(values.get("features", ())) if dialect(values) == "slidegen" else frozenset()


def _separators(settings: Settings, body: str, path: Path) -> tuple[Separators, list[Finding]]:
    given = {ours: settings.values[key] for key, ours in SEPARATOR_KEYS.items() if key in settings.values}
    if given.get("vertical") in ("", "none"):
        given["vertical"] = None
    for key, ours in SEPARATOR_KEYS.items():
        if given.get(ours) is not None:
            _check_regex(key, given[ours], settings.places.get(key, Location(path)))
    if "horizontal" in given or "vertical" in given:
        if given.get("vertical"):  # the two are searched for as one expression
            _check_regex(
                "separator with verticalSeparator",
                f"{given.get('horizontal') or HORIZONTAL}|{given['vertical']}",
                settings.places.get("verticalSeparator", Location(path)),
            )
        return Separators(**given), []
    vertical = detect_vertical(body)
    findings = []
    if vertical == STARS:
        message = "`***` alone between slides is taken as the vertical separator"
        hint = 'set verticalSeparator: "\\r?\\n\\*\\*\\*\\r?\\n" in the front matter to say so yourself'
        findings.append(Finding("detected-separator", message, Location(path), hint, "note"))
    return Separators(vertical=vertical, **given), findings


def _check_regex(key: str, source: str, where: Location) -> None:
    try:
        if compile_js(source).fullmatch("") is not None:
            raise DeckError(f"{key} must be a regular expression that matches something", where=where)
        if ENDLESS.search(source):
            raise DeckError(
                f"{key} repeats a group that holds a repetition, which can take for ever",
                where=where,
                hint="write `a+` instead of `(a+)+`",
            )
    except (re.error, OverflowError, RecursionError) as error:
        raise DeckError(
            f"{key} is not a regular expression: {error}",
            where=where,
            hint="it is a JavaScript regex source, such as \\r?\\n---\\r?\\n",
        ) from None


def _expanded(text: str, path: Path, label: Path, first_line: int, root: Path | None) -> Expanded:
    """The text with the files that it includes; most decks include none."""
    if "include:" not in text:
        return Expanded(text)
    from slidegen.deck.includes import expand

    return expand(text, path, label, first_line, root)


def _by_headings(values: Mapping[str, Any], body: str, separators: Separators) -> bool:
    mode = values.get("split", "auto")
    if mode == "auto":
        if has_separator(body, separators):
            return False
        from slidegen.deck.flow import has_headings  # only here: its parser is slow to load

        return has_headings(body)
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
    lines = piece.text.count("\n", 0, blank(piece.text)) if piece.text.strip() else 0
    where = Location(path, piece.line + lines)
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


def _title(values: Mapping[str, Any], stacks: tuple[Stack, ...], path: Path) -> str:
    if values.get("title"):
        return str(values["title"])
    titles = (title_of(slide.markdown) for stack in stacks for slide in stack.slides)
    return next((title for title in titles if title), path.stem)
