"""Python-Markdown with GitHub's grammar, our features and the user's extensions: what reads any text."""

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


class Whole:
    """Reads every text that Markdown allows.

    Args:
        embed: makes a demo's figure.
        extensions: further Python-Markdown extensions by name.
        profile: the Markdown it understands.
        configs: the extensions' options.
        context: what features know of the slide.

    Raises:
        ProjectError: an extension cannot be loaded.
    """

    def __init__(
        self,
        embed: Embed,
        extensions: Sequence[str],
        profile: Profile,
        configs: Mapping[str, Any],
        context: Context,
    ) -> None:
        self.context = context
        try:
            options = _resolved(configs)
            own = _markdown(extensions, options) if extensions else None
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
                install(self._markdown, rules, context)

    def slide(self, markdown: str) -> tuple[dict[str, str], str]:
        """The attributes of the slide that its comments set, and its HTML."""
        self._markdown.reset()
        html = str(self._markdown.convert(markdown))
        public = self.context.options.get("notes") is False
        if "<" not in markdown and not public:  # the serializer has closed every tag, and there is no comment
            return {}, html
        from slidegen.markup.finish import finish  # its HTML5 parser takes long to load

        end = "" if html.endswith("</pre>") else "\n"  # as between blocks: in a tag left open, it counts
        attrs, html = finish(html + end, public=public)
        return attrs, html.rstrip("\n")


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
