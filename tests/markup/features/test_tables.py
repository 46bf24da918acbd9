import pytest


@pytest.mark.parametrize(
    ("markdown", "used"),
    [
        ("| a |\n|---|\n| 1 |", True),
        ("- x\n\n  | a |\n  |---|\n  | 1 |", True),
        ("<table><tr><td>1</td></tr></table>", True),
        ("a | b", False),
        ("`<td>`", False),
    ],
)
def test_where_a_table_stands_its_script_comes(slides_with, markdown: str, used: bool) -> None:
    slide = slides_with()
    assert slide(markdown) == slides_with(dialect="reveal")(markdown)
    assert slide.uses == ({"tables"} if used else set())
