"""Citations as a visitor gets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from slidegen.model import Finding, Site
from slidegen.pipeline import build
from slidegen.project import Project
from slidegen.serve.server import SiteServer

BIB = r"""
@book{deep, author={Goodfellow, Ian and Bengio, Yoshua and Courville, Aaron}, title={Deep <Learning> & More},
  publisher={MIT Press}, year=2016, url={https://www.deeplearningbook.org}}
@article{lee1, author={Lee, A.}, title={One}, journal={J}, year=2001, doi={10.1/x}}
@article{lee2, author={Lee, A.}, title={Two}, journal={J}, year=2001}
@misc{zhou, author={周志华}, title={机器学习}, year={2016}}
"""
Make = Callable[..., Site]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def site(text: str, settings: str = "", bib: str = BIB, extensions: tuple[str, ...] = ()) -> Site:
        (tmp_path / "refs.bib").write_text(bib, "utf-8")
        (tmp_path / "d.md").write_text(f"---\nbibliography: refs.bib\n{settings}\n---\n{text}", "utf-8")
        project = Project(
            tmp_path, demos=tmp_path / "none", templates=tmp_path / "none", extensions=extensions
        )
        return build(project, [tmp_path / "d.md"])

    return site


def shown(site: Site) -> str:
    """The first slide's text, tags left out."""
    deck = site.decks[0].deck
    assert deck is not None
    return re.sub(r"<[^>]+>", "", deck.slides[0].html).strip()


def said(site: Site) -> list[Finding]:
    return [one for one in site.findings if one.rule == "unknown-citation"]


@pytest.mark.parametrize(
    ("text", "named", "numbered"),
    [
        ("[@deep]", "(Goodfellow et al., 2016)", "[1]"),
        ("[see @deep, p. 3; @zhou]", "(see Goodfellow et al., 2016, p. 3; 周志华, 2016)", "[see 1, p. 3; 2]"),
        ("[@deep; @zhou]", "(Goodfellow et al., 2016; 周志华, 2016)", "[1, 2]"),
        ("@deep says", "Goodfellow et al. (2016) says", "Goodfellow et al. [1] says"),
        ("@deep [p. 3] says", "Goodfellow et al. (2016, p. 3) says", "Goodfellow et al. [1, p. 3] says"),
        ("I [-@deep]", "I (2016)", "I [1]"),
        ("[@lee1; @lee2]", "(Lee, 2001a; Lee, 2001b)", "[1, 2]"),
        ("@zhou指出", "周志华 (2016)指出", "周志华 [1]指出"),
    ],
)
def test_citations_are_written_out(make: Make, text: str, named: str, numbered: str) -> None:
    for extensions in ((), ("admonition",)):  # the second brings Python-Markdown's own grammar
        assert shown(make(text, extensions=extensions)) == named
        assert shown(make(text, "citation_style: numeric", extensions=extensions)) == numbered


@pytest.mark.parametrize(
    "text",
    [
        "me@deep.org",
        "`[@deep]`",
        "@someone and @torch.jit",
        "[@you](https://e.org)",
        r"\@deep",
        "[x]",
        "<b id='@deep'>b</b>",
    ],
)
def test_all_else_stays(make: Make, text: str) -> None:
    site = make(text)
    assert "sg-cite" not in site.decks[0].html
    assert said(site) == []


def test_unknown_keys_are_said_at_their_line(make: Make) -> None:
    site = make("# A\n\n[@dep]\n\n@deeep and @nobody\n\nNote:\n\n[@qqq]\n", "lang: en")
    found = [(one.where.line, one.message.partition(" in ")[0], one.hint) for one in said(site)]
    assert found == [
        (7, "no work 'dep'", "did you mean @deep?"),
        (9, "no work 'deeep'", "did you mean @deep?"),
        (13, "no work 'qqq'", "add it, or mend the key"),
    ]
    assert "[@dep]" in shown(site)


def test_the_list_links_and_escapes(make: Make) -> None:
    html = make("[@deep; @lee1]").decks[0].html
    assert 'href="#/ref-deep"' in html
    assert '<li id="ref-deep">' in html
    assert "Deep &lt;Learning&gt; &amp; More" in html
    assert '<a href="https://doi.org/10.1/x">doi:10.1/x</a>' in html
    assert "citations/citations.css" in html
    assert "citations" not in make("nothing").decks[0].html


def test_a_list_in_code_is_code(make: Make) -> None:
    site = make("@deep\n\n---\n\n```\n<!-- references -->\n<!-- references 1-1 -->\n```\n")
    deck = site.decks[0].deck
    assert deck is not None
    assert "&lt;!-- references 1-1 --&gt;" in deck.slides[1].html
    assert len(deck.slides) == 3


@pytest.mark.browser
def test_links_lead_to_the_work_and_every_list_fits(make: Make, chromium: Browser) -> None:
    titles = [
        "A title of a usual length for a paper",
        "神经网络的参数必须随机初始化，否则每个单元都会学到相同的函数",
    ]
    bib = "".join(
        f"@inproceedings{{w{n}, author={{Someone{n}, Anna Maria and Nobody, Karl and Person, Third}}, "
        f"title={{{titles[n % 2]}}}, booktitle={{Proceedings of the {n}th International Conference on Learning}}, "
        f"year={1990 + n}, doi={{10.1/{n}}}}}\n"
        for n in range(30)
    )
    site = make("# A\n\nAs [@w29] said\n\n---\n\n" + " ".join(f"[@w{n}]" for n in range(30)), bib=bib)
    with SiteServer(site) as server:
        context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{server.url}d/")
        page.wait_for_selector("html[data-ready]")
        link = page.locator("#a .sg-cite a")
        link.hover()
        shown = "getComputedStyle(document.querySelector('#a .sg-cite a'), '::after').content"
        assert "Proceedings of the 29th" in page.evaluate(shown)
        link.click()
        page.wait_for_function(
            "document.querySelector('#ref-w29').closest('section') === Reveal.getCurrentSlide()"
        )
        sizes = page.evaluate(
            """async () => {
                const out = [];
                for (const id of slidegen.ids.filter(id => id.startsWith("references"))) {
                    await slidegen.show(id);
                    const over = slidegen.overflow();
                    const style = getComputedStyle(document.querySelector(`#${id} li`));
                    out.push([over.x, over.y, parseFloat(style.fontSize)]);
                }
                return out;
            }"""
        )
        context.close()
    assert 3 <= len(sizes) <= 8
    assert all(row[:2] == [0, 0] and row[2] >= 24 for row in sizes), sizes
