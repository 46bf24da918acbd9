import pytest

from slidegen.markup.snippets import SnippetError, Wanted, cut, wanted

FILE = """\
import a


class A:
    # region outer
    def one(self):
        # region inner
        return 1
        # endregion

    // #region js
    x
    // #endregion js
    # endregion
<!-- region html -->
    <p>
<!-- endregion -->
#pragma region c
int x;
#pragma endregion
/* region css */
a {}
/* endregion css */
# region open
"""


@pytest.mark.parametrize(
    ("info", "rest", "want"),
    [
        ("python", "python", None),
        ("python title=file=x", "python title=file=x", None),
        ("python file=a.py", "python", Wanted("a.py")),
        ("python file='a b.py' lines=1-2 [1|2]", "python [1|2]", Wanted("a b.py", lines="1-2")),
        ('file="src/m.py" region=forward', "", Wanted("src/m.py", region="forward")),
        ("python lines=1-2", "python lines=1-2", None),
    ],
)
def test_wanted(info: str, rest: str, want: Wanted | None) -> None:
    assert wanted(info) == (rest, want)


@pytest.mark.parametrize(
    ("want", "text", "first"),
    [
        ({"region": "inner"}, "return 1\n", 8),
        ({"region": "outer"}, "def one(self):\n    return 1\n\nx\n", 6),
        ({"region": "js"}, "x\n", 12),
        ({"region": "html"}, "<p>\n", 16),
        ({"region": "c"}, "int x;\n", 19),
        ({"region": "css"}, "a {}\n", 22),
        ({"lines": "6-8"}, "def one(self):\n    # region inner\n    return 1\n", 6),
        ({"lines": "1"}, "import a\n", 1),
        ({"lines": "2-4"}, "class A:\n", 4),
        ({"lines": "-1"}, "import a\n", 1),
        ({"lines": "24-"}, "# region open\n", 24),
        ({"lines": "1,4"}, "import a\nclass A:\n", 1),
    ],
)
def test_cut(want: dict[str, str], text: str, first: int) -> None:
    found = cut(FILE, Wanted("a.py", **want))
    assert (found.text, found.first) == (text, first)


def test_a_whole_file_with_foreign_line_ends() -> None:
    assert cut("\r\na\r\n  b\r\n", Wanted("a")).text == "a\n  b\n"
    assert cut("", Wanted("a")).text == "\n"


@pytest.mark.parametrize(
    ("want", "message", "hint"),
    [
        ({"region": "iner"}, "there is no region 'iner'", "did you mean 'inner'?"),
        ({"region": "zzzzz"}, "no region", "there are: outer, inner, js, html, c, css, open"),
        ({"region": "open"}, "the region 'open' has no end", "endregion"),
        ({"lines": "20-40"}, "lines=20-40 are not in the file", "it has 24 lines"),
        ({"lines": "0"}, "not in the file", "24"),
        ({"lines": "5-3"}, "not in the file", "24"),
        ({"lines": "a-b"}, "names no lines", "lines=10-24"),
        ({"lines": "-"}, "names no lines", "lines=10-24"),
        ({"lines": "1", "region": "js"}, "exclude each other", "take one"),
    ],
)
def test_what_is_not_there(want: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(SnippetError, match=message) as error:
        cut(FILE, Wanted("a.py", **want))
    assert hint in (error.value.hint or "")
