"""What a changed deck takes from its last build."""

import os
import subprocess
import sys
import time
from pathlib import Path

DECK = "# A\n\n```python\nx = 1\n```\n\n---\n\nA formula $x_1$ and\n\n$$\n\\frac{1}{2}\n$$\n"
RUN = """
import sys
from slidegen.__main__ import main
sys.argv = ["slidegen", "build", "deck.md", "-o", sys.argv[1], *sys.argv[2:]]
main()
print(sorted({"pygments.lexers.python", "math_core"} & sys.modules.keys()))
"""


def built(folder: Path, out: str, *more: str) -> tuple[str, str]:
    """The page, and which of the slow modules were loaded for it."""
    env = os.environ | {"SLIDEGEN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-c", RUN, out, *more]
    done = subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True)
    return (folder / out / "deck" / "index.html").read_text("utf-8"), done.stdout.splitlines()[-1]


def test_code_and_formulas_that_are_the_same_are_not_made_again(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(DECK, encoding="utf-8")
    time.sleep(0.05)
    assert built(tmp_path, "out")[1] == "['math_core', 'pygments.lexers.python']"
    for text, loaded in (
        (DECK + "\n---\n\nmore\n", "[]"),
        (DECK + "\n---\n\nmore, and $y$\n", "['math_core']"),
        (DECK.replace("x = 1", "x = 2") + "\n---\n\nmore, and $y$\n", "['pygments.lexers.python']"),
    ):
        deck.write_text(text, encoding="utf-8")
        time.sleep(0.05)
        page, found = built(tmp_path, "out")
        assert found == loaded
        assert page == built(tmp_path, "cold", "--no-cache")[0]
