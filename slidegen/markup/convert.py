"""One slide's Markdown to HTML, with the extensions of the project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pkgutil import resolve_name
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from slidegen.errors import ProjectError
from slidegen.markup.context import Context
from slidegen.markup.demos import Demos, Embed
from slidegen.markup.features import installers
from slidegen.markup.gfm import GitHub
from slidegen.markup.grammar import grammar
from slidegen.markup.profile import Profile

NAME = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")

# one line without a character that means something, or might at its beginning, to any grammar or feature
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,;.'()?]*[A-Za-z0-9.)?]")
WEB = re.compile(r"(?i:www\.)")


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
        profile = profile or Profile()
        self.context = Context()
        self._ours_alone = not extensions
        try:
            options = _resolved(configs or {})
            own = _markdown(extensions, options) if extensions else None
            #: "github", or "markdown" where an extension brings block or inline syntax of Python-Markdown's own
            self.grammar = "markdown" if own is not None and _brings_syntax(own) else "github"
            rules = grammar(profile.dialect) if self.grammar == "github" else None
            ours = [Demos(embed), *([GitHub(rules)] if rules is not None else [])]
            self._markdown = _markdown([*extensions, *ours], options)
        except Exception as error:  # importing somebody's module can raise anything
            raise ProjectError(
                f"a Markdown extension cannot be loaded: {' '.join(str(error).split())}",
                hint="see `extensions` and `extensionConfigs` in slidegen.toml",
            ) from None
        if profile.dialect == "slidegen":
            for install in installers(profile.features):
                install(self._markdown, rules, self.context)

    def slide(self, markdown: str) -> tuple[dict[str, str], str]:
        """The attributes of the slide that its comments set, and its HTML.

        What its features need and have to say is left in `context`.
        """
        self.context.source = markdown
        html = f"<p>{markdown}</p>" if self._is_plain(markdown) else self._converted(markdown)
        public = self.context.options.get("notes") is False
        attrs: dict[str, str] = {}
        if "<" in markdown or public:  # else the serializer has closed every tag, and there is no comment
            from slidegen.markup.finish import finish  # its HTML5 parser takes long to load

            end = "" if html.endswith("</pre>") else "\n"  # as between blocks: in a tag left open, it counts
            attrs, html = finish(html + end, public=public)
            html = html.rstrip("\n")
        for work in self.context.finishers:
            html = work(html)
        return attrs, html

    def _is_plain(self, markdown: str) -> bool:
        """Whether it is one line of words, which is one paragraph: many speaker notes are."""
        return self._ours_alone and PLAIN.fullmatch(markdown) is not None and not WEB.search(markdown)

    def _converted(self, markdown: str) -> str:
        self._markdown.reset()
        return str(self._markdown.convert(markdown))


def _markdown(extensions: Sequence[str | Extension], configs: Mapping[str, Any]) -> Markdown:
    return Markdown(extensions=list(extensions), extension_configs=dict(configs), output_format="html")


def _resolved(configs: Any) -> Any:
    """The options with every `module:name` replaced by what it names: a file of settings cannot hold a function."""
    if isinstance(configs, Mapping):
        return {key: _resolved(value) for key, value in configs.items()}
    return resolve_name(configs) if isinstance(configs, str) and NAME.fullmatch(configs) else configs


def _brings_syntax(own: Markdown) -> bool:
    """Whether its extensions added or replaced block or inline processors, which GitHub's grammar never asks."""
    plain = Markdown()

    def kinds(md: Markdown) -> list[type]:
        return [type(one) for registry in (md.parser.blockprocessors, md.inlinePatterns) for one in registry]

    return kinds(own) != kinds(plain)
