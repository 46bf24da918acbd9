"""One work of a bibliography, as plain text: decoded from LaTeX, and short enough for a slide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
PLACES = ("journal", "journaltitle", "booktitle", "publisher", "school", "institution", "organization")
DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)
ARXIV = re.compile(r"^(?:https?://arxiv\.org/abs/|arxiv:\s*)", re.I)
MOST_AUTHORS = 3  # named in an entry; of more, the first


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or a body without given names."""

    family: str
    given: str = ""

    @property
    def short(self) -> str:
        """`I. Goodfellow`; names in Chinese, Japanese or Korean are whole and the family leads."""
        if not self.given:
            return self.family
        if CJK.search(self.family):
            return self.family + self.given
        initials = " ".join(
            "-".join(f"{part[0]}." for part in one.split("-") if part) for one in self.given.split()
        )
        return f"{initials} {self.family}"


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of a .bib file; `more` where its authors end with `and others`."""

    key: str
    kind: str
    authors: tuple[Author, ...]
    more: bool
    fields: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title without a final period."""
        return self.fields.get("title", "").rstrip(".")

    @property
    def year(self) -> str:
        """The year, or `n.d.`."""
        return self.fields.get("year") or self.fields.get("date", "")[:4] or "n.d."

    @property
    def names(self) -> str:
        """How a sentence names the authors: `Goodfellow et al.`."""
        names = [author.family if not CJK.search(author.family) else author.short for author in self.authors]
        if not names:
            return " ".join(self.title.split()[:4]) or self.key
        chinese = bool(CJK.search(names[0]))
        if len(names) > 2 or self.more:
            return names[0] + ("等" if chinese else " et al.")
        return ("、" if chinese else " & ").join(names)

    @property
    def byline(self) -> str:
        """The authors as an entry lists them."""
        names = [author.short for author in self.authors]
        chinese = bool(names and CJK.search(names[0]))
        if len(names) > MOST_AUTHORS or (self.more and names):
            return ("、" if chinese else ", ").join(names[: 1 if len(names) > MOST_AUTHORS else None]) + (
                "等" if chinese else " et al."
            )
        return ("、" if chinese else ", ").join(names)

    @property
    def place(self) -> str:
        """Where it appeared: journal with volume and pages, proceedings, publisher, school."""
        place = next((self.fields[name] for name in PLACES if self.fields.get(name)), "")
        place = place or self.fields.get("howpublished", "")
        if self.kind in THESES:
            return ", ".join(part for part in (THESES[self.kind], place) if part)
        if volume := self.fields.get("volume") if self.kind == "article" else None:
            number = self.fields.get("number")
            place += f" {volume}({number})" if number else f" {volume}"
            if pages := self.fields.get("pages"):
                place += ", " + re.sub(r"-+", "–", pages)
        return "" if re.match(r"https?://|\\url", place) else place

    @property
    def link(self) -> tuple[str, str] | None:
        """Address and what to show for it: the DOI, else arXiv, else the URL's host."""
        if doi := DOI.sub("", self.fields.get("doi", "")).strip():
            return f"https://doi.org/{doi}", f"doi:{doi}"
        eprint = ARXIV.sub("", self.fields.get("eprint", "")).strip()
        kind = (self.fields.get("archiveprefix") or self.fields.get("eprinttype") or "arxiv").lower()
        if eprint and kind == "arxiv":
            return f"https://arxiv.org/abs/{eprint}", f"arXiv:{eprint}"
        url = self.fields.get("url", "")
        if not url and (found := re.search(r"https?://[^\s}]+", self.fields.get("howpublished", ""))):
            url = found[0]
        found = re.match(r"https?://(?:www\.)?([^/\s]+)\S*\Z", url)
        return (url, found[1]) if found else None

    @property
    def text(self) -> str:
        """The whole entry as one line, without its link."""
        return sentences(self.parts)

    @property
    def parts(self) -> Sequence[str]:
        """Authors, title, and place with year."""
        return self.byline, self.title, ", ".join(part for part in (self.place, self.year) if part)


def sentences(parts: Iterable[str]) -> str:
    """The parts that are not empty, each with its period."""
    return " ".join(part if part.endswith(".") else part + "." for part in parts if part)


def year_letters(works: Sequence[Work]) -> Mapping[str, str]:
    """By key: `a`, `b` ... for works that authors and year do not tell apart, in the order of their titles."""
    groups: dict[tuple[str, str], list[Work]] = {}
    for work in works:
        groups.setdefault((work.names, work.year), []).append(work)
    return {
        work.key: _letters(number)
        for group in groups.values()
        if len(group) > 1
        for number, work in enumerate(sorted(group, key=lambda one: (one.title, one.key)))
    }


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)
