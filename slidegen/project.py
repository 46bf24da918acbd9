"""slidegen.toml, and which files of a project are decks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from slidegen.deck.settings import KEYS, checked, unknown_key
from slidegen.errors import Location, ProjectError, UsageError

FILE = "slidegen.toml"
# the keys that are settings of decks, which a deck may set otherwise; its title is its own
OPTION_KEYS = (
    *(name for name, key in KEYS.items() if key.project and key.deck and name != "title"),
    *("url", "frontMatter", "check"),
)
RESERVED = ("_slidegen", "_assets", "index.html")
NOT_DECKS = {"readme.md", "license.md", "changelog.md", "contributing.md"}


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with decks, and what its slidegen.toml says.

    `options` are deck settings in reveal-md's names; front matter overrides them. `demos` and `templates`
    are the project's own folders for those, whether or not they exist.
    """

    root: Path
    title: str = "Lectures"
    decks: tuple[str, ...] = ()
    out: Path = Path("site")
    demos: Path = Path("demos")
    templates: Path = Path("templates")
    extensions: tuple[str, ...] = ()
    extension_configs: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck's file and the name of its folder in the site."""

    path: Path
    name: str


def load(start: Path) -> Project:
    """The project that `start` (a file or folder) belongs to: the nearest folder upwards with a slidegen.toml.

    Without one, the folder itself is the project.

    Raises:
        ProjectError: the file is not TOML, has unknown keys or values of the wrong type.
    """
    folder = start.absolute() if start.is_dir() else start.absolute().parent
    for one in (folder, *folder.parents):
        if (one / FILE).is_file():
            return _read(one / FILE)
    return Project(folder, demos=folder / "demos", templates=folder / "templates", out=folder / "site")


def deck_files(project: Project, paths: Sequence[Path]) -> tuple[DeckFile, ...]:
    """The decks that these paths name; without paths the project's own.

    A folder stands for the Markdown files in and below it, but for README and the like and names that begin
    with a dot or an underscore.

    Raises:
        UsageError: a path does not exist, holds no deck, or two decks would get one name.
    """
    chosen = list(paths) or default_paths(project)
    files = [found for path in chosen for found in _expand(path)]
    by_name: dict[str, Path] = {}
    result = []
    for file in files:
        if file.name.split("/")[0] in RESERVED:
            raise UsageError(
                "this name is kept for slidegen's own files", where=Location(file.path), hint="rename it"
            )
        other = by_name.setdefault(file.name, file.path)
        if other is file.path:
            result.append(file)
            continue
        if other.resolve() == file.path.resolve():
            continue
        raise UsageError(
            f"two decks would both be {file.name}/: {shown(other)} and {shown(file.path)}", hint="rename one"
        )
    return tuple(result)


def shown(path: Path) -> Path:
    """The path as messages show it: relative to the working directory where it lies below it."""
    try:
        here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118  # asked for each of many decks
    except FileNotFoundError:
        return path
    full = os.path.join(here, path, "")  # noqa: PTH118
    return Path(full[len(here) :]) if full.startswith(here) else path


def default_paths(project: Project) -> list[Path]:
    """The decks and folders of decks that a project means when none are named."""
    if project.decks:
        return [project.root / name for name in project.decks]
    folder = project.root / "decks"
    return [folder if folder.is_dir() else project.root]


def _expand(path: Path) -> Iterator[DeckFile]:
    if not path.exists():
        raise UsageError("no such file or folder", where=Location(path), hint="check the path's spelling")
    if path.is_file():
        yield DeckFile(path, _name(Path(path.stem)))
        return
    found = sorted(_decks_below(path))
    if not found:
        raise UsageError("no Markdown deck in this folder", where=Location(path), hint="name a .md file")
    for file in found:
        yield DeckFile(file, _name(file.relative_to(path).with_suffix("")))


def _decks_below(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top, followlinks=False):
        folders[:] = [name for name in folders if _is_open(name)]
        for name in names:
            if name.endswith(".md") and _is_open(name) and name.lower() not in NOT_DECKS:
                file = Path(folder, name)
                if file.is_file():
                    yield file


def _is_open(name: str) -> bool:
    return not name.startswith((".", "_")) and name != "node_modules"


def _name(path: Path) -> str:
    parts = [re.sub(r"[^\w.~-]+", "-", part).strip("-.") or "deck" for part in path.parts]
    return "/".join(parts)


def _read(path: Path) -> Project:
    import tomllib

    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ProjectError("not UTF-8", where=Location(shown(path)), hint="save it as UTF-8") from None
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}", where=Location(shown(path))) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ProjectError(f"not valid TOML: {error}", where=Location(shown(path), line)) from None
    return _project(path.parent, {key: _check(key, value, path, text) for key, value in values.items()})


def _check(key: str, value: object, path: Path, text: str) -> Any:
    where = Location(shown(path), _line(text, key))
    known = {name: one for name, one in KEYS.items() if one.project}
    if key in KEYS and key not in known:
        raise ProjectError(
            f"{key!r} is a deck's own setting", where=where, hint="write it in its front matter"
        )
    if key not in known:
        raise ProjectError(f"unknown key {key!r}", where=where, hint=unknown_key(key, known))
    if key == "check":
        _check_ignores(value, where)
    loose = [one for one in (value if isinstance(value, list) else [value]) if type(one) in (int, float)]
    return checked(key, None if loose else value, where, ProjectError)


def _check_ignores(table: object, where: Location) -> None:
    names = table.get("ignore", []) if isinstance(table, dict) and set(table) <= {"ignore"} else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        hint = 'write `ignore = ["glued-separator"]` below [check]'
        raise ProjectError(
            "[check] holds `ignore`, a list of rules, and nothing else", where=where, hint=hint
        )


def _line(text: str, key: str) -> int | None:
    pattern = re.compile(rf"""^\s*\[?\s*["']?{re.escape(key)}["']?\s*[=\].]""")
    return next((number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)), None)


def _project(root: Path, values: Mapping[str, Any]) -> Project:
    return Project(
        root=root,
        title=values.get("title", "Lectures"),
        decks=tuple(values.get("decks", ())),
        out=root / values.get("out", "site"),
        demos=root / values.get("demos", "demos"),
        templates=root / values.get("templates", "templates"),
        extensions=tuple(values.get("extensions", ())),
        extension_configs=values.get("extensionConfigs", {}),
        options=_options(root, values),
    )


def _options(root: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of all decks; the addresses in them count from the project's folder."""
    options = {key: values[key] for key in OPTION_KEYS if key in values}
    if names := options.get("bibliography"):
        options["bibliography"] = [str(root / name) for name in names]
    return options
