from pathlib import Path

from slidegen import resources
from slidegen.bundle import packed
from slidegen.site import static_files


def test_one_style_sheet_for_a_deck_with_all_rules_in_order() -> None:
    files = packed(static_files())
    css = files["_slidegen/css/deck.css"]
    assert isinstance(css, bytes)
    assert css.index(b".reveal .r-stack") < css.index(b"@font-face") < css.index(b".sg-")
    assert b"/*" not in css.replace(b"/*!", b""), "comments are for the source"
    sources = ("vendor/reveal/reveal.css", "css/palette.css", "css/deck.css")
    before = sum(len((resources.templates() / name).read_bytes()) for name in sources)
    assert len(css) < before - 2000


def test_scripts_are_ours_and_smaller(tmp_path: Path) -> None:
    ours = resources.templates() / "js" / "deck.js"
    mine = tmp_path / "outside.js"
    mine.write_text("// mine\nlet a = `${`//`}`;\n")
    files = packed({"_slidegen/js/deck.js": ours, "_slidegen/js/outside.js": mine, "_slidegen/x.woff2": mine})
    assert set(files) == {"_slidegen/js/deck.js"}, "a user's script is served as it is"
    assert len(files["_slidegen/js/deck.js"]) < 0.8 * len(ours.read_bytes())  # type: ignore[arg-type]


def test_what_stands_before_all_rules(tmp_path: Path) -> None:
    for name, text in (
        ("palette", '@charset "utf-8"; @import url("a.css") screen; p { top: 0 }'),
        ("deck", "b { x: 1 }"),
    ):
        (tmp_path / f"{name}.css").write_text(text)
    files = {f"_slidegen/css/{name}.css": tmp_path / f"{name}.css" for name in ("palette", "deck")}
    assert (
        packed(files)["_slidegen/css/deck.css"] == b'@import url("a.css") screen;\np { top: 0 }\nb { x: 1 }\n'
    )


def test_space_that_means_something_stays(tmp_path: Path) -> None:
    css = """
    .a {          /* a /* comment */
      & b :is(i)  { width: calc( 1px  +  2px ) }
      content: "/* no  comment */ \\"  x";
      background: url( x/*y.png );
    }
    /*! licence */ .c /**/ .d{}/* open"""
    (tmp_path / "a.css").write_text(css)
    assert packed({"_slidegen/css/a.css": tmp_path / "a.css"})["_slidegen/css/a.css"] == (
        b'.a {\n& b :is(i) { width: calc( 1px + 2px ) }\ncontent: "/* no  comment */ \\"  x";\n'
        b"background: url( x/*y.png );\n}\n/*! licence */ .c .d{}\n"
    )
