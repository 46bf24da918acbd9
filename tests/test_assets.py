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
    assert name.startswith("_assets/a-b.")
    assert name.endswith(".png")
    assert f'src="../{name}?x=1"' in html
    assert not assets.problems


def test_what_is_not_local_stays(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    html = '<img src="https://example.org/a.png"><iframe src="//example.org"></iframe>'
    html += '<a href="">e</a><a href="mailto:a@b">m</a>'
    assert assets.html(html) == html
    assert assets.attrs({"data-background-iframe": "//example.org/a,b", "style": "x"})["style"] == "x"
    assert not assets.files
    assert not assets.problems


def test_missing_files_are_named(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    assert assets.html('<img src="no.png">') == '<img src="no.png">'
    assets.address("x" * 5000)
    assert [one.rule for one in assets.problems] == ["missing-file"] * 2
    assert assets.problems[0].address == "no.png"


def test_backgrounds_and_other_decks(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a")
    (tmp_path / "b.webm").write_bytes(b"b")
    (tmp_path / "other.md").write_text("# O")
    assets = Assets(tmp_path, None, {(tmp_path / "other.md").resolve(): "../other/index.html"})
    found = assets.attrs({"data-background-video": "a.mp4, b.webm"})["data-background-video"].split(",")
    assert sorted("../" + name for name in assets.files) == sorted(found)
    assert assets.html('<a href="other.md#/intro">o</a>') == '<a href="../other/index.html#/intro">o</a>'


def test_the_short_form_of_a_background_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    assets = Assets(tmp_path)
    assert assets.attrs({"data-background": "a.png"})["data-background"] == "../" + next(iter(assets.files))
    assert assets.attrs({"data-background": "#fff"}) == {"data-background": "#fff"}
    mixed = assets.attrs({"data-background-image": "https://example.org/b.png,a.png"})[
        "data-background-image"
    ]
    assert mixed == f"https://example.org/b.png,../{next(iter(assets.files))}"


def test_srcset_and_scripts(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "x.js"):
        (tmp_path / name).write_text(name)
    assets = Assets(tmp_path)
    html = assets.html('<img srcset="a.png 1x, b.png 2x"><script src="x.js"></script>')
    assert len(assets.files) == 3
    assert html.count("assets/") == 3
    assert " 2x" in html


def test_files_outside_the_project_are_not_copied(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "project" / "decks").mkdir(parents=True)
    (tmp_path / "project" / "shared.png").write_bytes(b"s")
    assets = Assets(tmp_path / "project" / "decks", tmp_path / "project")
    assert assets.address("../../secret.txt") == "../../secret.txt"
    assert [one.rule for one in assets.problems] == ["outside-file"]
    assert assets.address("../shared.png").startswith("../_assets/")


def test_what_is_named_in_vain(tmp_path: Path) -> None:
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "w.html").write_text("<link href=w.css>")
    assets = Assets(tmp_path)
    assets.html('<img src="loop.png"><iframe src="w.html"></iframe><a href="demo:playground">x</a>')
    assert [one.rule for one in assets.problems] == ["missing-file", "html-file", "stray-demo"]
