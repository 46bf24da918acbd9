"""One slide through the converter of a deck that asks for features."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path

import pytest

from slidegen.errors import Location
from slidegen.markup.convert import Converter
from slidegen.markup.profile import Profile

Render = Callable[..., str]


def _figure(address: str, attrs: str, caption: str) -> etree.Element:
    return etree.Element("figure", {"data-address": address, "data-attrs": attrs})


class Slides:
    """Calling it renders one slide; `findings`, `uses` and `attrs` are those of the last."""

    def __init__(self, *features: str, extensions: tuple[str, ...] = (), dialect: str = "slidegen") -> None:
        self.converter = Converter(_figure, extensions, Profile(dialect, frozenset(features)))  # type: ignore[arg-type]

    def __call__(self, markdown: str, line: int = 1, **options: str) -> str:
        context = self.converter.context
        context.where, context.options = Location(Path("deck.md"), line), options
        context.uses.clear()
        context.findings.clear()
        self.attrs, html = self.converter.slide(markdown)
        self.uses = set(context.uses)
        self.findings = [(one.where.line, one.rule, one.message) for one in context.findings]
        return html


@pytest.fixture(scope="session")
def slides_with() -> Callable[..., Slides]:
    return Slides
