"""Rules run at every build, so all of them together must be quick."""

import random
import time
from pathlib import Path

from slidegen.deck.load import load
from slidegen.lint import all_rules, lint


def test_lint_is_fast(tmp_path: Path) -> None:
    rnd = random.Random(7)
    words = ["layer", "neuron", "gradient", "loss", "weight", "bias", "tensor", "batch", "epoch", "filter"]
    slides = []
    for number in range(200):
        lines = " ".join(rnd.choices(words, k=40))
        code = "```python\ndef forward(x, w):\n    return x @ w\n```\n" if number % 3 else ""
        slides.append(
            f"## Slide {number}\n\n- {lines}\n- [a](https://example.org) `b`\n\n{code}\nNote: {lines}\n"
        )
    path = tmp_path / "talk.md"
    path.write_text("\n---\n\n".join(slides))
    deck = load(path, "talk")
    all_rules()
    best = min(_seconds(deck) for _ in range(3))
    # 0.1 s for 2,000 slides on an idle machine; this guards against a rule that is slower by far
    assert best / len(deck.slides) < 4 * 0.1 / 2000


def _seconds(deck: object) -> float:
    began = time.process_time()
    assert not lint(deck)  # type: ignore[arg-type]
    return time.process_time() - began
