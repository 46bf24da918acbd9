"""What a deck's author probably did not mean, one rule a file: `check(deck) -> Iterator[Finding]`.

A rule's name is its file's, with hyphens; its findings carry that name. Those here run at every build and must
be fast: a cheap test (`in`) for each slide first, then regular expressions over `deck.prose`. Those in
`thorough/` run in `slidegen check` only.
"""

NEED_GITHUB = ("columns", "footnotes")

#: What other stages find, for `slidegen check --list` and for ignores; rules have their own files.
ELSEWHERE = {
    "attributes": "Attributes in braces with nothing before them",
    "callout-kind": "A callout of a kind that does not exist",
    "code-colours": "Code without colours, because Pygments is not installed",
    "code-file": "A code block's file, region or lines that do not exist",
    "code-language": "A language that Pygments does not know",
    "code-lines": "Lines to be lit that the code block does not have",
    "columns": "`:::` or `|||` without its partner",
    "footnotes": "A footnote without its text, or a text without its footnote",
    "fragments": "Fragments without a list, or with an effect that reveal.js does not know",
    "graph-size": "A graph whose words are too small to read",
    "graphviz": "A graph that is shown as code: `dot` is missing or does not understand it",
    "highlight-theme": "A highlighting theme that nobody knows",
    "included-settings": "Front matter of an included file, which changes nothing",
    "math": "A formula or a macro that does not parse",
    "unknown-citation": "A citation of a work that no bibliography has",
    **{f"{name}-grammar": f"Python-Markdown's own grammar, which knows no {name}" for name in NEED_GITHUB},
    "deck-error": "A mistake that stops a build, such as an unknown demo (cannot be ignored)",
    "detected-separator": "A vertical separator that nobody configured",
    "idle-setting": "A setting of reveal-md or of another tool that changes nothing here",
    "html-file": "A frame's page that is copied without the files that it loads",
    "markdown-grammar": "An extension that brings Python-Markdown's own grammar",
    "missing-file": "A picture, video or linked file that does not exist",
    "not-fetched": "Remote pictures and videos without a copy here (see `slidegen fetch`)",
    "outside-file": "A file outside the project, which is not copied",
    "outside-style": "A style sheet that names something on another host",
    "outside-theme": "A theme on another host, which is not used",
    "page-failure": "A slide's page that fails in the browser (`slidegen check --browser` only)",
    "slide-overflow": "Content that leaves its slide at 1280x720 (`slidegen check --browser` only)",
    "stray-demo": "A `demo:` address where no demo can be shown",
    "unknown-setting": "A key in front matter or reveal-md.json that nobody knows",
    "unknown-theme": "A theme that nobody knows: the deck is dark",
    "unknown-ignore": "An ignore that names no rule, or is not understood",
    "unused-ignore": "An ignore with nothing to silence (`slidegen check` only)",
}
