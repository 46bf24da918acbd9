from __future__ import annotations

import json
import urllib.request
from pathlib import Path

from slidegen.errors import Location
from slidegen.model import Deck, DemoUse, Page, RenderedDeck, RenderedSlide, Site
from slidegen.serve.reload import EVENTS, SCRIPT, Hub, versions, with_reload
from slidegen.serve.server import SiteServer

HERE = Location(Path("a.md"), 1)


def page(name: str, demo: str | None = None) -> Page:
    uses = (DemoUse(demo, {}, {}, HERE),) if demo else ()
    slide = RenderedSlide("one", "One", {}, "", None, uses, HERE)
    deck = RenderedDeck(
        Deck(name, Path(f"{name}.md"), name, "en", (), {}), ((slide,),), {f"_assets/{name}.png": Path()}
    )
    return Page(f"{name}/index.html", name, "", deck)


PAGES = (Page("index.html", "", ""), page("a"), page("b", "playground"), page("a/deep"))
FILES: dict[str, bytes | Path] = {
    "index.html": b"<body>list</body>",
    "a/index.html": b"<body>a</body>",
    "_assets/a.png": b"x",
    "a/deep/index.html": b"<body>deep</body>",
    "b/index.html": b"<body>b</body>",
    "_slidegen/css/deck.css": b"css",
    "_slidegen/demos/_kit/kit.mjs": b"kit",
    "_slidegen/demos/playground/model.py": b"model",
    "_slidegen/demos/other/model.py": b"other",
    "_slidegen/pyodide/pyodide.mjs": b"py",
}


def changed_by(name: str) -> set[str]:
    before = versions(Site(FILES, PAGES))
    after = versions(Site({**FILES, name: b"<body>new</body>"}, PAGES))
    return {path for path in before if before[path] != after[path]}


def test_only_pages_that_look_different_get_a_new_version() -> None:
    everything = {page.path for page in PAGES}
    assert changed_by("a/index.html") == {"a/index.html"}
    assert changed_by("_assets/a.png") == {"a/index.html"}
    assert changed_by("index.html") == {"index.html"}
    assert changed_by("_slidegen/css/deck.css") == everything
    for demo in ("demos/_kit/kit.mjs", "demos/playground/model.py", "pyodide/pyodide.mjs"):
        assert changed_by(f"_slidegen/{demo}") == {"b/index.html"}
    assert changed_by("_slidegen/demos/other/model.py") == set()


def test_a_file_on_the_disk_counts_by_time_and_size(tmp_path: Path) -> None:
    path = tmp_path / "deck.css"
    path.write_text("a")
    site = Site({**FILES, "_slidegen/css/deck.css": path}, PAGES)
    before = versions(site)
    path.write_text("ab")
    assert versions(site) != before


def test_only_pages_get_the_script_and_the_given_site_is_left_alone() -> None:
    site = Site({**FILES, "_slidegen/demos/playground/index.html": b"<body></body>"}, PAGES)
    served = with_reload(site, versions(site))
    assert b'<script src="../_slidegen/reload.js" data-page="a/index.html"' in bytes(
        served.files["a/index.html"]
    )  # type: ignore[arg-type]
    assert served.files["_slidegen/demos/playground/index.html"] == b"<body></body>"
    assert SCRIPT in served.files
    assert SCRIPT not in site.files
    assert site.files["a/index.html"] == b"<body>a</body>"


def test_a_listener_gets_the_versions_now_and_at_each_change() -> None:
    hub = Hub()
    hub.publish({"index.html": "1"})
    with (
        SiteServer(Site({}, ()), routes={EVENTS: hub.stream}) as server,
        urllib.request.urlopen(server.url + EVENTS, timeout=5) as stream,
    ):
        assert stream.headers["Content-Type"] == "text/event-stream"

        def message() -> object:
            while not (line := stream.readline()).startswith(b"data: "):
                assert line, "the stream ended"
            return json.loads(line[6:])

        assert message() == {"index.html": "1"}
        hub.publish({"index.html": "2"})
        assert message() == {"index.html": "2"}
        hub.close()
        assert stream.read().strip() == b""
