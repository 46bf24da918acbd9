"""A `.slide` or `.element` comment inside a code block, where it is shown as code and sets nothing."""

import re
from collections.abc import Iterator

from slidegen.deck.directives import attributes
from slidegen.deck.fences import closed_fences
from slidegen.deck.prose import comments, place
from slidegen.model import Deck, Finding

# where such a comment is what the author shows
SHOWS = frozenset(
    ("", "md", "markdown", "mdx", "html", "xml", "vue", "svelte", "text", "txt", "plain", "plaintext")
)


def check(deck: Deck) -> Iterator[Finding]:
    """Report them in fences of a language that has no such comments."""
    for slide in deck.slides:
        if "<!--" not in slide.markdown or ("```" not in slide.markdown and "~~~" not in slide.markdown):
            continue
        for fence in closed_fences(slide.markdown):
            text = slide.markdown[fence.start : fence.end]
            info = re.match(r"[^`~]*[`~]+[ \t]*([\w+#-]*)", text)
            if "<!--" not in text or (info and info[1].lower() in SHOWS):
                continue
            for start, _, comment in comments(text):
                if found := attributes(comment):
                    message = f"this `.{found[0]}` comment stands in a code block and is shown as code"
                    hint = "move it below the block"
                    yield Finding("directive-in-code", message, place(slide, fence.start + start), hint)
