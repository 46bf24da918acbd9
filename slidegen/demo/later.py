"""The rest of the standard library, fetched when one of its modules is imported for the first time.

Runs in Pyodide as `slidegen_later`, out of the zip that Python starts with: the standard library only. `NAMES` is
filled in when that zip is made (slidegen.demo.corelibrary).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from importlib.machinery import ModuleSpec, PathFinder

NAMES: Collection[str] = ()


class Later:
    """A finder that stands behind the usual one and knows which modules are not there yet.

    Args:
        names: top-level modules of the rest.
        fetch: brings the whole library and gives its path; called once, by the import that waits for it.
    """

    def __init__(self, names: Collection[str], fetch: Callable[[], str]) -> None:
        self.names = frozenset(names)
        self.fetch = fetch

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where the module is, in the library that is complete now.

        Raises:
            ImportError: the rest did not come; the next import tries again.
        """
        if name not in self.names:
            return None
        try:
            archive = self.fetch()
        except Exception as error:
            message = f"{name} is in the part of Python's library that is loaded when it is used: {error}"
            raise ImportError(message, name=name) from error
        sys.path.append(archive)
        sys.meta_path.remove(self)
        return PathFinder.find_spec(name)


def install(fetch: Callable[[], str]) -> None:
    """Look for the modules of `NAMES` through `fetch` from now on."""
    sys.meta_path.insert(sys.meta_path.index(PathFinder) + 1, Later(NAMES, fetch))
