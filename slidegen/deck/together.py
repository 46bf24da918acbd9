"""What must not be parted when long notes are cut into slides: open HTML tags, and what features of Markdown span."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from slidegen.deck.footnotes import labels
from slidegen.deck.measure import Room, text_width

OPEN_TAG = re.compile(r"<(div|details|section|table|figure|aside|ul|ol|dl|blockquote)\b", re.I)
CLOSE_TAG = re.compile(r"</(div|details|section|table|figure|aside|ul|ol|dl|blockquote)\s*>", re.I)
OPEN_DIV = re.compile(r"^[ \t]*:{3,}[ \t]*[\w{.#].*$", re.M)
CLOSE_DIV = re.compile(r"^[ \t]*:{3,}[ \t]*$", re.M)
CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]+\S")
BRACES = re.compile(r"\{[^{}\n]*\}\s*\Z")
HEADING_BRACES = re.compile(r"[ \t]*\{[.#\w][^{}\n]*\}[ \t]*\Z")
# a footnote on a slide: text of 20 px; the rule above the first
NOTE_EM, NOTE_LINE, NOTE_RULE = 20.0, 29.0, 30.0


@dataclass(frozen=True, slots=True)
class Together:
    """The deck's features that matter here, and the texts of its footnotes by label."""

    features: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)

    def glued(self, blocks: Sequence[list[Token]]) -> Iterator[list[Token]]:
        """Runs of blocks that stay on one slide."""
        run: list[Token] = []
        depth = 0
        for index, block in enumerate(blocks):
            run = run + block
            depth += sum(self.opened(token) for token in block)
            if depth <= 0 and not (index + 1 < len(blocks) and self._attached(block, blocks[index + 1])):
                yield run
                run, depth = [], 0
        if run:
            yield run

    def opened(self, token: Token) -> int:
        """How many more tags and fenced divs are open behind the token."""
        if token.type == "html_block":
            return len(OPEN_TAG.findall(token.content)) - len(CLOSE_TAG.findall(token.content))
        if token.type == "inline" and ":::" in token.content and "columns" in self.features:
            return len(OPEN_DIV.findall(token.content)) - len(CLOSE_DIV.findall(token.content))
        return 0

    def inside_divs(self, tokens: Sequence[Token]) -> frozenset[int]:
        """The tokens inside fenced divs; none where a div is never closed, as then all that follows would be."""
        depth, found = 0, set()
        for index, token in enumerate(tokens):
            depth += self.opened(token) if token.type == "inline" else 0
            if depth > 0:
                found.add(index)
        return frozenset(found if depth == 0 else ())

    def without_braces(self, heading: str) -> tuple[str, str]:
        """A heading of one line, and the attribute list behind it."""
        found = HEADING_BRACES.search(heading) if "attributes" in self.features else None
        return (heading[: found.start()], found[0]) if found else (heading, "")

    def notes_height(self, text: str, room: Room) -> float:
        """Pixels that the footnotes of this text take at the slide's foot."""
        found = [self.notes[label] for label in labels(text) if label in self.notes] if self.notes else []
        lines = sum(math.ceil(text_width(note, NOTE_EM) / room.width) for note in found)
        return lines * NOTE_LINE + (NOTE_RULE if found else 0.0)

    def _attached(self, block: list[Token], after: list[Token]) -> bool:
        """A table and its caption, or a block and the line of braces that is for it."""
        if "captions" in self.features:
            if block[0].type == "table_open" and CAPTION.match(_paragraph(after)):
                return True
            if after[0].type == "table_open" and CAPTION.match(_paragraph(block)):
                return True
        lists = ("bullet_list_open", "ordered_list_open")
        return (
            "attributes" in self.features
            and block[0].type not in lists
            and bool(BRACES.match(_paragraph(after)))
        )


def _paragraph(block: list[Token]) -> str:
    return block[1].content if block[0].type == "paragraph_open" else ""
