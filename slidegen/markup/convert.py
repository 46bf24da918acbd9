"""One slide's Markdown to HTML, with the extensions of the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from slidegen.markup.context import Context
from slidegen.markup.features import finished
from slidegen.markup.features.math_formulas import Formulas
from slidegen.markup.profile import Profile
from slidegen.markup.simple import html_of

if TYPE_CHECKING:
    from slidegen.markup.demos import Embed
    from slidegen.markup.whole import Whole


class Converter:
    """Renders slides one after the other; nothing of one slide reaches the next.

    Args:
        embed: makes a demo's figure.
        extensions: further Python-Markdown extensions by name.
        profile: the Markdown it understands.
        configs: their options, by the extension's name; `module:name` stands for what a module holds.

    Raises:
        ProjectError: an extension cannot be loaded.
    """

    def __init__(
        self,
        embed: Embed,
        extensions: Sequence[str] = (),
        profile: Profile | None = None,
        configs: Mapping[str, Any] | None = None,
    ) -> None:
        self._embed, self._extensions, self._configs = embed, tuple(extensions), configs or {}
        self._profile = profile or Profile()
        self.context = Context()
        self._ours = self._profile.dialect == "slidegen"  # not reveal.js's Markdown alone
        if self._ours:
            self.context.formulas = Formulas(self.context)
        #: "github", or "markdown" where an extension brings block or inline syntax of Python-Markdown's own
        self.grammar = self._whole.grammar if self._extensions else "github"

    @cached_property
    def _whole(self) -> Whole:
        """What reads every text; decks of simple slides never load it."""
        from slidegen.markup.whole import Whole

        return Whole(self._embed, self._extensions, self._profile, self._configs, self.context)

    def slide(self, markdown: str) -> tuple[dict[str, str], str]:
        """The attributes of the slide that its comments set, and its HTML.

        What its features need and have to say is left in `context`.
        """
        self.context.source = markdown
        html = self._simple(markdown)
        attrs: dict[str, str] = {}
        if html is None:
            attrs, html = self._whole.slide(markdown)
        return attrs, finished(html, self.context) if self._ours else html

    def _simple(self, markdown: str) -> str | None:
        """The HTML of a simple text; None where only the whole grammar can tell."""
        if self._extensions:
            return None
        formulas = self.context.formulas
        html = html_of(markdown, formulas)
        return formulas.fill(html) if html is not None and formulas else html
