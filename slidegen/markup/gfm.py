"""GitHub's grammar as a Python-Markdown extension; load it as the last extension.

`Markdown.convert()` keeps its preprocessors, tree processors, serializer and postprocessors. Only the step
in the middle changes: markdown-it-py parses the text, and its tokens become the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX
from markdown_it import MarkdownIt

from slidegen.markup.tree import RAW, TreeBuilder


class _DropMarks(Preprocessor):
    """The two characters that Python-Markdown uses for its own placeholders."""

    def run(self, lines: list[str]) -> list[str]:
        return [line.replace(STX, "").replace(ETX, "") for line in lines]


class _UnwrapRaw(Postprocessor):
    """Takes away the element around raw HTML, right before the HTML is put back."""

    pattern = re.compile(f"</?{RAW}>")

    def run(self, text: str) -> str:
        return self.pattern.sub("", text)


class GitHub(Extension):
    """Replaces Python-Markdown's block and inline parser by these rules."""

    def __init__(self, rules: MarkdownIt, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rules = rules

    def extendMarkdown(self, md: Markdown) -> None:
        """Hook into Python-Markdown."""
        builder = TreeBuilder(self.rules, md.htmlStash, md.doc_tag)
        md.preprocessors.deregister("html_block", strict=False)
        md.preprocessors.register(_DropMarks(md), "normalize_whitespace", 30)
        # They do nothing any more; the names stay for extensions that look them up.
        md.treeprocessors.register(Treeprocessor(md), "inline", 20)
        md.treeprocessors.register(Treeprocessor(md), "prettify", 10)
        md.postprocessors.register(_UnwrapRaw(md), "unwrap_raw_html", 31)

        def parse(lines: Iterable[str]) -> Any:
            return builder.build("\n".join(lines))

        md.parser.parseDocument = parse  # type: ignore[method-assign]
