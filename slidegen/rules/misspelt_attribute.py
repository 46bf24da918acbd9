"""An attribute that reveal.js does not know and that is almost one it does, such as `data-backgroud-image`."""

from collections.abc import Iterator
from functools import cache

from slidegen.errors import similar
from slidegen.model import Deck, Finding

BACKGROUNDS = (
    *("image", "video", "video-loop", "video-muted", "iframe", "interactive", "color", "gradient", "size"),
    *("position", "repeat", "opacity", "transition", "hash"),
)
SLIDE = (
    *("data-background", *(f"data-background-{name}" for name in BACKGROUNDS), "data-parallax-background"),
    *("data-transition", "data-transition-speed", "data-state", "data-visibility", "data-autoslide"),
    *("data-timing", "data-notes", "data-menu-title", "data-prevent-swipe", "data-preload"),
    *("data-auto-animate", "data-auto-animate-id", "data-auto-animate-restart", "data-auto-animate-easing"),
    *("data-auto-animate-duration", "data-auto-animate-unmatched", "data-auto-animate-delay"),
)
ELEMENT = (
    *("data-fragment-index", "data-id", "data-src", "data-autoplay", "data-preload", "data-preview-link"),
    *("data-trim", "data-noescape", "data-line-numbers", "data-ln-start-from", "data-markdown"),
)
PLAIN = frozenset(
    name.removeprefix("data-")
    for name in SLIDE
    if name.startswith(("data-background-", "data-transition", "data-auto"))
)


def check(deck: Deck) -> Iterator[Finding]:
    """Report such attributes of `.slide` and `.element` comments."""
    for slide in deck.slides:
        for one in slide.directives:
            for name in one.attrs:
                if right := _meant(name, one.kind):
                    message = f"reveal.js knows no attribute {name}"
                    yield Finding("misspelt-attribute", message, one.where, f"did you mean {right!r}?")


@cache
def _meant(name: str, kind: str) -> str | None:
    """The attribute that the author meant; None where this is one, or like none."""
    if kind == "slide" and name in PLAIN:
        return f"data-{name}"
    known = SLIDE if kind == "slide" else (*SLIDE, *ELEMENT)
    if name in known or name in ELEMENT or len(name) < 8 or "-" not in name:
        return None
    probe = name if name.startswith(("data-", "dat")) else f"data-{name}"
    close = similar(probe, known, 0.86)
    return close[0] if close else None
