"""`[@key]` and `@key` as links to the slide that lists the works; `bibliography` asks for it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.util import AtomicString
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from slidegen.cite.cited import works_of
from slidegen.cite.syntax import BRACKETS, NARRATIVE, Cite, in_brackets, longest
from slidegen.cite.work import Work, sentences, year_letters
from slidegen.errors import Location, similar
from slidegen.markup.context import Context
from slidegen.model import Citations

NAME = "citations"
LIST = re.compile(r"<!-- references (\d+)-(\d+) -->")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the labels of one deck's citations, and its list of works."""

    works: Mapping[str, Work]
    citations: Citations
    numbers: Mapping[str, int]
    letters: Mapping[str, str]

    @classmethod
    def of(cls, citations: Citations, where: Location) -> Writer:
        """The writer of a deck."""
        works = works_of(citations, where)
        numbers = {key: number for number, key in enumerate(citations.cited, 1)}
        return cls(works, citations, numbers, year_letters([works[key] for key in citations.cited]))

    @property
    def numeric(self) -> bool:
        """Whether works are numbers."""
        return self.citations.style == "numeric"

    def year(self, key: str) -> str:
        """The year with the letter that tells the work apart."""
        year, letter = self.works[key].year, self.letters.get(key, "")
        return f"{year}{'-' if letter and year == 'n.d.' else ''}{letter}"

    def group(self, cites: tuple[Cite, ...]) -> etree.Element:
        """`(Goodfellow et al., 2016, p. 3; LeCun, 1998)` or `[1, p. 3; 2]`."""
        opening, closing = "[]" if self.numeric else "()"
        span = etree.Element("span", {"class": "sg-cite"})
        plain = self.numeric and not any(one.before or one.after for one in cites)
        text = opening
        for index, one in enumerate(cites):
            text += (", " if plain else "; ") * bool(index) + (f"{one.before} " if one.before else "")
            _text(span, text)
            span.append(self._link(one.key, self._label(one)))
            text = (", " if one.after else "") + one.after
        _text(span, text + closing)
        return span

    def narrative(self, cite: Cite) -> etree.Element:
        """`Goodfellow et al. (2016, p. 3)` or `Goodfellow et al. [1, p. 3]`."""
        opening, closing = "[]" if self.numeric else "()"
        span = etree.Element("span", {"class": "sg-cite"})
        label = str(self.numbers[cite.key]) if self.numeric else self.year(cite.key)
        if cite.after:
            label += f", {cite.after}"
        span.append(self._link(cite.key, f"{self.works[cite.key].names} {opening}{label}{closing}"))
        return span

    def _label(self, cite: Cite) -> str:
        if self.numeric:
            return str(self.numbers[cite.key])
        return self.year(cite.key) if cite.bare else f"{self.works[cite.key].names}, {self.year(cite.key)}"

    def _link(self, key: str, label: str) -> etree.Element:
        described = {"href": f"#/{anchor(key)}", "aria-description": self.works[key].text}
        link = etree.Element("a", described)
        link.text = AtomicString(label)
        return link

    def list(self, start: int, end: int) -> str:
        """Works number `start` to `end`, from 1, as HTML."""
        items = (self._item(key) for key in self.citations.cited[start - 1 : end])
        if self.numeric:
            return f'<ol class="sg-references sg-numbered" start="{start}">{"".join(items)}</ol>'
        return f'<ul class="sg-references">{"".join(items)}</ul>'

    def _item(self, key: str) -> str:
        work = self.works[key]
        byline, title, rest = (escape(part) for part in work.parts)
        if letter := self.letters.get(key):
            rest += "" if self.numeric else letter
        title = f'<span class="sg-work">{title}</span>' if title else ""
        link = f' <a href="{escape(work.link[0])}">{escape(work.link[1])}</a>' if work.link else ""
        return f'<li id="{escape(anchor(key))}">{sentences((byline, title, rest))}{link}</li>'


def anchor(key: str) -> str:
    """The id of a work in the list."""
    return "ref-" + re.sub(r"[^\w-]+", "-", key)


def _text(parent: etree.Element, text: str) -> None:
    text = AtomicString(text)
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + text)
    else:
        parent.text = AtomicString((parent.text or "") + text)


class _Reader:
    """Makes elements of citations, and says which keys are unknown."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def writer(self) -> Writer | None:
        """The deck's; None where it has no bibliography."""
        memory = self._context.memory
        if NAME not in memory:
            citations = self._context.citations
            memory[NAME] = Writer.of(citations, self._context.where) if citations else None
        found: Writer | None = memory[NAME]
        return found

    def brackets(self, found: re.Match[str]) -> etree.Element | None:
        """The element of `[...]`, None where it is no citation."""
        if (writer := self.writer) is None:
            return None
        cites = in_brackets(found["inside"], writer.works)
        if cites is None:
            return None
        self._context.use(NAME)
        unknown = [one.key for one in cites if one.key not in writer.numbers]
        for key in unknown:
            self._unknown(key, writer, found[0])
        if not unknown:
            return writer.group(cites)
        span = etree.Element("span", {"class": "sg-cite sg-unknown"})
        _text(span, found[0])
        return span

    def narrative(self, found: re.Match[str]) -> tuple[etree.Element, int] | None:
        """The element of `@key` and where it ends; None for what is no work, such as a user's name."""
        if (writer := self.writer) is None:
            return None
        key, rest = (found["braced"], "") if found["braced"] else longest(found["key"], writer.works)
        if key not in writer.numbers:
            if similar(key, writer.works, 0.8):
                self._unknown(key, writer, found[0])
            return None
        self._context.use(NAME)
        end = found.start() + 1 + len(key) + (2 if found["braced"] else 0)
        if found["locator"] and not rest:
            return writer.narrative(Cite(key, after=found["inside"].strip())), found.end()
        return writer.narrative(Cite(key)), end

    def _unknown(self, key: str, writer: Writer, text: str) -> None:
        close = similar(key, writer.works, 0.5)
        where = ", ".join(str(label) for label in writer.citations.labels)
        hint = f"did you mean @{close[0]}?" if close else "add it, or mend the key"
        self._context.say("unknown-citation", f"no work {key!r} in {where}", text, hint)


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Register the rules."""
    reader = _Reader(context)
    md.postprocessors.register(_List(md, reader, context), "citation_list", 5)
    if grammar is None:
        md.inlinePatterns.register(_Brackets(BRACKETS.pattern, md, reader), "citation_brackets", 171)
        md.inlinePatterns.register(_Narrative(NARRATIVE.pattern, md, reader), "citation", 169)
        return

    def brackets(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "[" or state.linkLevel or silent:
            return False
        found = BRACKETS.match(state.src, state.pos, state.posMax)
        if not found or normalizeReference(found["inside"]) in state.env.get("references", ()):
            return False
        element = reader.brackets(found)
        return element is not None and _push(state, element, found.end())

    def narrative(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "@" or state.linkLevel or silent:
            return False
        found = NARRATIVE.match(state.src, state.pos, state.posMax)
        result = reader.narrative(found) if found else None
        return result is not None and _push(state, *result)

    grammar.inline.ruler.before("link", "citation_brackets", brackets)
    grammar.inline.ruler.before("linkify", "citation", narrative)


def _push(state: StateInline, element: etree.Element, end: int) -> bool:
    state.push("citation", "", 0).meta = {"element": element}
    state.pos = end
    return True


class _Brackets(InlineProcessor):
    """`[@key]` in Python-Markdown's own grammar."""

    def __init__(self, pattern: str, md: Markdown, reader: _Reader) -> None:
        super().__init__(pattern, md)
        self._reader = reader

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """The element and the range it stands for."""
        element = self._reader.brackets(m)
        return (element, m.start(), m.end()) if element is not None else (None, None, None)


class _Narrative(_Brackets):
    """`@key`, likewise."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """The element and the range it stands for."""
        result = self._reader.narrative(m)
        return (result[0], m.start(), result[1]) if result else (None, None, None)


class _List(Postprocessor):
    """The list of works, in the place of the comment that `slidegen.cite.cited` writes."""

    def __init__(self, md: Markdown, reader: _Reader, context: Context) -> None:
        super().__init__(md)
        self._reader, self._context = reader, context

    def run(self, text: str) -> str:
        """Work on the finished HTML."""
        if "<!-- references " not in text or (writer := self._reader.writer) is None:
            return text
        self._context.use(NAME)
        return LIST.sub(lambda found: writer.list(int(found[1]), int(found[2])), text)
