"""One slide's Markdown to HTML, with the extensions of the project."""

from __future__ import annotations

from collections.abc import Sequence

from markdown import Markdown

from slidegen.errors import ProjectError
from slidegen.markup.demos import Demos, Embed
from slidegen.markup.finish import finish
from slidegen.markup.gfm import GitHub


class Converter:
    """Renders slides one after the other; nothing of one slide reaches the next.

    Args:
        embed: makes a demo's figure.
        extensions: further Python-Markdown extensions by name.

    Raises:
        ProjectError: an extension cannot be loaded.
    """

    def __init__(self, embed: Embed, extensions: Sequence[str] = ()) -> None:
        try:
            self._markdown = Markdown(extensions=[*extensions, Demos(embed), GitHub()], output_format="html")
        except (ImportError, AttributeError, TypeError, ValueError) as error:
            raise ProjectError(
                f"a Markdown extension cannot be loaded: {error}", hint="see `extensions` in slidegen.toml"
            ) from None

    def slide(self, markdown: str) -> tuple[dict[str, str], str]:
        """The attributes of the slide that its comments set, and its HTML."""
        self._markdown.reset()
        html = self._markdown.convert(markdown)
        # Without a tag in the source the serializer has closed every tag itself, and there is no comment.
        return finish(html) if "<" in markdown else ({}, html)
