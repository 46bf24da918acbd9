"""`## A title {#here}`: with the feature `attributes` the id of a slide's first heading is the slide's own."""

from __future__ import annotations

import re
from dataclasses import replace

from slidegen.deck.fences import closed_fences, inside
from slidegen.deck.ids import own_id
from slidegen.model import Slide

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t][^\n]*$", re.M)
ID = re.compile(r"(\{(?:[^{}\n]*[ \t])?)#([\w:-]+)([^{}\n]*\}[ \t]*)$")


def with_heading_id(slide: Slide) -> Slide:
    """The slide with that id, which its heading then has no longer; a `.slide` comment's id goes before."""
    if "{" not in slide.markdown or "#" not in slide.markdown:
        return slide
    fences = closed_fences(slide.markdown)
    first = next((one for one in HEADING.finditer(slide.markdown) if not inside(fences, one.start())), None)
    found = ID.search(first[0]) if first else None
    if first is None or found is None:
        return slide
    braces = found[1].rstrip() + " " + found[3].strip()
    kept = first[0][: found.start()] + ("" if not braces.strip("{} ") else braces)
    markdown = slide.markdown[: first.start()] + kept.rstrip() + slide.markdown[first.end() :]
    attrs = slide.attrs if own_id(slide.attrs) else {**slide.attrs, "id": found[2]}
    return replace(slide, markdown=markdown, attrs=attrs)
