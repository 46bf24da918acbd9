import re

import pytest

from slidegen.deck.jsregex import compile_js


@pytest.mark.parametrize(
    ("source", "flags", "text", "matches"),
    [
        (r"\r?\n---\r?\n", "m", "a\n---\nb", ["\n---\n"]),
        (r"^s*notes?:", "mi", "Note: a\nsNOTES: b", ["Note:", "sNOTES:"]),
        (r"^x", "m", "a\u2028x", ["x"]),
        (r"a.b", "", "a\u2029b a-b", ["a-b"]),
        (r"\s", "", "\ufeff", ["\ufeff"]),
        (r"\w", "", "é", []),
        (r"[\s\S]", "", "\n", ["\n"]),
        (r"[^\S]", "", "a b", [" "]),
        (r"(?<mark>=)\k<mark>", "", "==", ["=="]),
        (r"\/\-", "", "/-", ["/-"]),
        (r"x$", "", "x\n", []),
        (r"[]|a", "", "a]", ["a"]),
        (r"a[^]b", "", "a\nb", ["a\nb"]),
    ],
)
def test_matches_like_javascript(source: str, flags: str, text: str, matches: list[str]) -> None:
    assert [found[0] for found in compile_js(source, flags).finditer(text)] == matches


def test_a_wrong_expression_is_an_error() -> None:
    with pytest.raises(re.error):
        compile_js("(")
