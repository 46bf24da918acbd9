"""Which theme a deck gets, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen import resources
from slidegen.deck.load import load
from slidegen.errors import DeckError
from slidegen.model import Finding, Site, Theme
from slidegen.pipeline import build
from slidegen.project import Project
from slidegen.theme import Themes, nature

REVEAL = (
    *("beige", "black", "black-contrast", "blood", "dracula", "league", "moon", "night", "serif"),
    *("simple", "sky", "solarized", "white", "white-contrast"),
)
LIGHT = {"white", "white-contrast", "beige", "serif", "simple", "solarized", "sky"}


def asked(
    folder: Path, theme: str, options: dict[str, str] | None = None
) -> tuple[Theme, tuple[Finding, ...]]:
    path = folder / "decks" / "talk.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: a\ntheme: {theme}\n---\n# A\n" if theme else "# A\n")
    return Themes(folder / "templates", folder).of(load(path, "talk", options))


def site(folder: Path, theme: str) -> Site:
    asked(folder, theme)
    return build(Project(folder, templates=folder / "templates", demos=folder / "demos"), [folder / "decks"])


@pytest.mark.parametrize("name", REVEAL)
def test_every_theme_of_reveal(tmp_path: Path, name: str) -> None:
    theme, findings = asked(tmp_path, name)
    assert (theme.name, theme.nature, findings) == (name, "light" if name in LIGHT else "dark", ())
    assert theme.centred
    assert theme.sources == {tmp_path / "templates" / "themes" / f"{name}.css"}  # which would come first
    css = theme.files[theme.address or ""]
    assert isinstance(css, bytes)
    assert css.count(b"--r-main-color:") == 1
    assert b"@import" not in css
    assert b"http" not in css


def test_the_vendored_themes_are_those() -> None:
    assert sorted(path.stem for path in (resources.vendor() / "themes").glob("*.css")) == sorted(REVEAL)


def test_names(tmp_path: Path) -> None:
    (tmp_path / "templates/themes").mkdir(parents=True)
    (tmp_path / "templates/themes/mine.css").write_text("")
    assert Themes(tmp_path / "templates").names() == sorted([*REVEAL, "dark", "light", "auto", "mine"])


@pytest.mark.parametrize(
    ("theme", "found"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("", "dark")]
)
def test_ours_need_no_style_sheet(tmp_path: Path, theme: str, found: str) -> None:
    assert asked(tmp_path, theme) == (Theme(found, found), ())  # type: ignore[arg-type]


def test_an_unknown_name(tmp_path: Path) -> None:
    theme, (finding,) = asked(tmp_path, "blakc")
    assert theme.nature == "dark"
    assert theme.address is None
    assert (finding.rule, finding.where.line) == ("unknown-theme", 3)
    assert finding.hint == "did you mean 'black'?"
    _, (finding,) = asked(tmp_path, "zzz")
    assert "league" in str(finding.hint)


@pytest.mark.parametrize("theme", ["_reveal", "../css/deck", "a b"])
def test_what_is_no_name(tmp_path: Path, theme: str) -> None:
    assert [one.rule for one in asked(tmp_path, theme)[1]] == ["unknown-theme"]


def test_the_projects_own_theme_by_name_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "themes"
    folder.mkdir(parents=True)
    (folder / "league.css").write_text(":root { color-scheme: light; --accent: #b00020 }")
    theme, _ = asked(tmp_path, "league")
    assert (theme.nature, theme.centred, theme.sources) == ("light", False, {folder / "league.css"})


def test_a_theme_may_start_from_another(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.css").write_text('@import "league.css";\n:root { --accent: #ffcc00 }')
    theme, findings = asked(tmp_path, "mine")
    css = theme.files[theme.address or ""].decode()  # type: ignore[union-attr]
    assert not findings
    assert theme.centred
    assert css.index("League Gothic") < css.index("#ffcc00")


@pytest.mark.parametrize("place", ["decks/mine.css", "mine.css"])
def test_a_file_beside_the_deck_or_in_the_project(tmp_path: Path, place: str) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / place).write_text("h1 { color: red }")
    built = site(tmp_path, "mine.css")
    page = next(page for page in built.decks)
    address = next(name for name in built.files if name.startswith("_slidegen/themes/mine."))
    assert built.files[address] == b"h1 { color: red }"
    order = [page.html.index(part) for part in ("css/deck.css", address, "</head>")]
    assert order == sorted(order)
    assert tmp_path / place in page.deck.inputs  # type: ignore[union-attr]


def test_a_projects_theme_is_for_all_decks(tmp_path: Path) -> None:
    assert asked(tmp_path, "", {"theme": "sky"})[0].name == "sky"
    _, (finding,) = asked(tmp_path, "", {"theme": "skyy"})
    assert finding.where.line is None


def test_a_theme_made_for_reveal_gets_our_layer(tmp_path: Path) -> None:
    css = ":root { --r-background-color: #fdf6e3; --r-main-color: #333 } .reveal h1 { color: red }"
    (tmp_path / "corporate.css").write_text(css)
    theme, _ = asked(tmp_path, "corporate.css")
    whole = theme.files[theme.address or ""].decode()  # type: ignore[union-attr]
    assert (theme.nature, theme.centred) == ("light", True)
    assert whole.endswith(css)
    assert "--paper: var(--r-background-color)" in whole


@pytest.mark.parametrize("address", ["https://example.org/x.css", "//example.org/x.css"])
def test_a_theme_elsewhere_is_not_used(tmp_path: Path, address: str) -> None:
    theme, (finding,) = asked(tmp_path, address)
    assert theme == Theme("dark", "dark")
    assert (finding.rule, finding.where.line) == ("outside-theme", 3)


def test_a_missing_file_is_watched_for(tmp_path: Path) -> None:
    theme, (finding,) = asked(tmp_path, "gone.css")
    assert finding.rule == "unknown-theme"
    assert "relative to" in str(finding.hint)
    assert theme.sources == {tmp_path / "decks/gone.css", tmp_path / "gone.css"}


def test_a_file_outside_the_project_stays_there(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "private.css").write_text("h1 {}")
    theme, (finding,) = asked(folder, "../../private.css")
    assert theme.address is None
    assert finding.rule == "outside-file"


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "bad.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DeckError, match=r"bad\.css: the style sheet cannot be read"):
        asked(tmp_path, "bad.css")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("", "dark"),
        (":root { color-scheme: light }", "light"),
        (":root { --r-background-color: #fff }", "light"),
        (":root { --paper: #102030 }", "dark"),
        (":root { --paper: #ffffff; color-scheme: dark }", "dark"),
    ],
)
def test_nature(css: str, expected: str) -> None:
    assert nature(css) == expected
