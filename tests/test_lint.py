"""All rules together over slides with nothing wrong in them."""

import importlib.util
from pathlib import Path

from slidegen.deck.load import load
from slidegen.lint import lint

spec = importlib.util.spec_from_file_location(
    "lint_benchmark", Path(__file__).parent / "benchmarks" / "lint.py"
)
assert spec is not None
assert spec.loader is not None
benchmark = importlib.util.module_from_spec(spec)
spec.loader.exec_module(benchmark)


def test_plain_slides_have_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(benchmark.plain_deck(200))
    deck = load(path, "talk")
    assert len(deck.slides) == 200
    assert lint(deck) == ()
