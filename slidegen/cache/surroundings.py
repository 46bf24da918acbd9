"""All that every deck's page depends on besides its own files, as one digest."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from slidegen import __version__, resources
from slidegen.disk import signature
from slidegen.project import Project

FORMAT = 2  # of the entries


def surroundings(project: Project) -> str:
    """The digest of slidegen's code and templates, the project's templates, and the installed packages."""
    code = Path(__file__).parents[1]
    parts: list[Any] = [FORMAT, __version__, sys.version, sys.flags.optimize, installed()]
    parts += [signature(str(code), (".py",)), signature(str(project.templates))]
    parts.append(signature(str(resources.templates())))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def installed() -> list[str]:
    """The installed packages with their versions, by the names and times of the folders that say so."""
    found = []
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                found += [
                    f"{place}/{entry.name} {entry.stat().st_mtime_ns}"
                    for entry in entries
                    if entry.name.endswith((".dist-info", ".egg-info", ".egg-link", ".pth"))
                ]
        except OSError:
            continue
    return sorted(found)
