"""What callouts, columns, notes, tables and fitting slides look like to a visitor."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from slidegen.model import Site
from tests.templates.conftest import current

pytestmark = pytest.mark.browser

ROWS = "".join(f"| {number} | {number * number} | `value_{number}` |\n" for number in range(1, 13))
MANY = "".join(f"| {number} | {number * number} | x |\n" for number in range(1, 30))
WIDE = "| " + " | ".join(f"measured_value_{letter}" for letter in "abcdef") + " |\n"
LINES = "".join(f"- Line {number} of the text\n" for number in range(1, 12))
DECK = f"""---
features: [callouts, footnotes, attributes, columns, captions]
---

## Callouts

> [!NOTE]
> a

> [!TIP]
> b

> [!IMPORTANT]
> c

----

## Callouts again

> [!WARNING] 标题也可以是中文
> - d

> [!CAUTION]
> ```
> e
> ```

----

## Notes

Text[^1] and more.^[On the *spot*.]

[^1]: The first note.

----

## Columns

::: columns
::: column width=70%
left
:::
::: column
right
:::
:::

----

## Short columns

::: columns
one
|||
two
|||
three
:::

----

## Long table

| n | square | name |
|--:|:-:|:--|
{ROWS}
: The first twelve squares

----

## Wide table

{WIDE}{"|---" * 6}|
{WIDE}

----

## Endless table

| n | square | x |
|--:|--:|---|
{MANY}
----

<!-- .slide: data-fit -->

## Fitted

{LINES}
----

## Text <!-- .element: class="r-fit-text" -->

----

## Stretch

![x](pixel.svg) <!-- .element: class="r-stretch" -->

below

----

## Stack

<div class="r-stack"><p style="width:400px">a</p><p style="width:100px">b</p></div>

----

## Steps

- a
- b
  - c

<!-- .fragments: fade-up -->

----

<!-- .slide: id="move-1" data-auto-animate -->

## Moves

- a
- b

```js
let a = 1;
```
<!-- .element: data-id="code" -->

<div data-id="box" style="width:100px;height:40px"></div>

----

<!-- .slide: id="move-2" data-auto-animate -->

## Moves

- a
- new
- b

```js
let a = 1;
let b = 2;
```
<!-- .element: data-id="code" -->

<div data-id="box" style="width:300px;height:40px"></div>

----

<!-- .slide: id="one-long-line" -->

## One line, as wide as the slide <!-- .element: class="r-fit-text" -->
"""


@pytest.fixture(scope="module")
def site(make_site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(layout=DECK.replace("pixel.svg", PIXEL))


PIXEL = (
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%20300%20200'"
    "%20width='300'%20height='200'/%3E"
)
BOX = """selector => { const s = Reveal.getCurrentSlide(), f = s.getBoundingClientRect();
  const e = selector.startsWith("#") ? document.querySelector(selector) : s.querySelector(selector);
  const r = e.getBoundingClientRect();
  return { left: r.left - f.left, right: r.right - f.left, top: r.top - f.top, bottom: r.bottom - f.top,
           width: r.width, height: r.height }; }"""
SIZES = """() => [...Reveal.getCurrentSlide().querySelectorAll("td, th, td code, li, caption")].map(e => {
  let zoom = 1; for (let p = e; p; p = p.parentElement) zoom *= parseFloat(getComputedStyle(p).zoom) || 1;
  return parseFloat(getComputedStyle(e).fontSize) * (CSS.supports("zoom", "1") ? zoom : 1); })"""


@pytest.fixture
def page(site: Site, open_deck) -> Page:
    page = open_deck(site, "layout", "?mode=shot")
    page.evaluate("document.fonts.ready")
    return page


def show(page: Page, name: str) -> None:
    page.evaluate("id => slidegen.show(id)", name)


def box(page: Page, selector: str) -> dict[str, float]:
    return page.evaluate(BOX, selector)


def test_every_slide_but_the_endless_one_fits(page: Page) -> None:
    over = {}
    for name in page.evaluate("slidegen.ids"):
        show(page, name)
        over[name] = page.evaluate("slidegen.overflow()")
    assert over.pop("endless-table")["y"] > 100  # it scrolls, and says so
    assert {name: one for name, one in over.items() if one != {"x": 0, "y": 0}} == {}
    assert page.seen["errors"] == []


def test_callouts_differ_in_colour_and_drawing(page: Page) -> None:
    seen = page.evaluate(
        """() => [...document.querySelectorAll(".callout")].map(e => { const t = e.querySelector(".callout-title");
        return [getComputedStyle(e).borderLeftColor, getComputedStyle(t, "::before").maskImage]; })"""
    )
    assert len(seen) == 5
    assert len({colour for colour, _ in seen}) == len({drawing for _, drawing in seen}) == 5


def test_footnotes_stand_at_the_foot_and_their_links_stay(site: Site, open_deck) -> None:
    page = open_deck(site, "layout", "#/notes")
    foot = box(page, "aside.footnotes")
    assert 640 < foot["bottom"] <= 720
    assert (
        float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.footnotes p')).fontSize)"))
        >= 20
    )
    address = page.url
    page.locator("#notes .footnote-ref").nth(1).click()
    assert page.evaluate("document.activeElement.textContent").startswith("On the spot.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "2"
    assert page.url == address
    assert current(page) == "notes"


def test_columns_share_the_width_and_stand_below_each_other_on_a_phone(site: Site, open_deck) -> None:
    page = open_deck(site, "layout", "?mode=shot")
    show(page, "columns")
    left, right = box(page, ".column:first-child"), box(page, ".column:last-child")
    assert left["width"] / right["width"] == pytest.approx(7 / 3, rel=0.01)
    assert left["top"] == right["top"]
    show(page, "short-columns")
    assert box(page, ".column:nth-child(3)")["width"] == pytest.approx(box(page, ".column")["width"], abs=1)
    phone = open_deck(site, "layout", "?mode=shot", width=390, height=844)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert box(phone, "#columns .column:last-child")["top"] > box(phone, "#columns .column")["bottom"]
    assert phone.evaluate("document.querySelector('#wide-table table').scrollWidth > 350")


@pytest.mark.parametrize("name", ["long-table", "wide-table"])
def test_tables_shrink_but_stay_legible(page: Page, name: str) -> None:
    show(page, name)
    assert min(page.evaluate(SIZES)) >= 20
    assert box(page, "table")["right"] <= 1280 - 80
    assert page.locator(f"#{name} .sg-scroll").count() == 0
    if name == "long-table":
        cells = "[...document.querySelectorAll('#long-table tbody tr:first-child td')]"
        assert page.evaluate(cells + ".map(e => getComputedStyle(e).textAlign)") == [
            "right",
            "center",
            "left",
        ]


def test_a_table_without_end_scrolls_under_its_header(page: Page) -> None:
    show(page, "endless-table")
    page.evaluate("document.querySelector('.sg-scroll').scrollTop = 300")
    assert box(page, "thead th")["top"] == pytest.approx(box(page, ".sg-scroll")["top"], abs=1.5)
    page.focus(".sg-scroll")
    page.keyboard.press("ArrowRight")
    assert current(page) == "endless-table"


def test_a_slide_fits_where_asked_and_no_smaller_than_legible(page: Page) -> None:
    show(page, "fitted")
    assert box(page, "li:last-child")["bottom"] < 700
    sizes = page.evaluate(
        "[...document.querySelectorAll('#fitted li')].map(e => e.getBoundingClientRect().height / e.offsetHeight || 1)"
    )
    assert len(sizes) == 11
    factor = float(
        page.evaluate("getComputedStyle(document.querySelector('#fitted')).getPropertyValue('--sg-fit')")
    )
    assert 0.8 <= factor < 1


def test_reveals_own_helpers(page: Page) -> None:
    show(page, "text")
    page.wait_for_function("parseFloat(getComputedStyle(document.querySelector('#text h2')).fontSize) > 100")
    assert box(page, "h2")["right"] <= 1280 - 80
    show(page, "stretch")
    assert box(page, "img")["height"] > 350
    assert box(page, "p")["bottom"] <= 720
    show(page, "stack")
    middle = [
        (one["left"] + one["right"]) / 2 for one in (box(page, ".r-stack p"), box(page, ".r-stack p + p"))
    ]
    assert middle[0] == pytest.approx(middle[1], abs=1)


def test_a_list_appears_step_by_step(site: Site, open_deck) -> None:
    page = open_deck(site, "layout", "#/steps")
    shown = "[...document.querySelectorAll('#steps li')].map(e => getComputedStyle(e).visibility)"
    assert page.evaluate(shown) == ["hidden"] * 3
    for expected in (["visible", "hidden", "hidden"], ["visible"] * 3):
        page.keyboard.press("Space")
        page.wait_for_function(f"JSON.stringify({shown}) === JSON.stringify({expected})")
    assert current(page) == "steps"


MOVED = """() => [...document.querySelectorAll("#move-2 [data-auto-animate-target]")]
  .filter(e => !e.dataset.autoAnimateTarget.startsWith("unmatched")).map(e => e.tagName)"""


def test_auto_animate_moves_what_is_the_same(site: Site, open_deck) -> None:
    page = open_deck(site, "layout", "#/move-1")
    page.evaluate("Reveal.next()")
    page.wait_for_function("document.querySelector('#move-2').dataset.autoAnimate === 'running'")
    moved = page.evaluate(MOVED)
    assert {"H2", "LI", "PRE", "DIV"} <= set(moved)
    assert moved.count("LI") == 2
    width = "document.querySelector('#move-2 [data-id=box]').getBoundingClientRect().width"
    page.wait_for_function(f"{width} > 110 && {width} < 290")  # on its way
    page.wait_for_function(f"{width} > 299")


def test_nothing_moves_where_that_is_asked_for(site: Site, open_deck) -> None:
    page = open_deck(site, "layout", "#/move-1", reduced_motion="reduce")
    page.evaluate("Reveal.next()")
    assert current(page) == "move-2"
    assert page.evaluate(MOVED) == []


def test_one_line_made_to_fit_is_several_on_a_phone(site: Site, open_deck) -> None:
    phone = open_deck(site, "layout", "#/one-long-line", width=390, height=844)
    fitted = "document.querySelector('#one-long-line h2')"
    phone.wait_for_function(f"parseFloat({fitted}.style.fontSize) > 24")  # what reveal.js makes of it
    assert phone.evaluate(f"{fitted}.scrollWidth <= {fitted}.clientWidth && {fitted}.offsetHeight > 60")
