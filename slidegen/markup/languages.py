"""Which Pygments lexer a fence's language means: every alias of Pygments, and highlight.js's names that differ."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from slidegen.errors import similar

if TYPE_CHECKING:
    from pygments.lexer import Lexer

PLAIN = frozenset(
    ("", "text", "plain", "plaintext", "txt", "none", "ascii", "output", "nohighlight", "no-highlight")
)

# highlight.js's names and aliases, and file endings in common use, that Pygments does not have: ours -> Pygments'
OTHER_NAMES: Mapping[str, str] = {
    one: name
    for name, others in {
        "actionscript3": "as",
        "apacheconf": "htaccess",
        "applescript": "osascript",
        "arduino": "ino pde processing",
        "bat": "dos cmd",
        "bash": "sh-session-script env dotenv",
        "c": "h",
        "clojure": "edn",
        "common-lisp": "el-lisp",
        "console": "shellsession terminal",
        "cpp": "cc h++ hpp hh hxx cxx cu",
        "csharp": "cs",
        "css": "postcss pcss",
        "delphi": "dpr dfm",
        "diff": "patch",
        "docker": "containerfile",
        "fortran": "f95 f03 f08",
        "fsharp": "fs fsx",
        "gas": "armasm arm x86asm avrasm assembly",
        "gherkin": "feature",
        "graphql": "gql",
        "groovy": "gradle",
        "handlebars": "hbs html.hbs html.handlebars htmlbars",
        "html": "xhtml",
        "http": "https",
        "javascript": "mjs cjs",
        "json": "jsonc geojson webmanifest ipynb",
        "julia-repl": "jldoctest",
        "kotlin": "kt kts ktm ktx",
        "make": "mk mak",
        "markdown": "mkdown mkd qmd rmd",
        "matlab": "octave-script",
        "nginx": "nginxconf",
        "objective-c": "mm obj-c",
        "ocaml": "ml",
        "openscad": "scad",
        "perl": "pm",
        "php": "php-template",
        "postgresql": "pgsql plpgsql",
        "powershell": "ps",
        "puppet": "pp",
        "pycon": "python-repl",
        "python": "gyp ipython pyi pyw jupyter",
        "ruby": "gemspec podspec thor",
        "sml": "standard-ml",
        "systemverilog": "svh",
        "tcl": "tk",
        "twig": "craftcms",
        "typescript": "mts cts",
        "vbnet": "vb",
        "vbscript": "vbs",
        "wast": "wasm",
        "xml": "rss atom xjb xsd xsl plist wsf svg mathml",
        "xquery": "xpath",
        "yaml": "yml clang-format",
        "zone": "dns bind",
    }.items()
    for one in others.split()
}


@cache
def _by_alias() -> Mapping[str, tuple[str, str]]:
    """Alias to module and class. Pygments' own look-up may import every lexer; this imports none."""
    try:
        from pygments.lexers._mapping import LEXERS
    except ModuleNotFoundError:  # the extra `code` is not installed
        return {}
    found = {
        alias.lower(): (entry[0], name) for name, entry in reversed(LEXERS.items()) for alias in entry[2]
    }
    return {one: found[name] for one, name in OTHER_NAMES.items() if name in found} | found


def known(language: str) -> bool:
    """Whether there are colours for this language, or it is a name for plain text."""
    return language in PLAIN or language in _by_alias()


def available() -> bool:
    """Whether there are colours at all: Pygments comes with the extra `code`."""
    return bool(_by_alias())


def close_to(language: str) -> str | None:
    """The known name that was probably meant."""
    found = similar(language, _by_alias(), 0.7)
    return found[0] if found else None


@cache
def lexer(language: str) -> Lexer | None:
    """The lexer of a known language, None for plain text and what nobody knows. Imports that one module."""
    if language in PLAIN or language not in _by_alias():
        return None
    module, name = _by_alias()[language]
    made: Lexer = getattr(importlib.import_module(module), name)()
    return made
