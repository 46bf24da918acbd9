"""A demo's parameter given twice in one address: the last wins."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.prose import place
from slidegen.model import Deck, Finding

ADDRESS = r"""demo:[\w-]++\?([^\s)"'<>]++)"""


def check(deck: Deck) -> Iterator[Finding]:
    """Report each such parameter of a demo that is shown."""
    for slide in deck.slides:
        if not slide.demos:
            continue
        fences = closed_fences(slide.markdown)
        for found in re.finditer(ADDRESS, slide.markdown):
            names = Counter(
                name for name, _ in parse_qsl(found[1].replace("&amp;", "&"), keep_blank_values=True)
            )
            for name in (
                name for name, count in names.items() if count > 1 and not inside(fences, found.start())
            ):
                message = f"the demo's parameter {name!r} is given twice; the last one counts"
                yield Finding("demo-parameter-twice", message, place(slide, found.start()), "take one out")
