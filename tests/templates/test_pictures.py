"""Lazy pictures: few are fetched at first, all are there wherever they are wanted."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from slidegen.model import Site
from slidegen.pipeline import build
from slidegen.project import Project

pytestmark = pytest.mark.browser
COUNT = 12
DRAWN = "i => i.complete && i.naturalWidth > 0"
MISSING = f"Array.from(document.querySelectorAll('.slides img')).filter(i => !({DRAWN})(i)).map(i => i.alt)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("pictures")
    slides = []
    for number in range(COUNT):
        out = io.BytesIO()
        Image.new(
            "RGB", (1600 if number % 2 else 300, 1200 if number % 2 else 200), (20 * number, 90, 90)
        ).save(out, "PNG")
        (folder / f"p{number}.png").write_bytes(out.getvalue())
        slides.append(f"## Slide {number}\n\n![picture {number}](p{number}.png)\n\nText below it.\n")
    (folder / "talk.md").write_text("\n---\n\n".join(slides))
    return build(Project(folder), [folder / "talk.md"])


def fetched(page: Page) -> set[str]:
    return {url.rpartition("/")[2].split(".")[0] for url in page.seen["requests"] if "/_assets/" in url}  # type: ignore[attr-defined]


def html(site: Site) -> str:
    content = site.files["talk/index.html"]
    assert isinstance(content, bytes)
    return content.decode()


def test_the_page_says_sizes_and_what_is_lazy(site: Site) -> None:
    tags = [part.split(">")[0] for part in html(site).split("<img ")[1:]]
    assert len(tags) == COUNT
    assert ["loading" in tag for tag in tags] == [False] * 2 + [True] * (COUNT - 2)
    assert all('decoding="async"' in tag for tag in tags)
    assert 'width="1600" height="1200"' in tags[1]


def test_at_first_only_near_pictures_are_fetched_then_all(site: Site, open_deck: Callable[..., Page]) -> None:
    page = open_deck(site, "talk")
    page.wait_for_load_state("networkidle")
    assert "p0" in fetched(page)
    assert len(fetched(page)) <= 4
    for number in range(COUNT):
        page.evaluate("id => slidegen.show(id)", f"slide-{number}")
        assert page.evaluate(f"({DRAWN})(Reveal.getCurrentSlide().querySelector('img'))"), number
    assert not page.seen["errors"]  # type: ignore[attr-defined]


def box(page: Page) -> Any:
    image = "Reveal.getCurrentSlide().querySelector('img').getBoundingClientRect()"
    return page.evaluate(f"(r => [r.width, r.height])({image})")


def test_a_sized_picture_keeps_its_shape_and_fits(site: Site, open_deck: Callable[..., Page]) -> None:
    page = open_deck(site, "talk", "#/slide-1")
    page.evaluate("slidegen.show('slide-1')")
    width, height = box(page)
    assert width / height == pytest.approx(1600 / 1200, rel=0.02)
    assert page.evaluate("slidegen.overflow().y") == 0
    page.evaluate("slidegen.show('slide-2')")
    assert box(page) == [300, 200]


def test_nothing_jumps_while_a_picture_loads(site: Site, contexts: Callable[..., Any]) -> None:
    from slidegen.serve.server import SiteServer

    with SiteServer(site) as server:
        context = contexts()
        held: list[Any] = []
        context.route("**/_assets/**", lambda route: held.append(route))
        page = context.new_page()
        page.goto(f"{server.url}talk/index.html", wait_until="domcontentloaded")
        page.wait_for_function("document.documentElement.dataset.ready !== undefined")
        below = "Reveal.getCurrentSlide().querySelector('p:last-of-type').getBoundingClientRect().top"
        before = page.evaluate(below)
        page.wait_for_timeout(50)
        context.unroute("**/_assets/**")
        for route in held:
            route.continue_()
        page.wait_for_function(f"({DRAWN})(Reveal.getCurrentSlide().querySelector('img'))")
        assert page.evaluate(below) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("rest", ["?print-pdf", "?mode=shot"])
def test_on_paper_and_in_pictures_all_are_there(
    site: Site, open_deck: Callable[..., Page], rest: str
) -> None:
    page = open_deck(site, "talk", rest)
    if rest == "?print-pdf":
        page.wait_for_function(f"{MISSING}.length === 0")
    else:
        for number in range(COUNT):
            page.evaluate("id => slidegen.show(id)", f"slide-{number}")
        assert page.evaluate(MISSING) == []


def test_printing_from_the_browsers_menu(site: Site, open_deck: Callable[..., Page]) -> None:
    page = open_deck(site, "talk")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("!document.querySelector('.slides img[loading=lazy]')")


def test_the_overview_shows_them(site: Site, open_deck: Callable[..., Page]) -> None:
    page = open_deck(site, "talk")
    page.keyboard.press("Escape")
    page.wait_for_function("Reveal.isOverview()")
    for _ in range(COUNT - 1):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{MISSING}.length <= {COUNT - 10}")  # reveal.js draws ten slides each way
    page.wait_for_function(f"({DRAWN})(Reveal.getCurrentSlide().querySelector('img'))")


@pytest.mark.parametrize("script", [True, False])
def test_a_phone_and_a_browser_without_javascript(
    site: Site, contexts: Callable[..., Any], script: bool
) -> None:
    from slidegen.serve.server import SiteServer

    with SiteServer(site) as server:
        page = contexts(width=390, height=844, java_script_enabled=script).new_page()
        page.goto(f"{server.url}talk/index.html")
        images = page.locator(".slides img")
        for number in range(COUNT):
            images.nth(number).scroll_into_view_if_needed()
            assert images.nth(number).is_visible()
            shown = images.nth(number).bounding_box()
            assert shown is not None
            ratio = 1600 / 1200 if number % 2 else 300 / 200
            assert shown["width"] / shown["height"] == pytest.approx(ratio, rel=0.05)
        page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(images.nth(COUNT - 1).screenshot()))
        assert picture.convert("RGB").getpixel((50, 50)) == (20 * (COUNT - 1), 90, 90)
