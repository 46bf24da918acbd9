from pathlib import Path

import pytest

from slidegen.deck.load import load
from slidegen.lint import lint


def frame(address: str) -> str:
    return f'<!-- .slide: data-background-iframe="{address}" -->\n'


def found(tmp_path: Path, text: str) -> list[tuple[str, int | None]]:
    path = tmp_path / "talk.md"
    path.write_text(text)
    return [(one.rule, one.where.line) for one in lint(load(path, "talk"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n---\n\n# B\n\nhttps://example.org\n", []),
        (
            frame("https://a.org") + "\n" + frame("https://b.org"),
            [("slide-twice", 3)],
        ),
        ('<!-- .slide: id="a" -->\n\n<!-- .slide: class="b" -->\n\n# A\n', []),
        ("a\n---\n\nb\n\n---\nc\n\n---\n\nd", [("glued-separator", 1), ("glued-separator", 7)]),
        ('a\n\n---\n\n<!-- #####.slide: data-background="red" -->\n', [("empty-slide", 5)]),
        ("a\n\n---\n\n<!-- only words -->\n", [("empty-slide", 5)]),
        ('<!-- .slide: id="a" -->\n\n---\n\n<!-- .slide: id="a" -->\n', [("same-id", 5)]),
        ('<!-- .slide: id="7" -->\n', [("number-id", 1)]),
        ("---\ntitle: a\ntheme: blakc\n---\n# A\n", [("unknown-theme", 3)]),
        ("---\ntheme: white\n---\n# A\n", []),
        ("a\n\n[x]() and ![]()\n\n`[y]()`\n", [("empty-link", 3), ("empty-link", 3)]),
        ("<!-- .slide: data-background-iframe -->\n", [("empty-link", 1)]),
        ('<!-- .slide: data-background="red" -->\n', []),
        ('<!-- .slide: data-background-iframe="http://a.org" -->\n', [("insecure-frame", 1)]),
        ('<!-- .slide: data-background-video="http://a.org/v.mp4" -->\n', [("insecure-frame", 1)]),
        (
            "a\n\n---\n\n" + frame("//a.org") + "\n---\n\n" + frame("//b.org"),
            [("protocol-relative", 5)],
        ),
    ],
)
def test_rules(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert found(tmp_path, text) == expected


def test_every_rule_is_run() -> None:
    import slidegen.rules
    from slidegen.lint import all_rules

    files = [path for path in Path(slidegen.rules.__path__[0]).glob("*.py") if path.stem != "__init__"]
    assert len(all_rules()) == len(files) > 0
