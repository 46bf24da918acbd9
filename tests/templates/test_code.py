"""Code blocks as a visitor sees them: steps, sizes, the copy button, colours; on paper, on a phone, without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from slidegen import resources
from slidegen.model import Site
from tests.templates.test_palette import TEXT, contrast, themes

CSS = (resources.templates() / "features" / "code" / "code.css").read_text("utf-8")
TALL = "\n".join(f"line_{n} = {n}" for n in range(1, 41))
HARMLESS = """</textarea></section><script>document.title = "broken"</script>{{ x }} $x$
<!-- .slide: data-background="red" --> <!-- -->"""
DECK = f"""# First

---

## Steps

```python [2-3|5|]
import numpy as np

def f(x):
    return x

print(f(1))
```

---

## Tall

```python [1|20|39-40]
{TALL}
```

---

## Long

```python
{"word " * 40}
```

---

## Many lines

```python
{TALL[: TALL.index("line_16")]}
```

---

## Odd

```html
{HARMLESS}
```

```python diff
 def f():
-    return 1
+    return 2
```

After it.

---

<!-- .slide: data-auto-animate -->

<pre data-id="c"><code class="language-python">a = 1
b = 2
</code></pre>

---

<!-- .slide: data-auto-animate -->

<pre data-id="c"><code class="language-python">a = 1
new = 3
b = 2
</code></pre>

---

## Beside

<div style="display:grid;grid-template-columns:1fr 1fr">
<pre><code class="language-python">short = 1
</code></pre>
<div style="height:600px">a tall neighbour</div>
</div>
"""

ON = """() => Array.from(Reveal.getCurrentSlide().querySelectorAll(".ln"))
  .flatMap((line, n) => parseFloat(getComputedStyle(line).opacity) > .9 ? [n + 1] : [])"""


@pytest.fixture(scope="module")
def site(make_site: Any) -> Site:
    built: Site = make_site(code=DECK)
    assert built.findings == ()
    return built


def lit(page: Page) -> list[int]:
    return list(page.evaluate(ON))


@pytest.mark.parametrize("name", "ktfsmcdix")
def test_words_are_readable(name: str) -> None:
    found = re.search(rf"--code-{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", CSS)
    assert found is not None
    for theme, colour in (("light", found[1]), ("dark", found[2])):
        assert contrast(colour, themes()[theme]["panel"]) >= TEXT
        assert contrast(colour, themes()[theme]["paper"]) >= TEXT


@pytest.mark.browser
def test_steps_forwards_backwards_and_by_address(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "#/steps", reduced_motion="reduce")
    assert lit(page) == [2, 3]
    page.keyboard.press("ArrowRight")
    assert lit(page) == [5]
    page.keyboard.press("ArrowRight")
    assert lit(page) == [1, 2, 3, 4, 5, 6]  # an empty step lights all
    page.keyboard.press("ArrowLeft")
    assert lit(page) == [5]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "tall"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "steps"
    deep = open_deck(site, "code", "#/1/0/0", reduced_motion="reduce")
    assert lit(deep) == [5]
    assert page.seen["errors"] == deep.seen["errors"] == []


@pytest.mark.browser
def test_a_tall_block_scrolls_to_its_lit_lines(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "#/tall")
    inside = """() => {
      const code = Reveal.getCurrentSlide().querySelector("code"), box = code.getBoundingClientRect();
      const all = Array.from(code.querySelectorAll(".highlight-line"), line => line.getBoundingClientRect());
      const seen = all.every(line => line.top >= box.top - 1 && line.bottom <= box.bottom + 1);
      return [box.bottom <= innerHeight, all.length, seen]; }"""
    seen = [page.evaluate(inside)]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        seen.append(page.evaluate(inside))
    assert seen == [[True, 1, True], [True, 1, True], [True, 2, True]]


@pytest.mark.browser
def test_nothing_leaves_the_slide_and_code_stays_legible(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "?mode=shot")
    size = 'parseFloat(getComputedStyle(Reveal.getCurrentSlide().querySelector("code")).fontSize)'
    sizes = {}
    for name in ("steps", "tall", "long", "many-lines", "odd"):
        page.evaluate("id => slidegen.show(id)", name)
        assert page.evaluate("slidegen.overflow()") == {"x": 0, "y": 0}, name
        sizes[name] = page.evaluate(size)
    assert sizes["steps"] == 24
    assert min(sizes.values()) >= 20
    assert sizes["many-lines"] < 24
    page.evaluate("slidegen.show('beside')")
    assert page.evaluate(size) == 24  # smaller code would not make that slide lower


@pytest.mark.browser
def test_what_code_holds_is_harmless(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "#/odd")
    assert page.evaluate("document.querySelector('#odd code').textContent") == HARMLESS + "\n"
    assert page.evaluate("slidegen.ids.length") == 9
    assert "broken" not in page.title()
    assert page.evaluate("document.querySelector('#odd').dataset.background") is None


@pytest.mark.browser
@pytest.mark.parametrize("clipboard", [True, False])
def test_copying_by_keyboard(site: Site, open_deck: Any, clipboard: bool) -> None:
    page = open_deck(site, "code", "#/odd", permissions=["clipboard-read", "clipboard-write"])
    if not clipboard:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.evaluate(
            "document.addEventListener('copy', () => window.copied = String(document.activeElement.value))"
        )
    button = page.locator("#odd .sg-copy").first
    assert button.evaluate("b => getComputedStyle(b).opacity") == "0"
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#odd .sg-copy').textContent === 'Copied'")
    assert button.evaluate("b => document.activeElement === b && getComputedStyle(b).opacity > 0")
    text = page.evaluate("navigator.clipboard.readText()" if clipboard else "window.copied")
    assert text == HARMLESS
    assert page.evaluate("Reveal.getCurrentSlide().id") == "odd"


@pytest.mark.browser
def test_the_button_is_large_and_beside_the_code(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "#/long")
    page.locator("#long pre").hover()
    box, code = (page.locator(f"#long {one}").bounding_box() for one in (".sg-copy", "code"))
    assert box["width"] >= 44
    assert box["height"] >= 44
    assert box["x"] >= code["x"] + code["width"]
    assert box["x"] + box["width"] <= 1280
    page.wait_for_function("getComputedStyle(document.querySelector('#long .sg-copy')).opacity === '1'")
    shot = open_deck(site, "code", "?mode=shot#/long")
    assert shot.locator(".sg-copy").count() == 0


@pytest.mark.browser
def test_pictures_and_sheets_show_all_lines_lit(site: Site, open_deck: Any) -> None:
    shot = open_deck(site, "code", "?mode=shot")
    shot.evaluate("slidegen.show('steps')")
    assert lit(shot) == [1, 2, 3, 4, 5, 6]
    sheets = open_deck(site, "code", "?print-pdf")
    sheets.wait_for_selector(".pdf-page")
    assert sheets.locator(".pdf-page").count() == 9
    dim = "Array.from(document.querySelectorAll('.ln')).filter(l => getComputedStyle(l).opacity < .9).length"
    assert sheets.evaluate(dim) == 0
    tall = "(() => { const c = document.querySelector('#tall code'); return c.scrollHeight - c.clientHeight; })()"
    assert sheets.evaluate(tall) <= 1


@pytest.mark.browser
def test_a_phone_scrolls_inside_the_block(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("(c => c.scrollWidth > c.clientWidth)(document.querySelector('#long code'))")
    dim = "Array.from(document.querySelectorAll('.ln')).filter(l => getComputedStyle(l).opacity < .9).length"
    assert page.evaluate(dim) == 0
    button, code = (page.locator(f"#long {one}").bounding_box() for one in (".sg-copy", "code"))
    assert button["y"] >= code["y"] + code["height"]
    assert button["height"] >= 44


@pytest.mark.browser
def test_without_scripts_all_is_there(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "", java_script_enabled=False)
    assert page.locator("#tall .ln").count() == 40
    assert page.locator("#tall .ln").nth(39).is_visible()
    assert page.locator("#steps code").inner_text().startswith("import numpy as np")


@pytest.mark.browser
def test_lines_move_between_slides(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "#/6")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("Reveal.getIndices().h === 7")
    moving = "Array.from(Reveal.getCurrentSlide().querySelectorAll('[data-auto-animate-target]'), e => e.className)"
    assert page.evaluate(moving).count("ln hljs-ln-code") >= 2


@pytest.mark.browser
def test_numbers_are_no_text(site: Site, open_deck: Any) -> None:
    page = open_deck(site, "code", "#/steps")
    page.evaluate("getSelection().selectAllChildren(Reveal.getCurrentSlide().querySelector('code'))")
    assert page.evaluate("String(getSelection())").startswith(
        "import numpy as np\n\ndef f(x):\n    return x\n\nprint"
    )
