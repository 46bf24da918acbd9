"""Where slidegen's own templates and demos lie: in the installed wheel, or in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@cache
def share() -> Path:
    """The folder that holds `templates/` and `demos/`.

    A wheel carries them in `slidegen/_share`; an editable install does not materialise that folder,
    so there the checkout itself is used.
    """
    packed = PACKAGE / "_share"
    return packed if packed.is_dir() else PACKAGE.parent


def templates() -> Path:
    """Jinja2 templates, styles, host scripts and `vendor/`."""
    return share() / "templates"


def vendor() -> Path:
    """Third-party files that reach the site, listed in `vendor/manifest.toml`."""
    return templates() / "vendor"


def demos() -> Path:
    """The bundled demos, one folder each, and `_kit/`, which they share."""
    return share() / "demos"
