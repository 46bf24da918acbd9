"""How a slide shows a demo: from `demo:playground?data=xor` to the HTML of docs/architecture.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from slidegen.demo.manifest import RESERVED, Manifest
from slidegen.demo.params import nearest
from slidegen.errors import DemoError, Location
from slidegen.model import DemoUse

if TYPE_CHECKING:
    import xml.etree.ElementTree as etree

SCHEME = "demo:"
HEIGHT = "420"
LOWEST, HIGHEST = 160, 2000


def parse_address(text: str) -> tuple[str, dict[str, str]]:
    """The demo's name and the raw parameters of an address; of a parameter given twice the last counts."""
    name, _, query = text.strip().removeprefix(SCHEME).partition("?")
    return name, dict(parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True))


def figure(use: DemoUse, manifest: Manifest, root: str, instance: str) -> etree.Element:
    """The figure of a demo on a slide.

    Args:
        use: what the author wrote.
        manifest: the demo's own.
        root: the site's root seen from the page, such as `../`.
        instance: the id under which the demo keeps its state; unique in the deck.

    Raises:
        DemoError: a parameter or attribute does not fit; says where.
    """
    import xml.etree.ElementTree as etree  # only for decks with demos

    address = demo_address(use, manifest, root)
    style = f"--demo-height:{height(use.attrs.get('height', HEIGHT), use.where)}px"
    result = etree.Element("figure", {"class": "sg-demo", "data-demo": use.name, "style": style})
    alt = f"{manifest.title}: {manifest.summary}"
    poster = f"{root}{folder(use.name)}poster.svg"
    etree.SubElement(result, "img", {"class": "sg-demo-poster", "src": poster, "alt": alt})
    frame = {
        "class": "sg-demo-frame",
        "data-demo-src": address,
        "data-demo": use.name,
        "data-instance": instance,
        "title": manifest.title,
        "allow": "fullscreen",
    }
    etree.SubElement(result, "iframe", frame)
    return result


def background_attrs(use: DemoUse, manifest: Manifest, root: str, instance: str) -> dict[str, str]:
    """The attributes of a section whose background is a demo; the arguments and errors of `figure`."""
    return {
        "data-background-demo-src": demo_address(use, manifest, root),
        "data-background-interactive": "",
        "data-instance": instance,
    }


def demo_address(use: DemoUse, manifest: Manifest, root: str) -> str:
    """The address of the demo's page, its parameters in the manifest's order and then the page's own options."""
    given = {**use.params, **_options(use)}
    manifest.check(given, use.where)
    names = [*(param.name for param in manifest.params), *RESERVED]
    query = urlencode([(name, given[name]) for name in names if name in given], safe=",;:", quote_via=quote)
    return f"{root}{folder(use.name)}index.html{'?' if query else ''}{query}"


def folder(name: str) -> str:
    """A demo's folder in the site."""
    return f"_slidegen/demos/{quote(name)}/"


def height(text: str, where: Location | None) -> int:
    """A height in CSS pixels, written 420 or 420px."""
    found = re.fullmatch(r"(\d{1,4})(px)?", text.strip(), re.ASCII)
    if not found or not LOWEST <= int(found[1]) <= HIGHEST:
        hint = f"a number of pixels from {LOWEST} to {HIGHEST}"
        raise DemoError(f"height={text} is not a height for a demo", where=where, hint=hint)
    return int(found[1])


def _options(use: DemoUse) -> Mapping[str, str]:
    """The page's options among the attributes."""
    options = {name: value for name, value in use.attrs.items() if name != "height"}
    for name in options:
        if name not in RESERVED:
            hint = nearest(name, ["height", *RESERVED])
            raise DemoError(f"a demo has no attribute {name!r}", where=use.where, hint=hint)
    return options
