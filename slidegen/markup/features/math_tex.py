r"""TeX as lecturers write it, in the TeX that math-core knows: what can be said otherwise is said otherwise.

math-core leaves out some environments (`split`, `alignat`, `smallmatrix` ...), formulas inside `\text`, colours as
`#f00`, row distances and a number of commands. Some are macros here, the rest is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# By name, without the backslash; the deck's own macros come before these.
MACROS = {
    **{"substack": r"\begin{subarray}{c}#1\end{subarray}", "norm": r"\left\lVert #1\right\rVert"},
    **{"abs": r"\left\lvert #1\right\rvert", "pmb": r"\boldsymbol{#1}", "mathnormal": "{#1}", "smash": "{#1}"},
    **{"textnormal": r"\text{#1}", "textup": r"\text{#1}", "textmd": r"\text{#1}", "mbox": r"\text{#1}"},
    **{"hbox": r"\text{#1}", "emph": r"\textit{#1}", "textsc": r"\text{#1}", "mathbbm": r"\mathbb{#1}"},
    **{"mathds": r"\mathbb{#1}", "bold": r"\mathbf{#1}", "dotsc": r"\ldots", "dotso": r"\ldots", "dotsb": r"\cdots"},
    **{"dotsm": r"\cdots", "dotsi": r"\cdots", "shortmid": r"\mid", "intop": r"\int", "euro": r"\text{€}"},
    **{"celsius": r"^{\circ}\mathrm{C}", "dv": r"\frac{\mathrm{d}#1}{\mathrm{d}#2}", "and": r"\mathbin{\&}"},
    **{"pdv": r"\frac{\partial #1}{\partial #2}", "cancelto": r"{\cancel{#2}}^{#1}", "sout": r"\cancel{#1}"},
    **{"SI": r"#1\,\mathrm{#2}", "qty": r"#1\,\mathrm{#2}", "si": r"\mathrm{#1}", "unit": r"\mathrm{#1}", "num": "#1"},
    **{"KaTeX": r"\text{KaTeX}", "LaTeX": r"\text{LaTeX}", "TeX": r"\text{TeX}", "Q": r"\mathbb{Q}"},
    **{"varlimsup": r"\overline{\lim}", "varliminf": r"\underline{\lim}", "varinjlim": r"\underrightarrow{\lim}"},
    **{"varprojlim": r"\underleftarrow{\lim}", "injlim": r"\operatorname*{inj\,lim}"},
    **{"centerdot": r"\cdot", "nshortmid": r"\nmid", "shortparallel": r"\parallel", "nshortparallel": r"\nparallel"},
    **{"smallfrown": r"\frown", "smallsmile": r"\smile", "smallsetminus": r"\setminus", "smallint": r"\int"},
    **{"thickapprox": r"\approx", "thicksim": r"\sim", "varpropto": r"\propto", "vcenter": "{#1}"},
    **{"projlim": r"\operatorname*{proj\,lim}", "mathstrut": "", "strut": ""},
}  # fmt: skip
NUMBERED = "equation|align|gather|multline"
ROW = re.compile(
    r"\\\\\*?\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|pc|bp|px)\s*\]|\\\\\*|\\cr\b|\\newline\b"
)
SKIPPED = re.compile(r"\\require\s*\{[^{}]*\}|\\(?:no)?allowbreak\b|\\relax\b|\\vspace\*?\{[^{}]*\}")
# math-core takes a star for a part of the name before it
STARRED = re.compile(r"\\(?!(?:operatorname|tag|hspace|DeclareMathOperator)\*)([A-Za-z]+)\*")
ENVIRONMENT = re.compile(
    r"\\(begin|end)\s*\{(split|alignat|alignedat|flalign|smallmatrix|[pbvBV]?matrix\*|eqnarray|array)(\*?)\}"
    r"(\s*\{\d+\}|\s*\[[clr]\])?"
)
RENAMED = {
    "split": "aligned",
    "alignat": "align",
    "alignedat": "aligned",
    "flalign": "align",
    "eqnarray": "align",
}
COLUMNS = re.compile(r"(\\begin\{array\}(?:\[[tbc]\])?\{)((?:[^{}]|\{[^{}]*\})*)\}")
AT_COLUMN = re.compile(r"[@!><]\{[^{}]*\}")
REPEATED = re.compile(r"\*\{(\d{1,2})\}\{([^{}]*)\}")
RELATION = re.compile(r"&([^&\\]*)&")
HEX = re.compile(r"\\color\s*\{\s*#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\s*\}")
HEX_TEXT = re.compile(r"\\textcolor\s*\{\s*#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\s*\}\s*\{")
OPERATOR = re.compile(r"\\operatorname\s*(\*?)\s*\{\s*(\\math[^{}]*\{[^{}]*\})\s*\}")
DECLARED = re.compile(r"\\DeclareMathOperator\s*(\*?)\s*\{?(\\[A-Za-z]+)\}?\s*\{([^{}]*)\}")
MATHOP = re.compile(r"\\mathop\s*\{")
TEXT = re.compile(r"\\(?:text(?:rm|normal|up|md)?|mbox|hbox)\s*\{")
ANGLE = re.compile(r"\\(left|right|middle|[bB]igg?[lrm]?)\s*([<>])")
MARK = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}")
NO_NUMBERS = re.compile(rf"\\(begin|end)\{{({NUMBERED})\}}")
TOO_MANY = 200


def prepared(tex: str, *, display: bool) -> str:
    r"""The formula in math-core's TeX.

    Display formulas are numbered only where they have a `\label` or `\tag`: nobody refers to the others, and
    reveal.js's own plugin numbers none.
    """
    if "\\" in tex:
        for rewrite in _REWRITES:
            tex = rewrite(tex)
    return _display(tex) if display else tex


def _display(tex: str) -> str:
    numbered = "\\tag" in tex or "\\label" in tex
    if not numbered:
        return NO_NUMBERS.sub(r"\\\1{\2*}", _broken(tex)) if "\\" in tex else tex
    if not re.search(rf"\\begin\{{(?:{NUMBERED})\*?\}}", tex):
        body, marks = _untagged(tex)
        return f"\\begin{{equation}}{_broken(body)}{marks}\\end{{equation}}"
    return tex


def _untagged(tex: str) -> tuple[str, str]:
    r"""The formula and its tags, which may not stand inside `aligned`."""
    return MARK.sub("", tex).strip(), "".join(MARK.findall(tex))


def _broken(tex: str) -> str:
    r"""Lines that `\\` ends where no environment holds them stand below each other."""
    if "\\\\" in tex and "\\begin" not in tex and "{\\\\" not in tex:
        return f"\\begin{{gathered}}{tex}\\end{{gathered}}"
    return tex


def _environments(tex: str) -> str:
    if "\\begin" not in tex:
        return tex
    if "eqnarray" in tex:
        tex = RELATION.sub(r"&\1", tex)
    return COLUMNS.sub(_columns, ENVIRONMENT.sub(_environment, tex))


def _environment(found: re.Match[str]) -> str:
    which, name, star, argument = found[1], found[2], found[3], found[4] or ""
    if name == "array":
        return found[0]
    if name == "smallmatrix":
        return f"\\{which}{{subarray}}" + ("{c}" if which == "begin" else "")
    if name in RENAMED:
        return f"\\{which}{{{RENAMED[name]}{star}}}" + (argument if argument.strip()[:1] == "[" else "")
    return f"\\{which}{{{name.rstrip('*')}}}"


def _columns(found: re.Match[str]) -> str:
    plain = REPEATED.sub(lambda times: int(times[1]) * times[2], AT_COLUMN.sub("", found[2]))
    return found[1] + re.sub(r"[pmb]\{[^{}]*\}", "l", plain) + "}"


def _colours(tex: str) -> str:
    if "color" not in tex or "#" not in tex:
        return tex
    return _each(HEX.sub(_colour, tex), HEX_TEXT, _coloured)


def _colour(found: re.Match[str]) -> str:
    code = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return f"\\color[HTML]{{{code}}}"


def _coloured(found: re.Match[str], body: str, rest: str) -> tuple[str, str]:
    return f"{{{_colour(found)}{{{body}}}}}", rest


def _operators(tex: str) -> str:
    tex = DECLARED.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", tex)
    tex = OPERATOR.sub(lambda found: "\\mathop" + (f"{{{found[2]}}}"), tex)
    return _each(tex, MATHOP, _limits) if "\\mathop" in tex else tex


def _limits(found: re.Match[str], body: str, rest: str) -> tuple[str, str]:
    r"""`\mathop{..}_{..}^{..}`, with `\limits` or without, has its limits below and above."""
    rest = re.sub(r"\A\s*\\limits", "", rest)
    result = f"{{{body}}}"
    while script := re.match(r"\s*([_^])\s*", rest):
        limit, after = _argument(rest[script.end() :])
        if not limit:
            break
        result = f"\\{'under' if script[1] == '_' else 'over'}set{{{limit}}}{{{result}}}"
        rest = after
    return f"\\mathop{{{result}}}", rest


def _texts(tex: str) -> str:
    """Formulas in a text become formulas between two texts."""
    return _each(tex, TEXT, _split_text) if "$" in tex or "\\(" in tex else tex


def _split_text(found: re.Match[str], body: str, rest: str) -> tuple[str, str]:
    parts = re.split(r"(?<!\\)\$([^$]*)(?<!\\)\$|\\\((.*?)\\\)", body)
    result = f"\\text{{{parts[0]}}}" if parts[0] else ""
    for dollars, brackets, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        result += f"{{{dollars or brackets or ''}}}" + (f"\\text{{{text}}}" if text else "")
    return f"{{{result}}}", rest


Rewrite = Callable[["re.Match[str]", str, str], tuple[str, str]]


def _each(tex: str, command: re.Pattern[str], rewrite: Rewrite) -> str:
    """Rewrites the argument of every such command, given with what follows it; gives back both."""
    done = ""
    for _ in range(TOO_MANY):
        found = command.search(tex)
        if not found:
            break
        body, after = _argument(tex[found.end() - 1 :])
        if not after and not tex.endswith("}"):  # the brace is never closed
            break
        new, after = rewrite(found, body, after)
        done, tex = done + tex[: found.start()] + new, after
    return done + tex


def _argument(tex: str) -> tuple[str, str]:
    """A command's argument, without its braces, and what follows it; nothing where braces do not match."""
    if not tex.startswith("{"):
        found = re.match(r"\\[A-Za-z]+|\\?.", tex, re.S)
        return (found[0], tex[found.end() :]) if found else ("", "")
    depth = 0
    for found in re.finditer(r"\\.|[{}]", tex, re.S):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return tex[1 : found.start()], tex[found.end() :]
    return "", ""


def _signs(tex: str) -> str:
    tex = ROW.sub(r"\\\\", SKIPPED.sub("", tex))
    tex = STARRED.sub(r"\\\1 *", tex)
    tex = ANGLE.sub(lambda found: f"\\{found[1]}\\{'l' if found[2] == '<' else 'r'}angle ", tex)
    return (
        tex.replace("\\hspace*", "\\hspace").replace("\\smash[b]", "\\smash").replace("\\smash[t]", "\\smash")
    )


_REWRITES = (_signs, _environments, _colours, _texts, _operators)
