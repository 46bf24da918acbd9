from pathlib import Path

from slidegen.assets import Assets


def test_local_files_get_names_by_content(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a b.PNG").write_bytes(b"picture")
    assets = Assets(tmp_path)
    html = assets.html(
        '<p><img src="img/a%20b.PNG?x=1" alt="&lt;img src=&quot;no.png&quot;&gt;"><a href="#x">y</a></p>'
    )
    (name,) = assets.files
    assert name.startswith("assets/a-b.")
    assert name.endswith(".png")
    assert f'src="{name}?x=1"' in html
    assert not assets.missing


def test_what_is_not_local_stays(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    html = '<img src="https://example.org/a.png"><iframe src="//example.org"></iframe>'
    html += '<a href="">e</a><a href="mailto:a@b">m</a>'
    assert assets.html(html) == html
    assert assets.attrs({"data-background-iframe": "//example.org/a,b", "style": "x"})["style"] == "x"
    assert not assets.files
    assert not assets.missing


def test_missing_files_are_named(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    assert assets.html('<img src="no.png">') == '<img src="no.png">'
    assets.address("x" * 5000)
    assert assets.missing[0] == "no.png"
    assert len(assets.missing) == 2


def test_backgrounds_and_other_decks(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a")
    (tmp_path / "b.webm").write_bytes(b"b")
    (tmp_path / "other.md").write_text("# O")
    assets = Assets(tmp_path, {(tmp_path / "other.md").resolve(): "../other/index.html"})
    found = assets.attrs({"data-background-video": "a.mp4, b.webm"})["data-background-video"].split(",")
    assert sorted(assets.files) == sorted(found)
    assert assets.html('<a href="other.md#/intro">o</a>') == '<a href="../other/index.html#/intro">o</a>'
