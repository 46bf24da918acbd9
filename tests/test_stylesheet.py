"""A style sheet becomes one file; what it names comes along, what it must not name is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.stylesheet import Sheet, bundle


def made(folder: Path, css: str, **files: str) -> Sheet:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_css", ".css").replace("_png", ".png")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (folder / "main.css").write_text(css)
    return bundle(folder / "main.css", inside=[folder])


def said(sheet: Sheet) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.where.line) for finding in sheet.findings]


@pytest.mark.parametrize("form", ['"a.css"', "'a.css'", "url(a.css)", 'url( "a.css" )'])
def test_imports_are_put_in(tmp_path: Path, form: str) -> None:
    sheet = made(tmp_path, f'@charset "utf-8";\n@import {form};\nh2 {{}}', a_css="h1 {}")
    assert sheet.css == "\nh1 {}\nh2 {}"
    assert sheet.sources == {tmp_path / "main.css", tmp_path / "a.css"}


def test_an_import_for_some_media(tmp_path: Path) -> None:
    assert made(tmp_path, '@import "a.css" print;', a_css="h1 {}").css == "@media print {\nh1 {}\n}"


def test_imports_in_a_circle_end(tmp_path: Path) -> None:
    sheet = made(tmp_path, '@import "a.css";h2 {}', a_css='@import "main.css";h1 {}')
    assert sheet.css == "h1 {}h2 {}"


def test_comments_and_strings_are_left_alone(tmp_path: Path) -> None:
    css = '/* @import "gone.css"; url(gone.png) */ h1 { content: "url(gone.png)" } /* open'
    sheet = made(tmp_path, css)
    assert (sheet.css, said(sheet)) == (css, [])


def test_files_come_along(tmp_path: Path) -> None:
    css = '@import "sub/a.css";\nh1 { background: url(sub/p.png?x#y), url("data:,") , url(#id) }'
    sheet = made(tmp_path, css, sub__a_css="h2 { background: url('p.png') }", sub__p_png="P")
    copy = next(name for name in sheet.files if name.endswith(".png"))
    assert sheet.files[copy] == tmp_path / "sub" / "p.png"
    name = copy.rsplit("/", 1)[1]
    assert sheet.address.rsplit("/", 1)[0] == copy.rsplit("/", 1)[0]
    assert f'url("{name}?x#y"), url("data:,") , url(#id)' in sheet.css
    assert f'h2 {{ background: url("{name}") }}' in sheet.css


def test_nothing_from_elsewhere_is_imported(tmp_path: Path) -> None:
    sheet = made(tmp_path, '\n@import url("https://fonts.example.org/css?a;b");\nh1 {}')
    assert "example" not in sheet.css
    assert said(sheet) == [("outside-style", 2)]


def test_a_picture_from_elsewhere_is_said(tmp_path: Path) -> None:
    css = "h1 { background: url(https://example.org/a.png) }"
    sheet = made(tmp_path, css)
    assert (sheet.css, said(sheet)) == (css, [("outside-style", 1)])


def test_missing_and_private_files(tmp_path: Path) -> None:
    (tmp_path / "private.png").write_text("P")
    folder = tmp_path / "project"
    folder.mkdir()
    css = '@import "gone.css";\nh1 { background: url(gone.png) }\nh2 { background: url(../private.png) }'
    sheet = made(folder, css)
    assert said(sheet) == [("missing-file", 1), ("missing-file", 2), ("outside-file", 3)]
    assert list(sheet.files) == [sheet.address]


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    assert made(tmp_path, "h1 {}").address != made(tmp_path, "h2 {}").address
