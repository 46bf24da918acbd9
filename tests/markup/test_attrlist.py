import pytest

from slidegen.markup.attrlist import LIST, merge, parse


@pytest.mark.parametrize(
    ("text", "attrs"),
    [
        ("{.a .b #c}", {"class": "a b", "id": "c"}),
        ("{.a.b}", {"class": "a b"}),
        ("{ k=v l='a b' m=\"c d\" }", {"k": "v", "l": "a b", "m": "c d"}),
        ("{.类 #名}", {"class": "类", "id": "名"}),
        ("{k=''}", {"k": ""}),
    ],
)
def test_lists(text: str, attrs: dict[str, str]) -> None:
    assert LIST.fullmatch(text)
    assert parse(text) == attrs


@pytest.mark.parametrize("text", ["{}", "{a}", "{.}", "{a b=c}", "{.a", "{k=}", "{.a\n.b}", "{.a<b}"])
def test_what_is_none(text: str) -> None:
    assert not LIST.fullmatch(text)


def test_merging() -> None:
    assert merge({"class": "a", "id": "x"}, {"class": "b", "id": "y"}) == {"class": "a b", "id": "y"}


def test_no_pattern_runs_away() -> None:
    LIST.match("{" + ".a" * 5000 + " !")
    LIST.match("{" + "k=v " * 5000 + "!")
