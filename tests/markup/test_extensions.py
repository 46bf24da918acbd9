"""Users' Python-Markdown extensions by name, in the site that they build."""

from pathlib import Path

import pytest

from slidegen.errors import ProjectError
from slidegen.model import Finding
from slidegen.pipeline import build
from slidegen.project import load

OWN = """from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

class Shout(Preprocessor):
    def run(self, lines):
        return [line.replace("quiet", "loud") for line in lines]

class Mark(Treeprocessor):
    def run(self, root):
        for item in root.iter("li"):
            item.set("class", "marked")

class Sign(Postprocessor):
    def run(self, text):
        return text + "<p>signed</p>"

class makeExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Shout(md), "shout", 1)
        md.treeprocessors.register(Mark(md), "mark", 1)
        md.postprocessors.register(Sign(md), "sign", 1)
"""


def built(folder: Path, toml: str, deck: str) -> tuple[str, tuple[Finding, ...]]:
    (folder / "slidegen.toml").write_text(toml, "utf-8")
    (folder / "talk.md").write_text(deck, "utf-8")
    (folder / "other.md").write_text(deck, "utf-8")
    site = build(load(folder), [folder / "talk.md", folder / "other.md"])
    html = site.files["talk/index.html"]
    assert isinstance(html, bytes)
    return html.decode().partition('id="slidecontent">')[2], site.findings


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [one.rule for one in findings]


def test_admonition(tmp_path: Path) -> None:
    html, said = built(tmp_path, 'extensions = ["admonition"]\n', "# A\n\n!!! note\n    Take care.\n")
    assert '<div class="admonition note">' in html
    assert '<p class="admonition-title">Note</p>' in html
    assert rules(said) == ["markdown-grammar"]  # once, for two decks


def test_footnotes(tmp_path: Path) -> None:
    deck = "# A\n\nText[^1].\n\n[^1]: The note.\n\n---\n\n# B\n\nMore[^1].\n\n[^1]: Another.\n"
    html, said = built(tmp_path, 'extensions = ["footnotes"]\n', deck)
    first, _, second = html.partition("<h1>B</h1>")
    assert "The note." in first
    assert "Another." in second
    assert "The note." not in second
    assert rules(said) == ["markdown-grammar"]


def test_emoji_without_the_network(tmp_path: Path) -> None:
    toml = (
        'extensions = ["pymdownx.emoji"]\n[extensionConfigs."pymdownx.emoji"]\n'
        'emoji_index = "pymdownx.emoji:gemoji"\nemoji_generator = "pymdownx.emoji:to_alt"\n'
        "options = {alt = 'unicode'}\n"
    )
    html, said = built(tmp_path, toml, "# A :tada:\n\n- a :smile:\n")
    assert "🎉" in html
    assert "😄" in html
    assert ":smile:" not in html
    assert rules(said) == ["markdown-grammar"]


def test_extensions_together(tmp_path: Path) -> None:
    toml = 'extensions = ["admonition", "footnotes", "pymdownx.emoji"]\n'
    html, said = built(tmp_path, toml, "# A :tada:\n\n!!! tip\n    Yes[^1].\n\n[^1]: No.\n")
    assert 'class="emojione"' in html
    assert 'class="admonition tip"' in html
    assert 'class="footnote"' in html
    # its pictures come from elsewhere, which is said for each deck
    assert rules(said) == ["markdown-grammar", "not-fetched", "not-fetched"]


def test_processors_of_tree_and_text_keep_githubs_grammar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own_ext.py").write_text(OWN)
    monkeypatch.syspath_prepend(tmp_path)
    deck = "# A\n\ntext\n1. quiet\n   - nested\n\n~~gone~~ <b>raw</b>\n"
    html, said = built(tmp_path, 'extensions = ["own_ext"]\n', deck)
    assert html.count('<li class="marked">') == 2
    assert "loud" in html
    assert "<p>signed</p>" in html
    assert "<del>gone</del> <b>raw</b>" in html
    assert not said


def test_options_reach_the_extension(tmp_path: Path) -> None:
    toml = 'extensions = ["toc"]\n[extensionConfigs.toc]\nbaselevel = 3\n'
    html, said = built(tmp_path, toml, "# A\n\n## B\n")
    assert "<h3" in html
    assert "<h1" not in html
    assert not said


@pytest.mark.parametrize(
    "toml",
    [
        'extensions = ["no_such_extension"]\n',
        'extensions = ["toc"]\n[extensionConfigs.toc]\nnonsense = 1\n',
        'extensions = ["toc"]\n[extensionConfigs]\ntoc = 5\n',
        'extensions = ["toc"]\n[extensionConfigs.toc]\nslugify = "no.such:function"\n',
    ],
)
def test_what_cannot_be_loaded_is_one_line(tmp_path: Path, toml: str) -> None:
    with pytest.raises(ProjectError, match="a Markdown extension cannot be loaded") as error:
        built(tmp_path, toml, "# A\n")
    assert "\n" not in str(error.value)
