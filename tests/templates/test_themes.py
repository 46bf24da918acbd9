"""What a visitor sees of each theme: legible sizes and contrasts, its own look, nothing from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import Project
from slidegen.serve.server import SiteServer

from .conftest import visit
from .test_palette import contrast

THEMES = (
    *(
        "dark",
        "light",
        "beige",
        "black",
        "black-contrast",
        "blood",
        "dracula",
        "league",
        "moon",
        "night",
        "serif",
    ),
    *("simple", "sky", "solarized", "white", "white-contrast"),
)
TEXT = """# A title

## What it is about

---

## A list

A paragraph with `code`, *stress*, **weight**, a [link](#/1) and <kbd>T</kbd>.

- one
  - two
    - three
      - four

1. first

> [!NOTE]
> In a callout.

> [!WARNING]
> In another.

> A quotation.
> <cite>Somebody</cite>

---

### Numbers

| a | b |
|---|--:|
| 1 | 2 |

```
pre
```

```python
def f(x):  # a comment
    return "text" if x > 1.5 else None
```

<p class="caption">A caption</p>
<p class="lead">Lead</p>

#### Four

##### Five

###### Six

<small>small</small>

---

<!-- .slide: data-background-color="#ffffff" -->
## On white, [a link](#/1)

---

<!-- .slide: data-background-color="#000000" -->
## On black, [a link](#/1)
"""
# every run of text: its size in px, the worst contrast with what lies behind it, and where it stands
MEASURE = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = colour => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
  const over = (top, under) => under.map((value, i) => top[i] * top[3] + value * (1 - top[3]));
  const light = rgb => rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
  const body = getComputedStyle(document.body);
  const stops = body.backgroundImage.match(/rgba?\\([^)]*\\)/g) || [];
  const paper = [body.backgroundColor, ...stops].map(colour => rgba(colour).slice(0, 3));
  const found = [];
  for (const section of document.querySelectorAll(".slides section")) {
    const own = section.dataset.backgroundColor;
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("aside, script, style")) continue;
      const chain = [];
      for (let at = element; at !== section; at = at.parentElement)
        chain.unshift(rgba(getComputedStyle(at).backgroundColor));
      const grounds = (own ? [rgba(own).slice(0, 3)] : paper)
        .map(ground => chain.reduce((under, top) => over(top, under), ground));
      const style = getComputedStyle(element);
      const ink = rgba(style.color).slice(0, 3);
      found.push({ text: node.data.trim(), tag: element.localName, size: parseFloat(style.fontSize),
        small: Boolean(element.closest("pre, code, kbd, small, .caption, sup, sub")),
        contrast: Math.min(...grounds.map(g => contrast(ink, g))) });
    }
  }
  return found;
}"""

NAMES = ["ink", "soft", "accent", "a", "b", "c", "good", "bad", "focus", "edge"]
# variables of the palette as #rrggbb
COLOURS = """names => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("i"));
  return Object.fromEntries(names.map(name => {
    probe.style.cssText = `transition: none; color: var(--${name})`;
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
    const rgb = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    return [name, "#" + rgb.map(value => value.toString(16).padStart(2, "0")).join("")];
  }));
}"""


@pytest.fixture(scope="module")
def site(make_site: Any) -> Site:
    decks = {name: f"---\ntheme: {name}\nfeatures: [callouts]\n---\n{TEXT}" for name in THEMES}
    return make_site(**decks)  # type: ignore[no-any-return]


def style(page: Page, selector: str, name: str) -> str:
    return str(page.evaluate("([s, n]) => getComputedStyle(document.querySelector(s))[n]", [selector, name]))


def variable(page: Page, name: str) -> str:
    return str(
        page.evaluate("n => getComputedStyle(document.documentElement).getPropertyValue(n)", name)
    ).strip()


@pytest.mark.browser
def test_every_theme_is_legible_and_stays_at_home(site: Site, contexts: Any) -> None:
    with SiteServer(site) as server:
        for name in THEMES:
            context = contexts()
            page = visit(context, f"{server.url}{name}/index.html?mode=shot")
            runs = page.evaluate(MEASURE)
            assert len(runs) > 40  # the words of coloured code among them
            judge_palette(name, page.evaluate(COLOURS, [*NAMES, "paper", "panel", "on-accent"]))
            for run in runs:
                assert run["size"] >= (20 if run["small"] else 24), (name, run)
                assert run["contrast"] >= 4.5, (name, run)
            body = [run["size"] for run in runs if run["tag"] == "p"]
            assert max(body) >= 28, name
            assert [one["text"] for one in runs if one["tag"].startswith("h") and one["size"] < 28] == [], (
                name
            )
            page.evaluate("document.fonts.ready")
            assert page.seen["errors"] == []  # type: ignore[attr-defined]
            assert all(url.startswith((server.url, "data:")) for url in page.seen["requests"])  # type: ignore[attr-defined]
            loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'error').length")
            assert loaded == 0, name
            context.close()


def judge_palette(theme: str, colours: dict[str, str]) -> None:
    """Words and class colours on paper and panel, and edges: demos draw with them."""
    for ground in ("paper", "panel"):
        for name in NAMES:
            least = 2.99 if name == "edge" else 4.5
            assert contrast(colours[name], colours[ground]) >= least, (theme, name, ground, colours)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5, theme


@pytest.mark.browser
def test_a_first_slide_stays_light(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "league")
    page.evaluate("document.fonts.ready")
    fonts = [url.rsplit("/", 1)[1] for url in page.seen["requests"] if url.endswith(".woff2")]
    weight = sum(len(read(site, name)) for name in fonts)
    assert weight <= 60_000, fonts
    themes = [url for url in page.seen["requests"] if "/themes/" in url and url.endswith(".css")]
    assert len(themes) == 1


def read(site: Site, ending: str) -> bytes:
    content = next(content for name, content in site.files.items() if name.endswith(ending))
    return content if isinstance(content, bytes) else content.read_bytes()


@pytest.mark.browser
def test_league_looks_like_league_and_t_gives_our_light_colours(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "league")
    assert style(page, "h1", "fontFamily").startswith('"League Gothic"')
    assert style(page, "h1", "textTransform") == "uppercase"
    assert style(page, "h1", "textShadow").count("px") > 20
    assert style(page, ".slides", "textAlign") == "center"
    assert "radial-gradient" in style(page, "body", "backgroundImage")
    assert style(page, "h1 + h2", "color") == "rgb(238, 238, 238)"
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert variable(page, "--paper") == "#fbfaf7"
    assert style(page, "h1", "color") == "rgb(29, 39, 51)"
    assert style(page, "body", "backgroundImage") == "none"
    assert style(page, "h1", "fontFamily").startswith('"League Gothic"')
    assert page.evaluate("localStorage.getItem('slidegen-theme')") is None


@pytest.mark.browser
def test_slides_stand_in_the_middle_unless_the_deck_says_otherwise(make_site: Any, open_deck: Any) -> None:
    head = "---\ntheme: white\n{}---\n## A\n\nShort.\n\n---\n\n## B\n"
    site = make_site(middle=head.format(""), top=head.format("revealOptions: {center: false}\n"))
    top = "document.querySelector('.present h2').getBoundingClientRect().top"
    assert open_deck(site, "middle").evaluate(top) > 240
    assert open_deck(site, "top").evaluate(top) < 80


@pytest.mark.browser
def test_paper_is_light_in_the_themes_type(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "night")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert style(page, "h1", "color") == "rgb(20, 32, 43)"
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page, "h1", "fontFamily").startswith("Montserrat")


@pytest.mark.browser
def test_a_phone_gets_one_column(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "sky", width=390, height=844)
    small = [
        run for run in page.evaluate(MEASURE) if run["size"] < (13 if run["tag"] in ("sup", "sub") else 16)
    ]
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "theme"), [("light", "light"), ("dark", "dark")])
def test_auto_follows_the_visitors_system(make_site: Any, open_deck: Any, scheme: str, theme: str) -> None:
    site = make_site(talk="---\ntheme: auto\n---\n# A\n\n---\n\n# B\n")
    page = open_deck(site, "talk", color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == theme


@pytest.mark.browser
def test_demos_take_the_themes_colours(make_site: Any, open_deck: Any) -> None:
    site = make_site(talk="---\ntheme: moon\n---\n![x](demo:playground)\n\n---\n\n# B\n")
    page = open_deck(
        site,
        "talk",
        "",
    )
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    frame = next(frame for frame in page.frames if "/demos/" in frame.url)
    frame.wait_for_function(f"{paper} === '#002b36'")
    page.keyboard.press("t")
    frame.wait_for_function(f"{paper} === '#fbfaf7'")


@pytest.mark.browser
def test_a_users_theme_beside_the_deck(tmp_path: Path, open_deck: Any) -> None:
    (tmp_path / "look.css").write_text(
        ":root { color-scheme: light } .reveal h1 { color: rgb(1, 2, 3); font-size: 50px }"
    )
    (tmp_path / "talk.md").write_text("---\ntheme: look.css\n---\n# A\n\nb\n\n---\n\n# B\n")
    project = Project(tmp_path, templates=tmp_path / "templates", demos=tmp_path / "demos")
    page = open_deck(build(project, [tmp_path / "talk.md"]), "talk")
    assert style(page, "h1", "color") == "rgb(1, 2, 3)"
    assert variable(page, "--paper") == "#fbfaf7"
    assert json.loads(page.locator("#sg-options").inner_text())["slidegenTheme"] == "light"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "latin", "family"),
    [
        ("zh", "Slidegen Sans zh", "SC"),
        ("zh-TW", "Slidegen Sans zh", "TC"),
        ("ja", "Slidegen Sans", "JP"),
        ("ko", "Slidegen Sans", "KR"),
    ],
)
def test_each_languages_own_characters(
    make_site: Any, open_deck: Any, lang: str, latin: str, family: str
) -> None:
    page = open_deck(make_site(talk=f"---\nlang: {lang}\n---\n# 直角\n"), "talk")
    families = style(page, "h1", "fontFamily").split(", ")
    assert families[:3] == [f'"{latin}"', '"Noto Sans Math"', f'"Noto Sans CJK {family}"']


@pytest.mark.browser
def test_signs_of_maths_are_fetched_where_they_are_used(make_site: Any, open_deck: Any) -> None:
    site = make_site(plain="# α ≤ β\n", signs="# ∇f ∈ ℝ\n")
    for name, wanted in (("plain", False), ("signs", True)):
        page = open_deck(site, name)
        page.evaluate("document.fonts.ready")
        assert any("noto-sans-math" in url for url in page.seen["requests"]) == wanted


@pytest.mark.browser
def test_a_box_to_tick_is_as_large_as_the_words(make_site: Any, open_deck: Any) -> None:
    page = open_deck(make_site(talk="- [x] done\n- [ ] to do\n"), "talk")
    assert page.evaluate("document.querySelector('li input').offsetHeight") >= 20
