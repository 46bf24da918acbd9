"""Pages and the files they need, put together as a `Site` in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from slidegen import resources
from slidegen.bundle import Texts, packed
from slidegen.demo.catalog import Catalog
from slidegen.model import Finding, Page, Site
from slidegen.vendored import PACKED, unpacked

# folders of templates/ that every site gets, under _slidegen/
STATIC = {"css": "css", "js": "js", "vendor/reveal": "reveal", "vendor/fonts": "fonts"}
# folders that only the decks get which use a feature: our own files, and vendored ones of the same name
ON_USE = ("features", "vendor")


def assemble(
    decks: Sequence[Page],
    index: Page,
    catalog: Catalog,
    findings: Sequence[Finding],
    own: Path | None = None,
    texts: Texts | None = None,
) -> Site:
    """The site of these pages.

    Args:
        decks: the decks' pages.
        index: the page that lists them.
        catalog: the demos; only those in use reach the site.
        findings: what the build wants to say.
        own: the project's own templates folder, whose css/ and js/ replace ours by file name.
        texts: keeps what is made of style sheets and scripts from build to build.
    """
    facts = [page.facts for page in decks if page.facts]
    used = tuple(sorted({name for one in facts for name in one.demos}))
    files: dict[str, bytes | Path] = dict(static_files(own))
    files |= feature_files({name for one in facts for name in one.uses}, own)
    files |= packed(files, texts)
    if used:
        from slidegen.demo import runtime

        files |= runtime.site_files(catalog, used)
    for one in facts:
        files |= one.files
    pages = (index, *decks)
    files |= {page.path: page.html.encode() for page in pages}
    return Site(files, pages, tuple(findings), used)


def static_files(own: Path | None = None) -> Mapping[str, Path]:
    """What every page uses, by address."""
    found: dict[str, Path] = {}
    for top in (resources.templates(), own):
        for source, target in STATIC.items():
            if top is not None and (top / source).is_dir():
                found |= {f"_slidegen/{target}/{name}": path for name, path in _files(top / source)}
    return found


def feature_files(uses: Collection[str], own: Path | None = None) -> Mapping[str, bytes | Path]:
    """What the pages need that use these features, by address; what is vendored compressed is unpacked."""
    if own is not None and own.resolve() == resources.templates().resolve():
        own = None  # a checkout's own decks: its templates are ours
    return {
        f"_slidegen/{use}/{name.removesuffix(PACKED)}": (
            unpacked(path) if name.endswith(PACKED) and top != own else path
        )
        for use in sorted(uses)
        for top in (resources.templates(), own)
        for kind in ON_USE
        if top is not None and (top / kind / use).is_dir()
        for name, path in _files(top / kind / use)
    }


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path
