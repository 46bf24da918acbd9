"""What the preview builds and watches in a real project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from slidegen import resources
from slidegen.cache.store import Store
from slidegen.deck.includes import named
from slidegen.errors import SlidegenError
from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import FILE, Project, deck_files, default_paths
from slidegen.serve.preview import Source
from slidegen.serve.watch import Place, State, snapshot


def project_source(
    load: Callable[[], Project],
    paths: Sequence[Path],
    command_line: Mapping[str, Any],
    store: Store | None = None,
) -> Source:
    """The decks that `paths` name; the project is read anew for each build.

    Args:
        load: reads the project; may raise SlidegenError.
        paths: as for `pipeline.build`.
        command_line: the same.
        store: pages of earlier builds; by default only those of this preview.
    """
    kept = store or Store(None)
    names = _Names()

    def site(without: Collection[Path]) -> Site:
        return build(load(), paths, command_line, without, store=kept, several=True)

    def decks() -> Mapping[Path, str]:
        files = deck_files(load(), paths)
        return {file.path.resolve(): f"{file.name}/index.html" for file in files}

    known: set[Place] = {Place(Path.cwd() / FILE)}

    def watched(last: Site | None) -> Iterable[Place]:
        try:
            project = load()
            known.update(_shared(project))
            known.update(_places(project, paths or default_paths(project), names))
        except SlidegenError:
            pass  # what is known is watched on, and slidegen.toml is in it
        return known | _named(last)

    return Source(site, decks, watched)


class _Names:
    """The files that decks name, looked for anew only in a deck that was saved, or where one it includes was."""

    def __init__(self) -> None:
        self._found: dict[Path, tuple[State, set[Path]]] = {}

    def of(self, deck: Path) -> set[Path]:
        """All files that it names."""
        state, found = self._found.get(deck, ({}, set[Path]()))
        if not state or snapshot(map(Place, (deck, *found))) != state:
            found = named(deck)
            state = snapshot(map(Place, (deck, *found)))
            if named(deck) == found:  # else it was saved in between, and is looked at again next time
                self._found[deck] = (state, found)
        return found


def _places(project: Project, paths: Sequence[Path], names: _Names) -> set[Place]:
    """The decks: a folder with all below it, a file with those beside it (new pictures are noticed).

    So are the files that they include or cite from, which may be the ones that are wrong or still missing.
    """
    found = {Place(Path(name)) for name in project.options.get("bibliography", ())}
    for path in (path.resolve() for path in paths):
        found.add(Place(path, deep=True) if path.is_dir() else Place(path.parent))
    for file in deck_files(project, paths):
        found.add(Place(file.path.resolve().parent))
        found.update(Place(one) for one in names.of(file.path.resolve()))
    return found


def _shared(project: Project) -> set[Place]:
    ours = {Place(resources.templates(), deep=True), Place(resources.demos(), deep=True)}
    own = {Place(project.templates, deep=True), Place(project.demos, deep=True)}
    return ours | own | {Place(project.root / FILE)}


def _named(site: Site | None) -> set[Place]:
    """The files that the last site took from the disk or was made from."""
    if site is None:
        return set()
    files = {source for source in site.files.values() if isinstance(source, Path)}
    return {Place(path) for path in files.union(*(page.facts.inputs for page in site.decks if page.facts))}
