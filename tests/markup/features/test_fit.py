import pytest


@pytest.mark.parametrize(
    ("markdown", "used"),
    [
        ("<!-- .slide: data-fit -->\n\na", True),
        ('# A <!-- .element: class="r-fit-text" -->', True),
        ('![x](a.png) <!-- .element: class="r-stretch" -->', True),
        ("# A", False),
    ],
)
def test_what_fits_itself_brings_its_script(slides_with, markdown: str, used: bool) -> None:
    slide = slides_with()
    slide(markdown)
    assert slide.uses == ({"fit"} if used else set())
