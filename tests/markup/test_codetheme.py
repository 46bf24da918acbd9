import pytest

from slidegen.markup.codetheme import style
from slidegen.markup.context import Context


def said(theme: object) -> tuple[str, list[str]]:
    context = Context(options={"highlightTheme": theme} if theme else {})
    return style(context), [f"{one.severity}: {one.message} ({one.hint})" for one in context.findings]


def test_none_by_itself() -> None:
    assert said(None) == ("", [])


@pytest.mark.parametrize(
    ("name", "ground"), [("monokai", "#272822"), ("monokai-sublime", "#272822"), ("vs.css", "#")]
)
def test_a_style_of_pygments(name: str, ground: str) -> None:
    css, findings = said(name)
    assert css.startswith(f"<style>.reveal pre{{--code-ground:{ground}")
    assert "--code-k:#" in css
    assert findings == []


def test_once_a_deck() -> None:
    context = Context(options={"highlightTheme": "monokai"})
    assert style(context)
    assert style(context) == ""


@pytest.mark.parametrize(("name", "hint"), [("monokia", "did you mean 'monokai'?"), ("qqqq", "known: abap")])
def test_an_unknown_theme_is_a_note(name: str, hint: str) -> None:
    css, (finding,) = said(name)
    assert css == ""
    assert finding.startswith(f"note: highlightTheme {name!r}")
    assert hint in finding
