"""Addresses of an included file, seen from the deck's folder."""

import pytest

from slidegen.deck.addresses import moved


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![a](b.png)", "![a](p/b.png)"),
        ('[a](<b c.pdf> "t")', '[a](<p/b c.pdf> "t")'),
        ("[a](b_(1).md#x)", "[a](p/b_(1).md#x)"),
        ("[![a](b.png)](c.md)", "[![a](p/b.png)](p/c.md)"),
        ("[a](../b.md)", "[a](b.md)"),
        ("[a](../../b.md)", "[a](../b.md)"),
        ("[a](./b.md)", "[a](p/b.md)"),
        ("[a]: b.md\n[^n]: note", "[a]: p/b.md\n[^n]: note"),
        ('<img src="b.png" alt="c.png">', '<img src="p/b.png" alt="c.png">'),
        ("<video poster='a.png' data-src='b.mp4'>", "<video poster='p/a.png' data-src='p/b.mp4'>"),
        ('<img srcset="a.png 1x, b.png 2x">', '<img srcset="p/a.png 1x, p/b.png 2x">'),
        (
            '<!-- .slide: data-background-image="a.png,b.png" -->',
            '<!-- .slide: data-background-image="p/a.png,p/b.png" -->',
        ),
        ('<!-- .slide: data-background="a.png" -->', '<!-- .slide: data-background="p/a.png" -->'),
    ],
)
def test_relative_addresses_are_led(before: str, after: str) -> None:
    assert moved(before, "p") == after


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://e.org/b) [c](#d) [e](mailto:a@b.c) [f](/g) ![h](demo:xor?seed=1) [i]()",
        "`[a](b.png)`",
        "```\n[a](b.png)\n```",
        "- x\n\n  ~~~\n  ![a](b.png)\n  ~~~",
        "text\n\n    ![a](b.png)\n",
        'the attribute src="b.png" in words',
        '<!-- .slide: data-background="red" -->',
        '<!-- .slide: data-background-image="linear-gradient(red,blue)" -->',
    ],
)
def test_all_else_stays(text: str) -> None:
    assert moved(text, "p") == text


def test_a_folder_with_spaces_is_an_address() -> None:
    assert moved("![a](b.png)", "my parts") == "![a](my%20parts/b.png)"
    assert moved("![a](b.png)", ".") == "![a](b.png)"
