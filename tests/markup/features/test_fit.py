import pytest


@pytest.mark.parametrize(
    ("markdown", "used"),
    [
        ("<!-- .slide: data-fit -->\n\na", True),
        ('# A <!-- .element: class="r-fit-text" -->', True),
        ('![x](a.png) <!-- .element: class="r-stretch" -->', True),
        ("| a |\n|---|\n| 1 |", True),
        ("- x\n\n  | a |\n  |---|\n  | 1 |", True),
        ("<table><tr><td>1</td></tr></table>", True),
        ("a | b", False),
        ("# A", False),
    ],
)
def test_what_fits_itself_brings_its_script_and_stays_as_it_is(
    slides_with, markdown: str, used: bool
) -> None:
    slide = slides_with()
    assert slide(markdown) == slides_with(dialect="reveal")(markdown)
    assert slide.uses == ({"fit"} if used else set())
