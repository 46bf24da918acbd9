"""What a deck's settings say, whether they stand in slidegen.toml, in front matter or on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from slidegen.errors import DeckError, Location
from slidegen.model import Dialect


def dialect(settings: Mapping[str, Any], where: Location) -> Dialect:
    """`slidegen`, or `reveal` for nothing but what reveal.js's own plugin understands.

    Raises:
        DeckError: it is neither.
    """
    value = settings.get("dialect") or "slidegen"
    if value in get_args(Dialect):
        return cast(Dialect, value)
    raise DeckError(f"dialect: {value!r} is not known", where=where, hint="use slidegen or reveal")


def features(settings: Mapping[str, Any], where: Location) -> frozenset[str]:
    """The features that the deck asks for; whether they exist is for the converter to say.

    Raises:
        DeckError: not a list of names.
    """
    value = settings.get("features")
    names = value.replace(",", " ").split() if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DeckError(
            "features must be a list of names", where=where, hint="features: [callouts, footnotes]"
        )
    return frozenset(names)
