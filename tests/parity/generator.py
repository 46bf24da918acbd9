"""Decks made from a seed that mix the constructs in which Markdown parsers are known to disagree."""

from __future__ import annotations

import random
from collections.abc import Callable

from .entry import Entry

WORDS = (
    *("alpha", "beta", "gamma", "x_1", "snake_case_word", "2*3*4", "C++", "5%", "R&D", "AT&amp;T"),
    *("it's", "中文", "「引用」", "日本語。", "한국어", "naïve", "Größe", "привет", "café", "a<b", "a>b"),
    *("\\*no\\*", "\\_", "end.", "why?", "(round)", "[square]", "{curly}", "😀", "→", "…", "&copy;"),
    *("&#35;", "&nbsp;", "&x;", ":smile:", "[^1]", "~~gone~~", "==mark==", "H~2~O", "x^2^", "$5"),
    *("#tag", "@me", "1.", "2)", "-", "+", "2026-11-21", "3×4", "“quoted”", "don’t", "—"),
)
ADDRESSES = (
    *(
        "http://a.b/c",
        "https://x.y/?q=1&r=2",
        "<b_c.png>",
        "img/a_b.png",
        "/abs/p",
        "#frag",
        "a(b)c",
        "x.png",
    ),
    *("http://t.cn/中文", "%20x", "mailto:a@b.c", "//host/p", "a\\_b", "a&amp;b", "C:\\dir", "u?a=[1]"),
)
TITLES = ("", "", "", ' "t"', " 't'", " (t)")
Rule = Callable[[random.Random], str]


def words(rnd: random.Random, most: int = 5) -> str:
    """Some words."""
    return " ".join(rnd.choice(WORDS) for _ in range(rnd.randrange(1, most + 1)))


def span(rnd: random.Random, depth: int = 0) -> str:
    """Inline text: words, or something marked up with words or one more span in it."""
    inner = span(rnd, depth + 1) if depth < 1 and rnd.random() < 0.3 else words(rnd, 3)
    mark = rnd.choice(("*", "**", "_", "__", "***", "`", "``", "~~", "**", "*"))
    tag = rnd.choice(("b", "span class=x", "small", "kbd", "i", "u"))
    made: tuple[Rule, ...] = (
        lambda _: words(rnd),
        lambda _: f"{mark}{inner}{mark}",
        lambda _: f"{mark} {inner}{mark}",
        lambda _: f"字{mark}{words(rnd, 2)}{mark}字",
        lambda _: f"{mark}“{words(rnd, 2)}”{mark}字",
        lambda _: f"[{words(rnd, 3)}]({rnd.choice(ADDRESSES)}{rnd.choice(TITLES)})",
        lambda _: f"![{words(rnd, 2)}]({rnd.choice(ADDRESSES)}{rnd.choice(TITLES)})",
        lambda _: rnd.choice(("[a][Ref]", "[ref]", "[none][]", "[ref][]")),
        lambda _: rnd.choice(
            ("http://a.b/c_d", "https://a.b/(c)", "www.a.com/x.", "me@a.org", "<http://a.b>")
        ),
        lambda _: f"<{tag}>{inner}" + (f"</{tag.split()[0]}>" if rnd.random() < 0.9 else ""),
        lambda _: rnd.choice(("<br>", "text  ", "a\\\\b", "tab\tx", "<!-- c -->", "<img src=x>")),
        lambda _: f'{words(rnd)} <!-- .element: class="fragment" -->',
    )
    return made[rnd.randrange(len(made))](rnd)


def line(rnd: random.Random) -> str:
    """One line of inline text."""
    return " ".join(span(rnd) for _ in range(rnd.randrange(1, 4)))


def paragraph(rnd: random.Random) -> str:
    """Lines, some with hard breaks or odd indentation."""
    lines = [line(rnd)]
    for _ in range(rnd.randrange(3)):
        lines.append(rnd.choice(("", "", " ", "  ", "    ", "\t")) + line(rnd))
    return rnd.choice(("\n", "  \n", "\n")).join(lines)


def items(rnd: random.Random) -> str:
    """A list in which indentation, markers and blank lines change as people change them."""
    unit = rnd.choice((1, 2, 2, 3, 4, 4))
    tabs = rnd.random() < 0.15
    depth, out = 0, []
    marker = rnd.choice(("-", "*", "+", "1.", "1)", "3."))
    for _ in range(rnd.randrange(1, 9)):
        if rnd.random() < 0.15:
            marker = rnd.choice(("-", "*", "+", "1.", "2)", "10."))
        indent = "\t" * depth if tabs else " " * (depth * unit + (rnd.random() < 0.05))
        space = rnd.choice((" ", " ", " ", "  ", "   ", "\t", "     " if rnd.random() < 0.2 else " "))
        task = rnd.choice(("[ ] ", "[x] ")) if rnd.random() < 0.08 else ""
        body = (
            line(rnd)
            if rnd.random() < 0.93
            else rnd.choice(("", "# h", "> q", "```\ncode\n```", "- x", "---"))
        )
        out.append(f"{indent}{marker}{space}{task}{body}")
        if rnd.random() < 0.15:
            out.append(rnd.choice(("", indent, indent + "  ", indent + "    ", " ")) + words(rnd))
        if rnd.random() < 0.15:
            out.append("")
            if rnd.random() < 0.5:
                pad = indent + rnd.choice(("  ", "   ", "    ", "", "\t", "      "))
                inner = rnd.choice((words, table, fence, quote))(rnd)
                out.append("\n".join(pad + one for one in inner.split("\n")))
                if rnd.random() < 0.5:
                    out.append("")
        depth = max(0, min(4, depth + rnd.choice((-2, -1, 0, 0, 0, 1, 1))))
    return "\n".join(out)


def fence(rnd: random.Random) -> str:
    """Fenced code."""
    mark = rnd.choice(("```", "```", "~~~", "````"))
    info = rnd.choice(
        (
            "",
            "js",
            "python",
            " py ",
            "js [1-2|3]",
            "js [5: 1|2]",
            "c++",
            "{.x}",
            "sh [1,3]",
            "[2]",
            "html x=1",
        )
    )
    body = rnd.choice(
        (
            "let a = 1;\n\nb < c && d;",
            "  indented\n\ttab",
            "",
            "\n",
            "# no\n- no\n<b>",
            "note: no",
            "``",
            "a\\b",
        )
    )
    return f"{mark}{info}\n{body}\n{mark if rnd.random() < 0.95 else ''}"


def code(rnd: random.Random) -> str:
    """Indented code."""
    pad = rnd.choice(("    ", "\t", "     "))
    return "\n".join(
        rnd.choice((pad + words(rnd), pad + "  x", "", pad + "<b>")) for _ in range(rnd.randrange(1, 4))
    )


def quote(rnd: random.Random) -> str:
    """A quote with lazy lines and blocks in it."""
    inner = rnd.choice((words, paragraph, items, fence, code))(rnd)
    lines = [
        rnd.choice(("> ", ">", "> ", "> > " if rnd.random() < 0.2 else "> ")) + one
        for one in inner.split("\n")
    ]
    if rnd.random() < 0.3:
        lines.append(words(rnd))
    return "\n".join(lines)


def table(rnd: random.Random) -> str:
    """A table, well or badly formed."""
    width = rnd.randrange(1, 4)
    edge = rnd.choice(("|", "|", ""))

    def row(cells: list[str]) -> str:
        return edge + " | ".join(cells) + edge

    cell: Rule = lambda rnd: rnd.choice((words(rnd, 2), "", "a\\|b", "`x|y`", "**b**", "http://a.b"))  # noqa: E731
    rows = [
        row([cell(rnd) for _ in range(width)]),
        row([rnd.choice(("---", ":-:", "--:", "-", ":--")) for _ in range(width)]),
    ]
    rows += [
        row([cell(rnd) for _ in range(max(1, width + rnd.choice((0, 0, 0, 1, -1))))])
        for _ in range(rnd.randrange(3))
    ]
    return "\n".join(rows) + rnd.choice(("", "", "\n" + words(rnd), '\n<!-- .element: class="t" -->'))


def html(rnd: random.Random) -> str:
    """A block of HTML, closed or not."""
    inner = rnd.choice(
        (
            words(rnd),
            line(rnd),
            "\n" + paragraph(rnd) + "\n",
            "\n\n" + paragraph(rnd) + "\n\n",
            items(rnd),
            fence(rnd),
        )
    )
    tag = rnd.choice(
        (
            "div",
            'div class="c"',
            "p",
            "center",
            "section",
            "details",
            "span",
            "small",
            "pre",
            "style",
            "video",
            "ul",
        )
    )
    name = tag.split()[0]
    return rnd.choice(
        (
            f"<{tag}>{inner}</{name}>",
            f"<{tag}>\n{inner}\n</{name}>",
            f"<{tag}>\n\n{inner}\n\n</{name}>",
            f"  <{tag}>\n    {inner}\n  </{name}>",
            f"<{tag}>{inner}",
            f"</{name}>",
            f"<!-- {inner} -->",
            f"<!-- a\n\nb -->\n{inner}",
            '<img src="a.png" width=3>',
            '<iframe src="x"></iframe>',
            f"<{tag}>{words(rnd)}</{name}> {words(rnd)}",
        )
    )


def heading(rnd: random.Random) -> str:
    """A heading of either kind."""
    text = line(rnd)
    return rnd.choice(
        (
            f"{'#' * rnd.randrange(1, 7)} {text}",
            f"# {text} #",
            f"#{text}",
            f"{text}\n===",
            f"{text}\n--",
            f"   ## {text} ##",
            "#",
            f"#######  {text}",
        )
    )


def directive(rnd: random.Random) -> str:
    """A comment that sets attributes."""
    return rnd.choice(
        (
            '<!-- .slide: data-background="red" class="a b" -->',
            "<!-- .slide: data-x -->",
            "<!-- .slide: data-a='1' -->",
            '<!-- .element: class="fragment" data-fragment-index="1" -->',
            '<!-- .element: style="color: red" -->',
            '<!--.slide: id="q" -->',
            '<!-- .element class="x" -->',
        )
    )


def other(rnd: random.Random) -> str:
    """Rules, references, definitions and the like."""
    return rnd.choice(
        (
            *(
                "***",
                "- - -",
                "___",
                "* * *",
                '[ref]: http://r.e/f "T"',
                "[ref]: <a b>",
                "[^1]: note",
                "term\n: definition",
            ),
            *(
                "&copy; &#x41; &bogus;",
                "\\# no",
                "\\- no",
                "1986\\. x",
                "a  ",
                "\u00a0x",
                "\u3000全角",
                "Note",
                "* ",
                "-",
                "1.",
                ">",
            ),
        )
    )


BLOCKS: tuple[Rule, ...] = (
    *(
        paragraph,
        paragraph,
        items,
        items,
        items,
        items,
        fence,
        code,
        quote,
        table,
        html,
        html,
        heading,
        heading,
        directive,
        other,
    ),
)


def slide(rnd: random.Random) -> str:
    """Blocks, mostly with blank lines between."""
    out = rnd.choice(("", "\n", "## T\n\n"))
    for _ in range(rnd.randrange(1, 5)):
        out += rnd.choice(BLOCKS)(rnd) + rnd.choice(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n"))
    if rnd.random() < 0.1:
        out += rnd.choice(("Note: ", "note:\n", "NOTES: ", "Note:\n\n")) + paragraph(rnd) + "\n"
    return out


def deck(seed: int, slides: int = 8) -> Entry:
    """The deck of this seed."""
    rnd = random.Random(seed)
    text = slide(rnd)
    for _ in range(slides - 1):
        text += rnd.choice(("\n---\n", "\n---\n", "\n----\n", "---\n\n")) + slide(rnd)
    return Entry(f"generated-{seed}", text)
