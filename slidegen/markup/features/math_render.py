"""TeX to MathML with math-core, once for each formula."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from slidegen.markup.features.math_formulas import Rendered
from slidegen.markup.features.math_tex import MACROS, prepared

MATH = re.compile(r"<math[^>]*>(.*)</math>", re.S)
POSITION = re.compile(r"(?:macro(\d+):)?(\d+): ", re.S)
QUOTED = re.compile(r'"(\\[A-Za-z]+|[^"]+)"')
REFERS = re.compile(r"\\(?:eq)?ref\b|\\label\b")
REF = re.compile(r"\\ref\s*\{")


class WrongMacroError(Exception):
    """math-core cannot read a macro's definition; `name` is without the backslash."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name, self.problem = name, problem


class Engine:
    """Renders formulas with one set of macros.

    Args:
        macros: definitions by name, without the backslash; they come before ours.

    Raises:
        WrongMacroError: a definition uses what math-core does not know.
    """

    def __init__(self, macros: Mapping[str, str]) -> None:
        self._own = {name: prepared(value, display=False) for name, value in macros.items()}
        self._macros = {**MACROS, **self._own}
        self._known: dict[tuple[str, bool], Rendered] = {}
        try:
            self._converter = _converter(self._macros)
        except _errors() as error:
            found = POSITION.match(str(error))
            name = list(self._macros)[int(found[1])] if found and found[1] else ""
            raise WrongMacroError(name, _text(str(error))) from None

    def render(self, formulas: Sequence[tuple[str, bool]], prefix: str = "") -> list[Rendered]:
        """Each (TeX, display) of one slide as MathML: they may refer to each other.

        `prefix` begins the ids of labelled equations.
        """
        results = [self._one(*formula) for formula in formulas]
        if any(REFERS.search(tex) for tex, _ in formulas):
            self._refer(formulas, results, prefix)
        return results

    def _one(self, tex: str, display: bool) -> Rendered:
        known = self._known.get((tex, display))
        if known is None:
            self._known[tex, display] = known = self._convert(tex, display)
        return known

    def _convert(self, tex: str, display: bool) -> Rendered:
        ready = REF.sub(r"\\eqref{", prepared(tex, display=display))
        try:
            return Rendered(
                _finished(self._converter.convert_with_local_state(ready, displaystyle=display), tex)
            )
        except _errors() as error:
            return self._failed(str(error), tex, ready)

    def _refer(self, formulas: Sequence[tuple[str, bool]], results: list[Rendered], prefix: str) -> None:
        """Once more all together, so that numbers count on and references find them; those that failed stay out."""
        good = [index for index, result in enumerate(results) if not result.problem]
        ready = [
            (prepared(tex, display=display), display) for tex, display in (formulas[index] for index in good)
        ]
        plain = [(REF.sub(r"\\eqref{", tex), display) for tex, display in ready]
        try:
            made = _converter(self._macros, prefix).convert_all(plain)
        except _errors() as error:
            index = next(index for index in good if REFERS.search(formulas[index][0]))
            results[index] = Rendered("", _text(str(error)))
            return
        for index, mathml, (tex, _) in zip(good, made, ready, strict=True):
            mathml = _bare(mathml) if REF.search(tex) else mathml
            missing = re.search(r'href="#[^"]*">\(?\?\?', mathml)
            problem = "refers to a label that no formula of this slide has" if missing else ""
            results[index] = Rendered(_finished(mathml, formulas[index][0]), problem)

    def _failed(self, message: str, tex: str, ready: str) -> Rendered:
        found, text = POSITION.match(message), _text(message)
        quoted = QUOTED.search(text)
        if quoted and quoted[1] not in tex:
            own = next(
                (name for name, value in self._own.items() if quoted[1] in value and _uses(tex, name)), ""
            )
            return Rendered("", text, macro=own)
        if quoted and quoted[1].startswith("\\"):
            return Rendered("", text, quoted[1])
        at = int(found[2]) if found and not found[1] else -1
        return Rendered("", text, tex[at:] if ready == tex and 0 <= at < len(tex) else "")


def _uses(tex: str, name: str) -> bool:
    return re.search(rf"\\{re.escape(name)}(?![A-Za-z])", tex) is not None


@cache
def _errors() -> tuple[type[Exception], ...]:
    from math_core import LatexError

    return (LatexError,)


def _converter(macros: Mapping[str, str], prefix: str = "") -> Any:
    from math_core import LatexToMathML  # a deck without formulas does not pay for it

    return LatexToMathML(
        macros=dict(macros), fancy_error=False, allow_unreliable_rendering=True, id_prefix=prefix
    )


def _text(message: str) -> str:
    """math-core's message without the place before it."""
    return POSITION.sub("", message, count=1).rstrip(".")


def _finished(mathml: str, tex: str) -> str:
    """With the TeX as an annotation, which copying and assistive software read.

    Chromium lays out a brace that counts as an accent in the wrong place, and widens no ASCII tilde.
    """
    inner = MATH.fullmatch(mathml)
    if inner is None:
        return mathml
    body = inner[1].replace('<mo stretchy="true">~</mo>', '<mo stretchy="true">˜</mo>')
    if "⏟" in body:
        body = body.replace('<munder accentunder="true">', "<munder>")
    note = f'<annotation encoding="application/x-tex">{html.escape(tex, quote=False)}</annotation>'
    return f"{mathml[: inner.start(1)]}<semantics><mrow>{body}</mrow>{note}</semantics></math>"


def _bare(mathml: str) -> str:
    r"""A `\ref` is the number alone."""
    return re.sub(r'(<a href="#[^"]*">)\(([^<]*)\)</a>', r"\1\2</a>", mathml)
