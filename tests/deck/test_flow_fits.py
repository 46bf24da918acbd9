"""Long-form notes of every kind, built and measured in a real browser: no slide may overflow."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from slidegen.pipeline import build
from slidegen.project import load
from slidegen.serve.server import SiteServer

ENGLISH = (
    "gradient",
    "descent",
    "follows",
    "the",
    "slope",
    "of",
    "loss",
    "until",
    "weights",
    "settle",
    "in",
    "a",
    "valley",
)
CHINESE = "神经网络的参数必须随机初始化，否则每个隐藏单元都会学到相同的函数。"
# remote notes of the author's own; they are looked at where they are at hand
SOURCE = Path(__file__).parents[3] / "shared" / "source-notes" / "notes.md"


def words(rnd: random.Random, count: int) -> str:
    text = " ".join(rnd.choice(ENGLISH) for _ in range(count))
    return text[0].upper() + text[1:] + "."


def sentence(rnd: random.Random) -> str:
    start = rnd.randrange(len(CHINESE) // 2)
    kinds = (
        words(rnd, rnd.randrange(4, 60)),
        CHINESE[start:] * rnd.randrange(1, 5),
        f"[{words(rnd, 5)}](https://e.org/a)",
    )
    return rnd.choice(kinds)


def long_block(rnd: random.Random, kind: int) -> str:
    """What may be longer than a slide, each in its own way."""
    match kind:
        case 6:
            lines = ("x = np.tanh(x @ w + b)", "    y = x", "", "# 神经网络")
            return (
                "```python [1-2|3]\n"
                + "\n".join(rnd.choice(lines) for _ in range(rnd.randrange(60)))
                + "\n```"
            )
        case 7:
            rows = [
                f"| {words(rnd, rnd.randrange(1, 12))} | {CHINESE[: rnd.randrange(30)]} | 3 |"
                for _ in range(15)
            ]
            return "| one | two | three |\n|---|---|--:|\n" + "\n".join(rows)
        case 8:
            return "> " + "\n>\n> ".join(sentence(rnd) for _ in range(rnd.randrange(1, 9)))
        case 9:
            return rnd.choice((words(rnd, 300)[:-1], CHINESE[:12] * 80))
        case _:
            return "1. first\n\n   ```\n" + "   code\n" * rnd.randrange(1, 40) + "   ```\n1. second"


def block(rnd: random.Random) -> str:
    match rnd.randrange(16):
        case 0:
            return " ".join(sentence(rnd) for _ in range(rnd.randrange(1, 5)))
        case 1:
            return "```python\n" + "x = np.tanh(x @ w + b)\n" * rnd.randrange(1, 9) + "```"
        case 2:
            return "\n".join(f"{n}. {sentence(rnd)}" for n in range(1, rnd.randrange(2, 7)))
        case 3:
            return "| model | accuracy |\n|---|--:|\n" + "| mlp | 98 |\n" * rnd.randrange(1, 6)
        case 4:
            return "> " + sentence(rnd)
        case 5:
            return "### " + words(rnd, 4)
        case 6 | 7 | 8 | 9 | 10 as kind:
            return long_block(rnd, kind)
        case _:
            items = []
            for _ in range(rnd.randrange(1, 9)):
                items.append("- " + sentence(rnd))
                items += [f"  - {sentence(rnd)}" for _ in range(rnd.randrange(3))]
                if rnd.random() < 0.2:
                    items.append(f"\n\t{sentence(rnd)}\n")
            return "\n".join(items)


def notes(seed: int) -> str:
    rnd = random.Random(seed)
    sections = []
    for number in range(6):
        sections.append(f"## {number}. {words(rnd, rnd.choice((2, 4, 6, 18)))[:-1]}")
        sections += [block(rnd) for _ in range(rnd.randrange(2, 9))]
        if rnd.random() < 0.3:
            sections.append("Note:\n\n" + "\n\n".join(block(rnd) for _ in range(4)))
    return "\n\n".join(sections) + "\n"


@pytest.mark.browser
def test_no_slide_of_long_notes_overflows(chromium: Browser, tmp_path: Path) -> None:
    for seed in range(2):
        (tmp_path / f"n{seed}.md").write_text(notes(seed), "utf-8")
    paths = [tmp_path, *([SOURCE] if SOURCE.exists() else [])]
    site = build(load(tmp_path), paths)
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    checked = 0
    with SiteServer(site) as server:
        context.route(lambda url: not url.startswith(server.url), lambda route: route.abort())
        page = context.new_page()
        for one in site.decks:
            page.goto(f"{server.url}{one.path}?mode=shot")
            page.wait_for_function("window.slidegen && window.slidegen.ids")
            found = page.evaluate(
                """async () => {
                    const out = [];
                    for (const id of slidegen.ids) {
                        await slidegen.show(id);
                        const over = slidegen.overflow();
                        out.push([id, over.x, over.y]);
                    }
                    return out;
                }"""
            )
            checked += len(found)
            assert [row for row in found if row[1] > 0 or row[2] > 0] == [], one.path
    context.close()
    assert checked > 40
