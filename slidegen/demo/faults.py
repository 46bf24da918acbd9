"""What goes wrong in a demo's own Python, told as one line with its file and line."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from slidegen.errors import DemoError, Location
from slidegen.nn.instance import ModelError
from slidegen.project import shown


@contextmanager
def told(folder: Path, file: str) -> Iterator[None]:
    """Run a demo's own code.

    Args:
        folder: the demo's.
        file: the file of it to name where the traceback names none.

    Raises:
        DemoError: the code raised anything, or ended the program (`sys.exit`).
        ModelError: as it was, for it says where.
    """
    try:
        yield
    except (ModelError, DemoError):
        raise
    except (Exception, SystemExit) as error:
        raise DemoError(_message(error), where=_place(error, folder, file)) from error


def _message(error: BaseException) -> str:
    """The error's class and the first line of what it says."""
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return ": ".join([type(error).__name__, *said.strip().splitlines()[:1]])


def _place(error: BaseException, folder: Path, file: str) -> Location:
    """The innermost line of the demo's files in the traceback."""
    # Posters run under their path, models under the path that messages show.
    known = {str(name): shown(path) for path in folder.glob("*.py") for name in (path, shown(path))}
    lines = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        lines.append((error.filename, error.lineno))
    inside = [(known[name], line) for name, line in lines if name in known]
    return Location(*inside[-1]) if inside else Location(shown(folder / file))
