"""Runs the rules over a deck: the bundled ones, one a file, and those of the entry point `slidegen.rules`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from slidegen import rules
from slidegen.model import Deck, Finding
from slidegen.plugins import plugins

Check = Callable[[Deck], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the name that findings and ignores use, a line that says what it finds, and when it runs.

    `thorough` rules run in `slidegen check` only.
    """

    name: str
    summary: str
    check: Check
    thorough: bool = False


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rules that run at every build: the bundled ones by name, then those of installed packages."""
    return (*_bundled(rules), *_installed())


def only_ours() -> bool:
    """Whether all rules are bundled; nobody knows what others' depend on."""
    return not plugins("slidegen.rules")


@cache
def thorough_rules() -> tuple[Rule, ...]:
    """The rules that only `slidegen check` runs."""
    from slidegen.rules import thorough

    return tuple(_bundled(thorough, thorough=True))


def known_names() -> frozenset[str]:
    """Every name that an ignore may hold: of rules, and of what other stages find."""
    return frozenset({rule.name for rule in (*all_rules(), *thorough_rules())} | set(rules.ELSEWHERE))


def lint(deck: Deck, more: Sequence[Rule] = ()) -> tuple[Finding, ...]:
    """What the deck's author probably did not mean, in the order of the lines.

    Args:
        deck: the deck.
        more: rules to run besides those that run at every build.
    """
    found = [finding for rule in (*all_rules(), *more) for finding in rule.check(deck)]
    return tuple(sorted(found, key=lambda one: (str(one.where.path), one.where.line or 0, one.rule)))


def _bundled(package: ModuleType, *, thorough: bool = False) -> Iterator[Rule]:
    names = sorted(one.name for one in pkgutil.iter_modules(package.__path__) if not one.ispkg)
    for name in names:
        module = importlib.import_module(f"{package.__name__}.{name}")
        yield Rule(name.replace("_", "-"), _summary(module), module.check, thorough)


def _installed() -> Iterator[Rule]:
    for point in sorted(plugins("slidegen.rules"), key=lambda one: one.name):
        check = point.load()
        yield Rule(point.name, _summary(check), check)


def _summary(documented: object) -> str:
    lines = (getattr(documented, "__doc__", None) or "no description").strip().splitlines()
    return lines[0].rstrip(".")
