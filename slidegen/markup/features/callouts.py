"""GitHub's callouts: a quotation that begins with `[!NOTE]`, with a title of one's own behind it where wanted."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from slidegen.deck.load import guess_lang
from slidegen.errors import similar
from slidegen.markup.context import Context

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MARK = re.compile(r"\s*\[!([A-Za-z]+)\][ \t]*")
TITLES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
    },
    "de": {
        "note": "Hinweis",
        "tip": "Tipp",
        "important": "Wichtig",
        "warning": "Warnung",
        "caution": "Vorsicht",
    },
    "fr": {
        "note": "Note",
        "tip": "Astuce",
        "important": "Important",
        "warning": "Avertissement",
        "caution": "Attention",
    },
    "zh": {"note": "注意", "tip": "提示", "important": "重要", "warning": "警告", "caution": "小心"},
    "ja": {"note": "メモ", "tip": "ヒント", "important": "重要", "warning": "警告", "caution": "注意"},
}
KINDS = tuple(TITLES["en"])


def install(md: Markdown, grammar: MarkdownIt | None, context: Context) -> None:
    """Behind the inline patterns: a title may hold any of them."""
    md.treeprocessors.register(Callouts(md, context), "slidegen_callouts", 7)


class Callouts(Treeprocessor):
    """Turns such quotations into boxes with a title and `role=note`."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: etree.Element) -> None:
        """Work on the slide's tree in place."""
        if "[!" not in self.context.source:
            return
        for quote in root.iter("blockquote"):
            first = quote[0] if len(quote) else None
            if first is not None and first.tag == "p" and (found := MARK.match(first.text or "")):
                self._quote(quote, first, found)

    def _quote(self, quote: etree.Element, first: etree.Element, found: re.Match[str]) -> None:
        kind = found[1].lower()
        if kind not in KINDS:
            close = similar(kind, KINDS, 0.6)
            hint = f"did you mean [!{close[0].upper()}]?" if close else f"known: {', '.join(KINDS).upper()}"
            self.context.say("callout-kind", f"there is no callout [!{found[1]}]", f"[!{found[1]}]", hint)
            return
        title = etree.Element("p", {"class": "callout-title"})
        first.text = (first.text or "")[found.end() :]
        _move_line(first, title)
        if not len(title) and not (title.text or "").strip():
            title.text = self._titles()[kind]
        title.tail = "\n"
        if not len(first) and not (first.text or "").strip():
            quote.remove(first)
        quote.insert(0, title)
        quote.tag = "div"
        quote.set("class", " ".join(filter(None, [quote.get("class"), "callout", f"callout-{kind}"])))
        quote.set("role", "note")
        self.context.use("callouts")

    def _titles(self) -> Mapping[str, str]:
        lang = str(self.context.options.get("lang") or guess_lang(self.context.source))
        return TITLES.get(lang.lower().replace("_", "-").partition("-")[0], TITLES["en"])


def _move_line(source: etree.Element, title: etree.Element) -> None:
    """Move the first line of a paragraph, with the elements on it, into the title."""
    line, newline, rest = (source.text or "").partition("\n")
    title.text, source.text = line, rest
    while not newline and len(source):
        child = source[0]
        source.remove(child)
        if child.tag == "br":  # two spaces, or a backslash, at the end of the title's line
            source.text = (child.tail or "").lstrip("\n")
            return
        line, newline, source.text = (child.tail or "").partition("\n")
        child.tail = line
        title.append(child)
