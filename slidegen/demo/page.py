"""A demo's own page, from the template of the kit."""

from __future__ import annotations

from functools import cache

import jinja2

from slidegen import resources
from slidegen.demo.manifest import Manifest

TEMPLATE = "index.html.j2"


def render(manifest: Manifest, lang: str = "en") -> str:
    """The HTML of `_slidegen/demos/<name>/index.html`."""
    return _template().render(
        name=manifest.name,
        title=manifest.title,
        summary=manifest.summary,
        notice=manifest.notice,
        manifest=manifest.as_json(),
        lang=lang,
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(resources.demos() / "_kit")
    env = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return env.get_template(TEMPLATE)
