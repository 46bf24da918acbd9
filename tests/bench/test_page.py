"""The page in a real browser, as a visitor sees it; and what it does where the engine cannot run or is wrong."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Browser, Page, expect

from slidegen import resources
from slidegen.bench.page import site
from slidegen.bench.plan import make
from slidegen.model import Site
from slidegen.serve.server import SiteServer

SCHEMA = json.loads((resources.templates() / "bench" / "results.schema.json").read_text("utf-8"))
BENCH = "_slidegen/bench/"
SMALL = make([16, 24], ["float32"], rounds=2)
Source = Callable[[str], str]


@contextmanager
def opened(chromium: Browser, change: dict[str, Source] | None = None, **options: Any) -> Iterator[Page]:
    """The page in a sub-path of a plain site, with some of its files changed."""
    files = dict(site(SMALL).files)
    for name, edit in (change or {}).items():
        source = files[BENCH + name]
        before = source.decode() if isinstance(source, bytes) else source.read_text("utf-8")
        after = edit(before)
        assert after != before
        files[BENCH + name] = after.encode()
    moved = Site({f"any/where/{name}": source for name, source in files.items()}, ())
    context = chromium.new_context(**options)
    context.set_default_timeout(60_000)
    with SiteServer(moved) as server:
        page = context.new_page()
        page.goto(f"{server.url}any/where/")
        yield page
        context.close()


def end(page: Page) -> dict[str, Any]:
    page.wait_for_function("!['idle', 'running'].includes(slidegenBench.state)")
    return dict(page.evaluate("slidegenBench"))


@pytest.mark.browser
def test_a_visitor_sees_the_figures_of_this_machine(chromium: Browser) -> None:
    phone = {"width": 390, "height": 844}
    with opened(chromium, viewport=phone, color_scheme="light", reduced_motion="reduce") as page:
        assert page.evaluate("slidegenBench.state") == "idle", "nobody's processor is taken unasked"
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.get_by_role("button", name="Measure").click()
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        ended = end(page)
        assert ended["state"] == "done", ended["error"]
        wheels = [name.partition("-")[0] for name in asked if name.endswith(".whl")]
        assert sorted(wheels) == ["npwasm", "numpy", "numpy"], "one of the two Pythons has no npwasm"
        rows = page.locator("tr.case.done")
        assert rows.count() == 2
        for row, result in zip(rows.all(), ended["report"]["results"], strict=True):
            shown = [float(text) for text in row.locator(".figures span").all_inner_texts()]
            assert shown == pytest.approx([result[name]["gflops"] for name in ("stock", "engine")], rel=0.05)
        widths = page.evaluate(
            "[...document.querySelectorAll('.bars i')].map((bar) => bar.getBoundingClientRect().width)"
        )
        room = page.evaluate("document.querySelector('.bars').getBoundingClientRect().width")
        assert max(widths) == pytest.approx(room, rel=0.1), "the longest bar fills its place"
        expect(page.locator("#headline")).to_contain_text("a @ b at n = 24")
        engine = ended["report"]["machine"]["engine"]
        assert engine["active"]
        expect(page.locator("#machine")).to_contain_text(engine["reason"])
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the figures").click()
        saved = json.loads(download.value.path().read_text("utf-8"))
        assert saved == ended["report"]
        jsonschema.validate(saved, SCHEMA)
        assert page.evaluate("document.documentElement.scrollWidth") <= phone["width"]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"


@pytest.mark.browser
def test_stop(chromium: Browser) -> None:
    with opened(chromium) as page:
        page.get_by_role("button", name="Measure").click()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#status")).to_have_text("Stopped.")
        assert end(page)["results"] == []
        expect(page.get_by_role("button", name="Measure again")).to_be_visible()


@pytest.mark.browser
def test_where_the_engine_steps_aside_the_page_says_why(chromium: Browser) -> None:
    blind = {"worker.mjs": lambda text: "WebAssembly.validate = () => false;\n" + text}
    with opened(chromium, blind) as page:
        page.get_by_role("button", name="Measure").click()
        ended = end(page)
        assert ended["state"] == "done", ended["error"]
        assert not ended["report"]["machine"]["engine"]["active"]
        expect(page.locator("#machine")).to_contain_text("no WebAssembly SIMD")
        expect(page.locator("#machine")).to_contain_text("NumPy's own loops")


@pytest.mark.browser
def test_a_wrong_result_is_never_timed(chromium: Browser) -> None:
    def spoiled(text: str) -> str:
        return text + (
            "\nimport importlib.util\nif importlib.util.find_spec('npwasm'):\n"
            "    FORMS['a @ b'] = lambda a, b: a @ b + np.eye(len(a), dtype=a.dtype)\n"
        )

    with opened(chromium, {"product.py": spoiled}) as page:
        page.get_by_role("button", name="Measure").click()
        ended = end(page)
        assert ended["state"] == "failed", json.dumps(ended)
        assert "16x16x16 float32 is wrong: 16 of 16 rows" in ended["error"]
        expect(page.locator("#status")).to_contain_text("is wrong")
        assert ended["results"] == []


@pytest.mark.browser
def test_a_file_that_is_missing_is_named(chromium: Browser) -> None:
    with opened(chromium, {"worker.mjs": lambda text: text.replace("product.py", "produkt.py")}) as page:
        page.get_by_role("button", name="Measure").click()
        ended = end(page)
        assert ended["state"] == "failed"
        assert "produkt.py cannot be loaded: HTTP 404" in ended["error"]
