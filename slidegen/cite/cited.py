"""Which works a deck cites, and the slides that list them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from slidegen.cite.bib import read_bib
from slidegen.cite.syntax import keys
from slidegen.cite.work import Work
from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.ids import HEADING
from slidegen.deck.lines import errors_of
from slidegen.deck.measure import Room, text_width
from slidegen.errors import DeckError, Location
from slidegen.model import Citations, Deck, Slide, Stack

PLACE = re.compile(r"^[ \t]*<!--[ \t]*references[ \t]*-->[ \t]*$", re.M)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
TITLES = {
    **{"zh": "参考文献", "ja": "参考文献", "ko": "참고문헌", "de": "Literatur", "fr": "Références"},
    **{"es": "Referencias", "pt": "Referências", "it": "Riferimenti", "nl": "Literatuur", "pl": "Literatura"},
}
EM, LINE, GAP, INDENT = 24.0, 34.0, 12.0, 60.0  # of an entry, in CSS pixels


def cite(deck: Deck) -> Deck:
    """The deck with its works counted and listed, where it has a `bibliography`.

    Raises:
        DeckError: a .bib file cannot be used.
        MissingExtraError: pybtex is not installed.
    """
    names = deck.options.get("bibliography")
    if not names or deck.dialect == "reveal":
        return deck
    with errors_of(deck.path):
        paths = tuple(deck.path.parent / name for name in names)
        labels = tuple(_label(path, deck) for path in paths)
        style = deck.options.get("citation_style", "author-year")
        return with_references(deck, Citations(paths, labels, style))


def _label(path: Path, deck: Deck) -> Path:
    """As the deck's own label: seen from the working directory, if that is."""
    if deck.label.is_absolute() or not deck.path.is_absolute():
        return path
    return Path(os.path.normpath(deck.label.parent / os.path.relpath(path, deck.path.parent)))


def works_of(citations: Citations, where: Location) -> Mapping[str, Work]:
    """The works of all its files; an earlier file's entry wins.

    Raises:
        DeckError: a file is missing or wrong.
    """
    found: dict[str, Work] = {}
    for path, label in zip(citations.files, citations.labels, strict=True):
        if not os.path.isfile(path):  # noqa: PTH113  # false for a name that is too long, where is_file() raises
            hint = "in front matter it counts from the deck's folder, in slidegen.toml from that file's"
            raise DeckError(f"no such bibliography: {label}", where=where, hint=hint)
        found = {**read_bib(path, label), **found}
    return found


def with_references(deck: Deck, citations: Citations) -> Deck:
    """The deck with the works it cites counted, and with slides that list them.

    They take the place of `<!-- references -->`, else come last.

    Raises:
        DeckError: a .bib file cannot be used.
    """
    works = works_of(citations, deck.places.get("bibliography", Location(deck.label, 1)))
    cited = tuple(dict.fromkeys(key for slide in deck.slides for key in _cited(slide, works)))
    if citations.style == "author-year":
        cited = tuple(sorted(cited, key=lambda key: _order(works[key])))
    citations = replace(citations, cited=cited)
    return replace(
        deck,
        stacks=tuple(_stacks(deck, [works[key] for key in cited])),
        citations=citations,
        features=deck.features | {"citations"},
        sources=(*deck.sources, *citations.files),
    )


def _order(work: Work) -> tuple[str, str, str]:
    return work.names.casefold(), work.year, work.title


def _cited(slide: Slide, works: Mapping[str, Work]) -> Iterator[str]:
    for text in (slide.markdown, slide.notes or ""):
        if "@" in text:
            yield from keys(_without_code(text), works)


def _without_code(text: str) -> str:
    for fence in reversed(closed_fences(text)):
        text = text[: fence.start] + text[fence.end :]
    return CODE.sub("", text)


def _stacks(deck: Deck, works: Sequence[Work]) -> Iterator[Stack]:
    placed = False
    for stack in deck.stacks:
        slides: list[Slide] = []
        for slide in stack.slides:
            found = None if placed else _place(slide.markdown)
            if found is None:
                slides.append(slide)
                continue
            placed = True
            slides += _listed(
                slide, slide.markdown[: found.start()], slide.markdown[found.end() :], works, deck
            )
        yield Stack(tuple(slides))
    if works and not placed:
        last = deck.slides[-1]
        blank = Slide("references", "", {}, None, (), (), Location(deck.label, last.where.line))
        title = TITLES.get(deck.lang.partition("-")[0].lower(), "References")
        yield Stack(tuple(_listed(blank, f"## {title}\n\n", "", works, deck)))


def _place(markdown: str) -> re.Match[str] | None:
    if "references" not in markdown:
        return None
    fences = closed_fences(markdown)
    return next((one for one in PLACE.finditer(markdown) if not inside(fences, one.start())), None)


def _listed(slide: Slide, before: str, after: str, works: Sequence[Work], deck: Deck) -> Iterator[Slide]:
    """The slide with its list, and as many more as the list needs."""
    taken = {one.id for one in deck.slides}
    lines = sum(
        bool(line.strip()) and not line.lstrip().startswith(("#", "<!--"))
        for line in (before + after).split("\n")
    )
    pages = _pages(works, Room().height - lines * Room().line)
    for number, (start, end) in enumerate(pages, 1):
        suffix = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
        head = _numbered(before, suffix)
        text = head + f"<!-- references {start + 1}-{end} -->" + (after if number == len(pages) else "")
        own = slide.id if number == 1 and slide in deck.slides else _free(slide.id, taken)
        taken.add(own)
        if number == 1:
            yield replace(slide, id=own, markdown=text)
        else:
            yield replace(slide, id=own, markdown=text, notes=None, directives=(), demos=())


def _free(base: str, taken: set[str]) -> str:
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    return name


def _numbered(before: str, suffix: str) -> str:
    if not suffix or not (found := HEADING.search(before)):
        return before
    end = before.find("\n", found.start())
    end = len(before) if end < 0 else end
    return before[:end].rstrip() + suffix + before[end:]


def _pages(works: Sequence[Work], room: float) -> list[tuple[int, int]]:
    """Ranges of works that fit one slide each."""
    width = Room().width - INDENT
    pages, start, used = [], 0, 0.0
    for index, work in enumerate(works):
        shown = work.text + (work.link[1] if work.link else "")
        need = -(-0.88 * text_width(shown, EM) // width) * LINE + GAP
        if used + need > room and index > start:
            pages.append((start, index))
            start, used, room = index, 0.0, Room().height
        used += need
    return [*pages, (start, len(works))]
