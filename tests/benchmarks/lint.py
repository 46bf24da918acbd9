"""What all rules cost at every build, on slides with nothing wrong in them: `python tests/benchmarks/lint.py`."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from slidegen.deck.load import load
from slidegen.lint import all_rules, lint

WORDS = ["layer", "neuron", "gradient", "loss", "weight", "bias", "tensor", "batch", "epoch", "filter"]
CODE = "```python\ndef forward(x, w):\n    return x @ w\n```\n"


def plain_deck(slides: int) -> str:
    """The text of a deck of so many slides with lists, links, code and notes; the same for the same number."""
    rnd = random.Random(7)
    made = []
    for number in range(slides):
        words = " ".join(rnd.choices(WORDS, k=40))
        code = CODE if number % 3 else ""
        made.append(
            f"## Slide {number}\n\n- {words}\n- [a](https://example.org) `b`\n\n{code}\nNote: {words}\n"
        )
    return "\n---\n\n".join(made)


def main() -> None:
    """Best of five, for 2,000 slides; the aim is 0.1 s."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.md"
        path.write_text(plain_deck(2000), "utf-8")
        deck = load(path, "talk")
    all_rules()
    times = []
    for _ in range(5):
        began = time.process_time()
        lint(deck)
        times.append(time.process_time() - began)
    print(f"all rules over {len(deck.slides)} slides: {min(times):.3f} s of CPU (aim 0.1)")


if __name__ == "__main__":
    main()
