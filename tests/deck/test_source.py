from pathlib import Path

from slidegen.deck.load import load
from slidegen.deck.source import source_of


def test_a_slides_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: x\n---\n\n# A\n\nNote:\n\nb\n\n---\n\nc\n")
    deck = load(path, "a")
    assert source_of(deck, *deck.slides[:2]) == ("# A\n\nNote:\n\nb\n", 5)
    assert source_of(deck, deck.slides[1], None) == ("c\n", 13)
