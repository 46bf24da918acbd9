"""What a demo is called and which parameters it takes; an address is checked against it when a deck is built."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slidegen.demo.params import Param, nearest
from slidegen.errors import DemoError, Location

# what every demo's address may say besides the demo's own parameters; None: any text
RESERVED: Mapping[str, tuple[str, ...] | None] = {
    "ui": ("full", "min"),
    "theme": ("dark", "light"),
    "lang": None,
    "autoplay": ("0", "1"),
    "mode": ("live", "test"),
    "step": None,
    "hide": None,
    "lock": None,
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """A demo's demo.toml.

    `outputs` are the names of the model's metrics. `expect` holds `steps` and, by metric, the lowest and highest
    value after that many steps with the default parameters. `budget_ms` limits one step in CPython.
    """

    name: str
    title: str
    summary: str
    notice: str
    params: tuple[Param, ...]
    outputs: tuple[str, ...]
    topics: tuple[str, ...] = ()
    backend: str = "numpy"
    budget_ms: float = 16.0
    expect: Mapping[str, Any] = field(default_factory=dict)

    def check(self, params: Mapping[str, str], where: Location | None = None) -> dict[str, Any]:
        """The values of the parameters in an address, by name; only those given, in the manifest's order.

        The page's own options (`RESERVED`) may be among them; they are checked and left out.

        Raises:
            DemoError: a name is unknown, or a value does not fit.
        """
        known = {param.name: param for param in self.params}
        for name, text in params.items():
            if name in RESERVED:
                self._check_reserved(name, text, where)
            elif name not in known:
                hint = nearest(name, known)
                raise DemoError(f"the demo {self.name} has no parameter {name!r}", where=where, hint=hint)
        return {
            name: self._read(param, params[name], where) for name, param in known.items() if name in params
        }

    def defaults(self) -> dict[str, Any]:
        """The default of every parameter."""
        return {param.name: param.default for param in self.params}

    def as_json(self) -> str:
        """The manifest as the page reads it."""
        fields = {name: getattr(self, name) for name in ("name", "title", "summary", "notice", "outputs")}
        return json.dumps(fields | {"params": [param.as_json() for param in self.params]}, ensure_ascii=False)

    def _read(self, param: Param, text: str, where: Location | None) -> Any:
        try:
            return param.read(text)
        except ValueError as error:
            message = f"the demo {self.name} cannot use {param.name}={text}: {error}"
            raise DemoError(message, where=where) from None

    def _check_reserved(self, name: str, text: str, where: Location | None) -> None:
        choices = RESERVED[name]
        if choices is not None and text not in choices:
            raise DemoError(f"{name}={text} is not one of {', '.join(choices)}", where=where)
        if name == "step" and not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise DemoError(f"step={text} is not a number of steps", where=where)
        if name in ("hide", "lock"):
            self._check_names(name, text, where)

    def _check_names(self, name: str, text: str, where: Location | None) -> None:
        known = [param.name for param in self.params]
        for one in filter(None, text.split(",")):
            if one not in known:
                raise DemoError(f"{name} names no parameter {one!r}", where=where, hint=nearest(one, known))
