"""Reading demo.toml; every error says on which line."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slidegen.demo.manifest import RESERVED, Manifest
from slidegen.demo.params import COMMON_KEYS, KEYS, SCALES, TYPES, Param, nearest
from slidegen.errors import DemoError, Location

TOP: Mapping[str, type] = {
    "title": str,
    "summary": str,
    "notice": str,
    "topics": list,
    "outputs": list,
    "backend": str,
    "budget_ms": float,
    "params": dict,
    "expect": dict,
}
REQUIRED = ("title", "summary", "notice", "outputs", "params")
TYPE_NAMES = {
    str: "a string",
    list: "a list",
    dict: "a table",
    float: "a finite number",
    bool: "true or false",
}
PARAM_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("type", "label", "help", "scale"), str),
    **dict.fromkeys(("resets", "control"), bool),
    **dict.fromkeys(("min", "max", "step", "most", "within", "labels"), float),
    "choices": list,
}


def read(path: Path) -> Manifest:
    """The manifest of the demo whose demo.toml this is; the folder's name is the demo's.

    Raises:
        DemoError: the file is missing, not TOML, or says something that cannot be.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise DemoError("cannot be read", where=Location(path), hint=error.strerror) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DemoError(f"is not TOML: {error}", where=Location(path)) from None
    return _Reader(path, text).manifest(table)


class _Reader:
    """Reads one file's table and knows on which line each key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()

    def manifest(self, table: Mapping[str, Any]) -> Manifest:
        self._keys("", table, TOP, REQUIRED)
        params = tuple(self._param(name, given) for name, given in table["params"].items())
        rest: dict[str, Any] = {
            key: tuple(one) if isinstance(one, list) else one for key, one in table.items()
        }
        manifest = Manifest(**{**rest, "name": self._path.absolute().parent.name, "params": params})
        self._expect(manifest)
        return manifest

    def _param(self, name: str, given: Any) -> Param:
        table = f"params.{name}"
        if not isinstance(given, dict):
            raise self._error("params", name, f"{table} is not a table")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in RESERVED:
            raise self._error(table, None, f"a parameter cannot be called {name!r}")
        kind = given.get("type")
        if kind not in TYPES:
            raise self._error(table, "type", f"{table} has no type that exists", f"types: {', '.join(TYPES)}")
        if name == "seed" and kind != "seed":
            raise self._error(table, "type", f"{table} has the type {kind}", 'the seed has the type "seed"')
        allowed, required = KEYS[kind]
        types = {key: PARAM_TYPES.get(key, object) for key in (*COMMON_KEYS, *allowed)}
        self._keys(table, given, types, ("label", "default", *required))
        return self._checked(table, Param(name=name, **{**given, "choices": tuple(given.get("choices", ()))}))

    def _checked(self, table: str, param: Param) -> Param:
        if param.scale not in SCALES:
            raise self._error(table, "scale", f"{table}: {param.scale!r} is no scale", "linear or log")
        if param.min is not None and param.max is not None and param.min > param.max:
            raise self._error(table, "min", f"{table}: min is above max")
        if param.scale == "log" and (param.min is None or param.min <= 0):
            raise self._error(table, "min", f"{table}: a log scale needs a min above 0")
        default = str(int(param.default)) if isinstance(param.default, bool) else str(param.default)
        try:
            value = param.read(default)
        except ValueError as error:
            raise self._error(table, "default", f"{table}: the default {error}") from None
        if value != param.default or isinstance(param.default, bool) != (param.type == "bool"):
            raise self._error(table, "default", f"{table}: the default is not {param.type}")
        return param

    def _expect(self, manifest: Manifest) -> None:
        for key, value in manifest.expect.items():
            if key == "steps":
                fits = isinstance(value, int) and value > 0
            else:
                fits = key in manifest.outputs and _is_range(value)
            if not fits:
                hint = "steps is a number; each other key names an output and gives [lowest, highest]"
                raise self._error("expect", key, f"expect.{key} cannot be used", hint)

    def _keys(
        self, table: str, given: Mapping[str, Any], types: Mapping[str, type], required: tuple[str, ...]
    ) -> None:
        for key, value in given.items():
            if key not in types:
                raise self._error(table, key, f"unknown key {key!r}", nearest(key, types))
            if not _is(value, types[key]):
                raise self._error(table, key, f"{key} is not {TYPE_NAMES[types[key]]}")
        for key in required:
            if key not in given:
                raise self._error(table, None, f"{table or 'the file'} lacks the key {key!r}")

    def _error(self, table: str, key: str | None, message: str, hint: str | None = None) -> DemoError:
        return DemoError(message, where=Location(self._path, self._line(table, key)), hint=hint)

    def _line(self, table: str, key: str | None) -> int | None:
        """The line of a key in a table, else of the table's header; None for the whole file."""
        here, header = "", None
        for number, line in enumerate(self._lines, 1):
            if found := re.match(r"\s*\[([^\]]+)\]", line):
                here = found[1].strip()
                header = number if here == table else header
            elif here == table and key is not None and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line):
                return number
        return header


def _is(value: Any, kind: type) -> bool:
    if kind is float:
        return _is_number(value) and abs(value) <= sys.float_info.max  # a page's JSON knows no infinity
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, kind)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_range(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(_is_number(one) for one in value)
