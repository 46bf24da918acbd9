import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest

from slidegen.errors import Location, OutputError
from slidegen.project import Project
from slidegen.shots.deck import DeckCheck, Places
from slidegen.shots.judge import Known, judge
from slidegen.shots.names import file_name
from slidegen.shots.pixels import encode
from slidegen.shots.record import Entry, Record
from slidegen.shots.report import write_report
from slidegen.shots.shot import Shot


@pytest.fixture
def result(here, png):
    """Slides that are the same, changed, new and failed; ids and titles that HTML and addresses must survive."""
    dark, light = np.full((72, 128, 3), 20, np.uint8), np.full((72, 128, 3), 90, np.uint8)

    def seen(name, pixels, **changes):
        return replace(
            Shot(name, f"Title of {name}", Location(Path("decks/xor.md"), 7), png(pixels)), **changes
        )

    def known(name):
        return Known(Entry(file_name(name), ()), encode(dark))

    verdicts = (
        judge(seen("same", dark, outside=("http://outside.example/?a=1&b=<i>",)), known("same"), strict=True),
        judge(seen("学习 50% <b>", light, overflow=(0, 31)), known("学习 50% <b>"), strict=True),
        judge(seen("new", light), None, strict=True),
        judge(seen("failed", light, png=None, failures=("page error: <script>",)), None, strict=True),
    )
    places = Places(Path("decks/xor.md"), Path("decks/.shots/xor"), Path("local"))
    record = Record("xor.md", here, (1280, 720))
    return DeckCheck(places, "decks/xor.md", here, (1280, 720), record, verdicts, (), False, 1.0, 1)


@pytest.fixture
def report(tmp_path, result) -> Path:
    out = tmp_path / "report"
    write_report(out, Project(tmp_path, title="A & B"), [result], [Path("decks/.shots/gone")], updated=False)
    return out


def test_every_picture_it_names_is_there_and_every_address_is_relative(report):
    html = (report / "index.html").read_text("utf-8")
    sources = [unquote(source) for source in re.findall(r'<img src="([^"]+)"', html)]
    assert len(sources) == 5
    assert all((report / source).is_file() for source in sources)
    assert not re.search(r'(src|href)="(https?:)?/', html)


def test_what_authors_write_is_text(report):
    html = (report / "index.html").read_text("utf-8")
    assert "<title>Slides of A &amp; B: 1 changed, 1 new, 1 failed</title>" in html
    assert "Title of 学习 50% &lt;b&gt;" in html
    assert "page error: &lt;script&gt;" in html
    assert "?a=1&amp;b=&lt;i&gt;" in html


def test_it_says_what_there_is_to_say(report):
    html = (report / "index.html").read_text("utf-8")
    for words in (
        "decks/xor.md:7",
        "leaves the slide by 31 px below",
        "1 outside address",
        "probe 0123",
        "decks/.shots/gone",
    ):
        assert words in html
    assert "were not compared" not in html


def test_another_environment_is_said_loudly(tmp_path, result, elsewhere):
    write_report(
        tmp_path / "r", Project(tmp_path), [replace(result, environment=elsewhere)], [], updated=False
    )
    assert "The stored pictures were not compared" in (tmp_path / "r" / "index.html").read_text("utf-8")


def test_a_report_replaces_the_one_before(report, result, tmp_path):
    write_report(report, Project(tmp_path), [replace(result, verdicts=result.verdicts[:1])], [], updated=True)
    assert len(list((report / "deck-1").iterdir())) == 1
    assert "These pictures are stored now" in (report / "index.html").read_text("utf-8")


def test_a_folder_of_somebody_elses_is_refused_and_kept(tmp_path, result):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "index.html").write_text("mine")
    with pytest.raises(OutputError) as caught:
        write_report(tmp_path / "thesis", Project(tmp_path), [result], [], updated=False)
    assert "\n" not in str(caught.value)
    assert [path.read_text() for path in (tmp_path / "thesis").iterdir()] == ["mine"]


@pytest.mark.browser
class TestInTheBrowser:
    @pytest.fixture
    def page(self, chromium, report):
        context = chromium.new_context()
        page = context.new_page()
        self.troubles = []
        page.on("console", lambda message: self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("requestfailed", lambda request: self.troubles.append(request.url))
        page.goto((report / "index.html").as_uri())
        yield page
        assert self.troubles == []
        context.close()

    def shown(self, page):
        return [
            slide.inner_text().split("#")[-1].split()[0] for slide in page.locator(".slide:visible").all()
        ]

    def test_only_what_differs_is_shown_at_first(self, page):
        assert self.shown(page) == ["学习", "new", "failed"]
        page.get_by_label("all slides").check()
        assert self.shown(page) == ["same", "学习", "new", "failed"]

    def test_views_of_a_changed_slide_by_keyboard(self, page):
        visible = page.locator(".pair figure:visible figcaption")
        assert visible.all_inner_texts() == ["Before", "After", "Difference"]
        page.get_by_label("side by side").focus()
        page.keyboard.press("ArrowRight")
        assert page.get_by_label("slider", exact=True).is_checked()
        divider = page.get_by_role("slider")
        divider.focus()
        page.keyboard.press("End")
        assert page.locator(".pair").evaluate("pair => pair.style.getPropertyValue('--at')") == "100%"
        page.get_by_label("difference", exact=True).check()
        assert visible.all_inner_texts() == ["Difference"]

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_text_has_contrast(self, page, scheme):
        page.emulate_media(color_scheme=scheme)
        ratios = page.evaluate(CONTRASTS)
        assert len(ratios) > 20
        assert min(ratio for _, ratio in ratios) >= 4.5, sorted(ratios, key=lambda each: each[1])[:3]

    def test_a_phone_needs_no_sideways_scrolling(self, page):
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_without_scripts_all_pictures_stand_there(chromium, report):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / "index.html").as_uri())
    assert page.locator(".slide:visible").count() == 4
    assert page.locator("img:visible").count() == 5
    assert page.locator("fieldset:visible").count() == 0
    context.close()


# The contrast of every piece of text with the ground behind it: WCAG 2's relative luminance.
CONTRASTS = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility() || e.closest("script")) continue;
    const [a, b] = [luminance(rgb(getComputedStyle(e).color)), luminance(ground(e))].sort((x, y) => y - x);
    found.push([walker.currentNode.data.trim().slice(0, 30), (a + 0.05) / (b + 0.05)]);
  }
  return found;
}"""
