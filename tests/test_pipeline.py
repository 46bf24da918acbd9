import html
import re
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from justhtml import JustHTML

from slidegen.errors import DeckError, DemoError
from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import load

TALK = """---
title: A talk
revealOptions: {transition: fade, title: "</script>"}
---
# A talk

Note: say **hello**

---

## Two slides

![a picture](img/a.png) [the other deck](more.md#/b) [outside](https://example.org/x)

----

<!-- .slide: data-background-iframe="demo:playground?data=xor" data-background-interactive -->

---

## Live <!-- .element: class="big" -->

![See the fold](demo:playground?data=moons&seed=3){height=420 ui=min}

```html
</section></textarea><script>
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "decks" / "img").mkdir(parents=True)
    (tmp_path / "decks" / "img" / "a.png").write_bytes(b"picture")
    (tmp_path / "decks" / "talk.md").write_text(TALK)
    (tmp_path / "decks" / "sub").mkdir()
    (tmp_path / "decks" / "sub" / "deep.md").write_text("# Deep\n\n![](../img/a.png)\n")
    (tmp_path / "decks" / "more.md").write_text("# B\n")
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Site:
    return build(load(folder))


def page(site: Site, path: str) -> JustHTML:
    return JustHTML(next(page.html for page in site.pages if page.path == path), sanitize=False)


def test_pages(site: Site) -> None:
    assert [one.path for one in site.pages] == [
        "index.html",
        "more/index.html",
        "sub/deep/index.html",
        "talk/index.html",
    ]
    assert site.demos == ("playground",)
    assert all(one.path in site.files for one in site.pages)


def test_nothing_is_missing(site: Site) -> None:
    assert not site.findings


def test_slides_are_sections(site: Site) -> None:
    found = page(site, "talk/index.html")
    tops = [node for node in found.query(".slides > section")]
    assert [len(node.query("section")) for node in tops] == [0, 2, 0]
    ids = [node.attrs.get("id") for node in found.query(".slides section") if not node.query("section")]
    assert ids == ["a-talk", "two-slides", "playground-data-xor", "live"]
    assert found.query("aside.notes strong")[0].to_text() == "hello"
    assert found.query("h2.big")


def test_demos_are_embedded(site: Site) -> None:
    found = page(site, "talk/index.html")
    (frame,) = found.query("iframe")
    address = frame.attrs["data-demo-src"]
    assert address.startswith("../_slidegen/demos/playground/index.html?")
    assert {"data=moons", "seed=3", "ui=min"} <= set(address.partition("?")[2].split("&"))
    assert frame.attrs["data-instance"] == "live-1"
    (background,) = [node for node in found.query("section") if "data-background-demo-src" in node.attrs]
    assert "data=xor" in background.attrs["data-background-demo-src"]
    assert "data-background-iframe" not in background.attrs


def test_a_demo_brings_its_files_and_a_deck_without_one_does_not(site: Site, folder: Path) -> None:
    needed = {"_slidegen/pyodide/pyodide.asm.wasm", "_slidegen/demos/playground/model.py"}
    assert needed <= set(site.files)
    without = build(load(folder), [folder / "decks" / "more.md"])
    assert not [name for name in without.files if "pyodide" in name or "/demos/" in name]


ADDRESS = re.compile(r'\s(?:src|href|data-src|data-demo-src|data-background-demo-src)="([^"]*)"')


def test_every_address_of_ours_is_relative_and_exists(site: Site) -> None:
    for one in site.pages:
        addresses = [html.unescape(found) for found in ADDRESS.findall(one.html)]
        assert addresses
        for address in addresses:
            if address in ("https://example.org/x", "data:,") or address.startswith("#"):
                continue
            path = unquote(re.split(r"[?#]", address)[0])
            target = normpath(join(dirname(one.path), path)) if path else one.path
            target = join(target, "index.html") if path.endswith("/") or target == "." else target
            assert target in site.files, f"{one.path}: {address}"


def test_assets_are_named_by_their_content(site: Site) -> None:
    names = [name for name in site.files if name.startswith("_assets/")]
    assert len(names) == 1, "two decks show it; it is stored once"
    users = [one.path for one in site.pages if names[0] in one.html]
    assert len(users) == 2


def test_an_option_cannot_break_out_of_the_page(site: Site) -> None:
    text = next(one.html for one in site.pages if one.path == "talk/index.html")
    assert '"title": "</script>"' not in text
    assert page(site, "talk/index.html").query("#sg-options")


def test_builds_are_the_same_twice(folder: Path, site: Site) -> None:
    assert build(load(folder)).files == site.files


def test_a_projects_own_template_wins(folder: Path) -> None:
    (folder / "templates" / "css").mkdir(parents=True)
    (folder / "templates" / "index.html.j2").write_text("<h1>{{ title }}</h1>{{ pages | length }}")
    (folder / "templates" / "css" / "deck.css").write_text("@import 'x.css';\n/* mine */\n.mine { top: 0 }")
    (folder / "slidegen.toml").write_text('title = "Mine"\n')
    found = build(load(folder))
    assert found.files["index.html"] == b"<h1>Mine</h1>3"
    css = found.files["_slidegen/css/deck.css"]
    assert isinstance(css, bytes)
    assert css.startswith(b"@import 'x.css';\n"), "an import counts only before all rules"
    assert css.endswith(b".mine { top: 0 }\n")
    assert b".sg-" not in css, "ours is replaced"
    assert b".reveal .r-stack" in css
    assert b"--paper" in css


@pytest.mark.parametrize("options", ["5", "[a]", "{a: .nan}", "{a: !!binary aGk=}"])
def test_options_that_no_page_can_hold(tmp_path: Path, options: str) -> None:
    (tmp_path / "a.md").write_text(f"---\nrevealOptions: {options}\n---\n# A\n")
    with pytest.raises(DeckError, match=r"a\.md:2: revealOptions must be a mapping"):
        build(load(tmp_path), [tmp_path / "a.md"])


def test_a_failing_extension_is_named_with_the_slide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_ext.py").write_text(
        "from markdown.extensions import Extension\n"
        "from markdown.postprocessors import Postprocessor\n"
        "class Broken(Postprocessor):\n    def run(self, text):\n        return text[99]\n"
        "class makeExtension(Extension):\n"
        "    def extendMarkdown(self, md):\n        md.postprocessors.register(Broken(md), 'broken', 1)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "slidegen.toml").write_text('extensions = ["broken_ext"]\n')
    (tmp_path / "a.md").write_text("# A\n")
    with pytest.raises(DeckError, match="a Markdown extension failed here: IndexError"):
        build(load(tmp_path), [tmp_path / "a.md"])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("![x](demo:playgrund)", "there is no demo called 'playgrund'"),
        ("![x](demo:playground?learning_rate=1e9)", "learning_rate"),
        ("![x](demo:playground?data=cats)", "data"),
        ("![x](demo:playground?dta=xor)", "dta"),
        ("![x](demo:playground){height=tall}", "height"),
        ('<!-- .slide: data-background-iframe="demo:playground?seed=x" -->', "seed"),
    ],
)
def test_a_wrong_demo_names_its_line(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "a.md").write_text(f"# A\n\n---\n\n## B\n\n{line}\n")
    with pytest.raises(DemoError) as error:
        build(load(tmp_path), [tmp_path / "a.md"])
    assert message in str(error.value)
    assert error.value.where is not None
    assert error.value.where.line == 7


def test_what_a_feature_reads_is_among_the_decks_inputs(tmp_path: Path) -> None:
    from slidegen.deck.load import load as load_deck
    from slidegen.demo.catalog import Catalog
    from slidegen.render import Renderer

    (tmp_path / "a.md").write_text("# A\n\n---\n\n# B\n")
    renderer = Renderer(Catalog({}))
    deck = load_deck(tmp_path / "a.md", "a")
    rendered, _ = renderer.deck(deck)
    theirs = {tmp_path / f"{name}.{end}" for name in ("reveal-md", "reveal") for end in ("json", "json5")}
    theirs.add(tmp_path / "favicon.ico")
    assert rendered.inputs == {tmp_path / "a.md"} | theirs
    assert not rendered.volatile
    convert = renderer._converter.slide

    def reading(markdown: str) -> tuple[dict[str, str], str]:
        renderer._converter.context.reads(Path("code/x.py"))
        renderer._converter.context.depends_on_more()
        return convert(markdown)

    renderer._converter.slide = reading  # type: ignore[method-assign]
    rendered, _ = renderer.deck(deck)
    assert rendered.inputs == {tmp_path / "a.md", tmp_path / "code" / "x.py"} | theirs
    assert rendered.volatile
