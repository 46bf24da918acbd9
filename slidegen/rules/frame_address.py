"""Frame and video addresses that will not work everywhere: `http:` on an https site, `//host` from a file."""

from collections.abc import Iterator

from slidegen.deck.ids import ADDRESSES
from slidegen.model import Deck, Finding


def check(deck: Deck) -> Iterator[Finding]:
    """Report `http:` addresses one by one, and `//host` addresses once for the deck."""
    relative = []
    for slide in deck.slides:
        for one in slide.directives:
            for name in ADDRESSES:
                address = one.attrs.get(name, "")
                if address.startswith("http:") and not name.endswith("image"):
                    yield Finding(
                        "insecure-frame",
                        f"{address} will be blocked when the deck is served over https",
                        one.where,
                        "use https: if the site has it",
                    )
                elif address.startswith("//"):
                    relative.append(one.where)
    if relative:
        yield Finding(
            "protocol-relative",
            f"{len(relative)} address{'es' if len(relative) > 1 else ''} without a scheme, the first {relative[0]}",
            relative[0],
            "write https: in front; opened as a file, the page adds it itself",
        )
