"""Relative addresses of an included file, rewritten so that they count from the deck's folder."""

from __future__ import annotations

import os
import re
from functools import cache

from markdown_it import MarkdownIt

OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|\?|$")
ATTRIBUTES = (
    r"src|href|poster|data|data-src|data-background-(?:image|video|iframe)|data-preview-(?:image|video|link)"
)
ADDRESS = re.compile(
    r"(?P<link>\]\(\s*)(?:<(?P<angle>[^<>\n]+)>|(?P<bare>[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"|^(?P<label> {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?)(?P<reference>[^\s<>]+)"
    rf"|(?<![\w-])(?P<name>(?:{ATTRIBUTES})=(?P<quote>[\"']))(?P<value>[^\"'\n]+)(?=(?P=quote))"
    r"|(?<![\w-])(?P<pictured>data-background=(?P<mark>[\"']))(?P<picture>[^\"'\n]+\.\w{2,4})(?=(?P=mark))"
    r"|(?<![\w-])(?P<set>srcset=(?P<sign>[\"']))(?P<many>[^\"'\n]+)(?=(?P=sign))",
    re.M,
)
FUNCTION = re.compile(r"[\w-]+\(")  # url(...) and gradients are no paths
UNSAFE = re.compile(r"[\s()<>\"'%#?]")


def moved(text: str, folder: str) -> str:
    """The text with its relative addresses led by `folder`, but for those in code.

    `folder` is the path of the file's folder seen from the deck's. No line is added or lost.
    """
    if folder == "." or not ADDRESS.search(text):
        return text
    prefix = UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", folder.replace(os.sep, "/"))
    code = _code_lines(text)

    def replaced(found: re.Match[str]) -> str:
        start = found.start()
        line = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        if line in code or text.count("`", begin, start) % 2:
            return found[0]
        return _address(found, prefix)

    return ADDRESS.sub(replaced, text)


def _address(found: re.Match[str], prefix: str) -> str:
    group = next(
        name for name in ("angle", "bare", "reference", "value", "picture", "many") if found[name] is not None
    )
    old = found[group]
    if group in ("value", "picture", "many") and (not _in_tag(found) or FUNCTION.match(old)):
        return found[0]
    if group == "many" or (group == "value" and re.search(r"-(?:image|video)=", found["name"])):
        new = ",".join(_led(one, prefix) for one in old.split(","))
    else:
        new = _led(old, prefix)
    begin = found.start(group) - found.start()
    return found[0][:begin] + new + found[0][begin + len(old) :]


def _led(address: str, prefix: str) -> str:
    """`img/a.png` with the prefix `parts` is `parts/img/a.png`; white space before it stays."""
    bare = address.lstrip()
    if OUTSIDE.match(bare):
        return address
    return address[: len(address) - len(bare)] + _short(f"{prefix}/{bare}")


def _short(path: str) -> str:
    """Without `name/..`, as far as it goes."""
    while (shorter := re.sub(r"(?:^|(?<=/))(?!\.\.?/)[^/?#]+/\.\./", "", path, count=1)) != path:
        path = shorter
    return path.replace("/./", "/")


def _in_tag(found: re.Match[str]) -> bool:
    text, start = found.string, found.start()
    return text.rfind("<", 0, start) > text.rfind(">", 0, start)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable("inline")  # blocks alone


def _code_lines(text: str) -> set[int]:
    """The lines, from 0, of code blocks."""
    blocks = [token.map for token in _parser().parse(text) if token.type in ("fence", "code_block")]
    return {line for block in blocks if block for line in range(*block)}
