"""The formulas of one slide: each leaves a mark where it stands, and all are rendered together in the end."""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slidegen.deck.formulas import Formula
from slidegen.errors import DeckError
from slidegen.markup.context import Context

if TYPE_CHECKING:  # loaded at the first formula, or not at all
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from slidegen.markup.features.math_macros import Macros
    from slidegen.markup.features.math_render import Engine, WrongMacroError

NAME = "math"
STX, ETX = "\x02", "\x03"  # as in Python-Markdown's own marks
MARK = re.compile(f"{STX}sgm(\\d+){ETX}")
LONGEST = 60
IN_TAG = re.compile(f"<[a-zA-Z][^<>]*{STX}sgm[^<>]*>")
HINT = "mend the TeX; commands of your own are defined under `macros`"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A formula's MathML; or what is wrong with its TeX, and the piece of it that is meant, where that is known."""

    mathml: str
    problem: str = ""
    piece: str = ""
    macro: str = ""


@dataclass(slots=True)
class _Found:
    """A formula and the line, from 0, on which it begins, where that is known; `block` has an element of its own."""

    formula: Formula
    line: int | None = None
    block: bool = False


class Formulas:
    """The formulas of the text that is being rendered, by the number in their marks."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._found: list[_Found] = []
        self._tokens: Sequence[Token] = ()
        self._engines: dict[tuple[tuple[str, str], ...], Engine] = {}
        self._options: Mapping[str, Any] | None = None
        self._engine: Engine | None = None

    def __len__(self) -> int:
        return len(self._found)

    def clear(self) -> None:
        """A new text begins."""
        self._found.clear()
        self._tokens = ()

    def mark(self, formula: Formula, line: int | None = None, *, block: bool = False) -> str:
        """What stands for the formula until the end; `line`, from 0, is the slide's on which it begins, where known.

        A `block` stands in an element of its own.
        """
        self._found.append(_Found(formula, line, block))
        return f"{STX}sgm{len(self._found) - 1}{ETX}"

    def remember(self, state: StateCore) -> None:
        """The tokens, which know their lines."""
        self._tokens = state.tokens

    def fill(self, text: str) -> str:
        """The HTML with every formula in place of its mark; what is wrong is said."""
        self.context.use(NAME)
        prefix = f"eq-{zlib.crc32(self.context.source.encode()):x}-"
        # as they stand on the slide, which is how equations are numbered; rules find blocks before lines
        order = list(dict.fromkeys(int(mark[1]) for mark in MARK.finditer(text)))
        given = [(self._found[number].formula.tex, self._found[number].formula.display) for number in order]
        pieces = {}
        for number, result in zip(order, self._rendered(given, prefix), strict=True):
            pieces[number] = _html(self._found[number], result)
            if result.problem:
                self._report(number, result)
        text = IN_TAG.sub(lambda tag: MARK.sub(self._source, tag[0]), text)
        return MARK.sub(lambda mark: pieces[int(mark[1])], text)

    def _rendered(self, given: Sequence[tuple[str, bool]], prefix: str) -> Sequence[Rendered]:
        """The formulas, taken from the deck's last build where nothing but their TeX made them."""
        options = self.context.options
        if options.get("macros") or options.get("revealOptions"):
            return self._engine_of_deck().render(given, prefix)
        pieces, source = self.context.pieces, json.dumps([given, prefix])
        if known := pieces.find(NAME, source):
            return [Rendered(mathml) for mathml in json.loads(known)]
        results = self._engine_of_deck().render(given, prefix)
        if not any(result.problem for result in results):
            pieces.keep(NAME, source, json.dumps([result.mathml for result in results]))
        return results

    def _source(self, mark: re.Match[str]) -> str:
        """In an attribute, such as a picture's alternative text, a formula stays TeX."""
        return html.escape(self._found[int(mark[1])].formula.raw)

    def _engine_of_deck(self) -> Engine:
        if self._engine is None or self._options is not self.context.options:
            from slidegen.markup.features.math_macros import macros_of

            self._options = self.context.options
            label, folder = self.context.where.path, self.context.folder
            self._engine = self._engine_for(macros_of(self._options, label, folder))
        return self._engine

    def _engine_for(self, macros: Macros) -> Engine:
        """The engine with these macros; of reveal.js's plugins' those that math-core cannot read are left out."""
        from slidegen.markup.features.math_macros import place_of
        from slidegen.markup.features.math_render import Engine, WrongMacroError

        plugins, problems = dict(macros.plugins), list(macros.problems)
        while True:
            both = {**plugins, **macros.own}
            key = tuple(sorted(both.items()))
            try:
                self._engines[key] = engine = self._engines.get(key) or Engine(both)
                break
            except WrongMacroError as wrong:
                if wrong.name not in plugins or wrong.name in macros.own:
                    raise self._wrong(wrong) from None
                del plugins[wrong.name]
                problems.append((wrong.name, f"cannot be read: {wrong.problem}"))
        for name, problem in problems:
            place = place_of(name, self.context.where.path, self.context.folder)
            self.context.say(NAME, f"the macro {name!r} {problem}", place, HINT)
        return engine

    def _wrong(self, wrong: WrongMacroError) -> DeckError:
        message = f"the macro {wrong.name!r} cannot be read: {wrong.problem}"
        from slidegen.markup.features.math_macros import error

        return error(message, wrong.name, self.context.where.path, self.context.folder)

    def _report(self, number: int, result: Rendered) -> None:
        formula = self._found[number].formula
        line = self._line(number)
        inside = formula.raw.find(result.piece) if result.piece else -1
        line += formula.raw.count("\n", 0, max(0, inside))
        where = self.context.where.below(line)
        origin = f" in the macro {result.macro!r}" if result.macro else ""
        near = f" at {_short(result.piece)}" if result.piece and result.piece not in result.problem else ""
        message = f"the formula {_short(formula.raw)}: {result.problem}{origin}{near}"
        self.context.say(NAME, message, where, HINT)

    def _line(self, number: int) -> int:
        one = self._found[number]
        if one.line is None:
            self._find_lines()
        if one.line is None:  # in raw HTML, or in Python-Markdown's own grammar
            first = one.formula.raw.split("\n", 1)[0]
            one.line = self.context.source.count("\n", 0, max(0, self.context.source.find(first)))
        return one.line

    def _find_lines(self) -> None:
        """The line of each formula within a paragraph: its block's, and the line breaks before it."""
        line = 0
        for token in self._tokens:
            line = token.map[0] if token.map else line
            at = 0
            marked = "".join(child.content for child in token.children or () if STX in child.content)
            for mark in MARK.finditer(marked):
                one = self._found[int(mark[1])]
                at = max(at, token.content.find(one.formula.raw, at))
                one.line = line + token.content.count("\n", 0, at)
                at += 1


def _html(found: _Found, result: Rendered) -> str:
    if not result.mathml:
        title = html.escape(result.problem)
        return f'<code class="sg-math-error" title="{title}">{html.escape(found.formula.raw, quote=False)}</code>'
    if found.formula.display and not found.block:
        return f'<span data-math="inline">{result.mathml}</span>'
    return result.mathml


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
