"""What settings link to a page: seen in the site that is built."""

import json
import re
from pathlib import Path

import pytest

from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import load


def site(folder: Path, front: str, **files: str) -> Site:
    (folder / "talk.md").write_text(f"---\n{front}\n---\n# A\n\nText.\n", "utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return build(load(folder), [folder / "talk.md"])


def page(found: Site) -> str:
    html = found.files["talk/index.html"]
    assert isinstance(html, bytes)
    return html.decode()


def rules(found: Site) -> list[str]:
    return [one.rule for one in found.findings]


def test_styles_come_after_ours_with_what_they_need(tmp_path: Path) -> None:
    css = 'h1 { background: url("pic.png") } @import "more.css";'
    found = site(
        tmp_path, "css: [a.css, sub/b.css]", a_css=css, more_css="p{}", pic_png="x", sub__b_css="b{}"
    )
    links = re.findall(r'<link rel="stylesheet" href="\.\./([^"]+)"', page(found))
    assert [re.sub(r"\.[0-9a-f]{10}\.", ".", one) for one in links][-2:] == [
        "_slidegen/themes/a.css",
        "_slidegen/themes/b.css",
    ]
    content = found.files[links[-2]]
    assert isinstance(content, bytes)
    address = re.search(rb'url\("([^"]+)"\)', content)
    assert address
    assert b"p{}" in content
    assert f"_slidegen/themes/{address[1].decode()}" in found.files


def test_scripts_run_before_the_deck_starts(tmp_path: Path) -> None:
    found = site(tmp_path, "scripts: a.js, https://cdn.example/b.js", a_js="window.a = 1")
    scripts = re.findall(r'<script src="([^"]+)"', page(found))
    assert re.fullmatch(r"\.\./_assets/a\.[0-9a-f]{10}\.js", scripts[-3])
    assert scripts[-2] == "https://cdn.example/b.js"
    assert scripts[-1].endswith("js/deck.js")
    assert scripts[-3].removeprefix("../") in found.files
    assert rules(found) == ["outside-style"]


@pytest.mark.parametrize("key", ["css", "scripts", "favicon", "image", "staticDirs"])
def test_a_missing_file_is_said_with_its_line(tmp_path: Path, key: str) -> None:
    found = site(tmp_path, f"title: T\n{key}: no.x")
    assert [(one.rule, one.where.line) for one in found.findings] == [("missing-file", 3)]


def test_a_file_outside_the_project_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "secret.js").write_text("x")
    inner = tmp_path / "project"
    inner.mkdir()
    found = site(inner, "scripts: ../secret.js")
    assert rules(found) == ["outside-file"]
    assert not any("secret" in name for name in found.files)


def test_icon_and_folders(tmp_path: Path) -> None:
    found = site(tmp_path, "staticDirs: data", favicon_ico="i", data__x_json="{}", data___hidden="h")
    assert re.search(r'<link rel="icon" href="\.\./_assets/favicon\.[0-9a-f]{10}\.ico">', page(found))
    assert "talk/data/x.json" in found.files
    assert not any("hidden" in name for name in found.files)


def test_a_deck_is_made_anew_when_its_style_changes(tmp_path: Path) -> None:
    first = site(tmp_path, "css: a.css", a_css="h1{}")
    deck = next(one for one in first.decks)
    assert deck.facts
    assert tmp_path / "a.css" in deck.facts.inputs


def test_settings_of_reveal_md(tmp_path: Path) -> None:
    json5 = "// ours\n{\n\ttheme: 'white', css: 'a.css',\n  thme: 1, port: 1948,\n}\n"
    found = site(
        tmp_path,
        "lang: de",
        **{"reveal-md_json5": json5, "reveal_json": json.dumps({"loop": True})},
        a_css="p{}",
    )
    assert '"loop": true' in page(found)
    assert "themes/a." in page(found)
    said = {one.rule: str(one) for one in found.findings}
    assert "unknown key 'thme' (did you mean 'theme'?)" in said["unknown-setting"]
    assert "reveal-md.json5:4" in said["unknown-setting"]
    assert "port" in said["idle-setting"]
