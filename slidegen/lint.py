"""Runs every rule over a deck: the bundled ones and those of the entry point `slidegen.rules`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import entry_points

from slidegen import rules
from slidegen.model import Deck, Finding

Rule = Callable[[Deck], Iterator[Finding]]


@cache
def all_rules() -> tuple[Rule, ...]:
    """The bundled rules by name, then those of installed packages."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    bundled = [importlib.import_module(f"slidegen.rules.{name}").check for name in names]
    return (*bundled, *(point.load() for point in entry_points(group="slidegen.rules")))


def lint(deck: Deck) -> tuple[Finding, ...]:
    """What the deck's author probably did not mean, in the order of the lines."""
    found = [finding for rule in all_rules() for finding in rule(deck)]
    return tuple(sorted(found, key=lambda one: (one.where.line or 0, one.rule)))
