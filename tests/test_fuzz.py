"""Whatever a deck holds, it becomes slides or an error that says where; never a traceback, never a hang."""

import random
import time
from pathlib import Path

import pytest

from slidegen.deck.load import load
from slidegen.demo.catalog import load_catalog
from slidegen.errors import SlidegenError
from slidegen.lint import lint
from slidegen.model import Deck
from slidegen.render import Renderer, deck_page, environment

DECKS = Path(__file__).parent.parent / "decks"
PIECES = (
    "\n---\n",
    "\n\n---\n\n",
    "\n\n***\n\n",
    "\n----\n",
    "```",
    "~~~\n",
    "```py [1-3|5]\n",
    '<!-- .slide: id="a" -->',
    "<!-- .element: class='x' -->",
    "<!--",
    "-->",
    "note:",
    "# h\n",
    "## 标题\n",
    "- a\n",
    "  - b\n",
    "\t",
    "1. ",
    "| a | b |\n|---|\n",
    "<div>",
    "</section>",
    "<textarea>",
    "<script>",
    "<svg><p>",
    "&amp;",
    "&#0;",
    "\x00",
    "\x02\x03",
    "\u2028",
    "\r",
    "[a](b)",
    "![](",
    "![x](demo:playground?data=xor){height=420}",
    "![x](demo:",
    "{",
    "}",
    "*",
    "**",
    "_",
    "`",
    "\\",
    "$",
    "[^1]",
    "<",
    ">",
    '"',
    "---\ntitle: a\n---\n",
    "---\nx: [\n---\n",
    "http://t.cn/a，",
    "www.a",
    "a@b.c",
    "<b",
    "<!",
    "<?",
    "]]>",
    "😀",
    "\ufeff",
    "data-x ",
)


def mutated(rnd: random.Random, seeds: list[str]) -> str:
    text = rnd.choice(seeds)
    start = rnd.randrange(len(text) + 1)
    text = text[start : start + rnd.randrange(1500)]
    for _ in range(rnd.randrange(1, 40)):
        at = rnd.randrange(len(text) + 1)
        cut = rnd.randrange(4) * rnd.randrange(10)
        text = text[:at] + rnd.choice(PIECES) + text[at + cut :]
    return text


def survive(count: int, folder: Path) -> None:
    rnd = random.Random(count)
    seeds = ["", *(path.read_text("utf-8") for path in sorted(DECKS.glob("*.md")))]
    renderer, env, path = Renderer(load_catalog()), environment(), folder / "fuzz.md"
    rendered = 0
    for number in range(count):
        text = mutated(rnd, seeds)
        path.write_text(text, "utf-8", newline="")
        began = time.process_time()
        try:
            rendered += one(path, renderer, env)
        except SlidegenError as error:
            said = str(error)
            if not said.startswith(f"{path}") or "\n" in said:
                raise AssertionError(f"input {number}: {text!r}: {said!r}") from error
        except Exception as error:
            raise AssertionError(f"input {number}: {text!r}") from error
        assert time.process_time() - began < 2, f"input {number}: {text!r}"
    assert rendered > count / 2


def one(path: Path, renderer: Renderer, env: object) -> int:
    deck: Deck = load(path, "fuzz")
    lint(deck)
    found, _ = renderer.deck(deck)
    html = deck_page(env, found).html  # type: ignore[arg-type]
    assert len({slide.id for slide in deck.slides}) == len(deck.slides)
    assert html.count("<section") >= len(deck.slides)
    return 1


def test_mutated_decks(tmp_path: Path) -> None:
    survive(300, tmp_path)


@pytest.mark.soak
def test_many_mutated_decks(tmp_path: Path) -> None:
    survive(5000, tmp_path)
