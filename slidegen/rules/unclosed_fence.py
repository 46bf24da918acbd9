"""A code fence that nothing closes: the rest of the slide is code."""

from collections.abc import Iterator

from slidegen.deck.fences import unclosed_fence
from slidegen.deck.prose import place
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report its first line; separators below it still cut."""
    for slide in deck.slides:
        if "```" in slide.markdown or "~~~" in slide.markdown:
            start = unclosed_fence(slide.markdown)
            if start is not None:
                marker = slide.markdown[start:].strip()[:3]
                message = "this code fence is never closed: all below it on the slide is code"
                where = place(slide, start)
                yield Finding("unclosed-fence", message, where, f"end it with a line `{marker}`")
