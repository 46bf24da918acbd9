"""What the build accepts in an address the page accepts too, with the same value, and the other way round."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from slidegen.demo import runtime
from slidegen.demo.catalog import load_catalog
from slidegen.errors import DemoError
from slidegen.model import Site
from slidegen.serve.server import SiteServer

pytestmark = pytest.mark.browser
MANIFEST = load_catalog().find("playground").manifest
READ = """async ([search, manifest]) => {
  const { parse } = await import(new URL("_slidegen/demos/_kit/address.mjs", location.href).href);
  const { params, problems } = parse(search, JSON.parse(manifest), (key) => key);
  return [params, problems];
}"""
ADDRESSES = [
    *(f"data={text}" for text in ("xor", "spiral", "XOR", "")),
    *(f"layers={text}" for text in ("3", "4-4", "32-32-32", "4-4-4-4", "0", "33", "-4", "4--4", "a", "")),
    *(f"learning_rate={text}" for text in ("0.5", "3", "3.0001", "0.001", "0.0009", "1e-2", ".5", "-1")),
    *(f"learning_rate={text}" for text in ("fast", "nan", "Infinity", "")),
    *(f"batch={text}" for text in ("1", "500", "501", "0", "16.0", "1.5", "1e2")),
    *(f"seed={text}" for text in ("0", "4294967295", "4294967296", "-1", "7.5")),
    *(f"points={text}" for text in ("", ".5,-.5,1", "0,0,0;1,1,1", "0,0", "a,b,c", "0,0,10")),
    *(f"points={text}" for text in ("0,0,2", "0,0,3", "0,0,9", "1.2,-1.2,1", "1.2001,0,1", "0,-9,1")),
    *(f"points={text}" for text in ("0,0,0;" * 100, "0,0,0;" * 101)),
    "noise=0.25&regularisation=l2&rate=0.01",
    "speed=3",
]  # fmt: skip


@pytest.fixture(scope="module")
def parse(chromium: Browser) -> Iterator[Callable[[str], Any]]:
    files = {**runtime.site_files(load_catalog(), ["playground"]), "blank.html": b"<!doctype html>"}
    with SiteServer(Site(files, ())) as server:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{server.url}blank.html")
        yield lambda search: page.evaluate(READ, [search, MANIFEST.as_json()])
        context.close()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda text: text[:40])
def test_same(address: str, parse: Callable[[str], Any]) -> None:
    given = dict(part.split("=", 1) for part in address.split("&"))
    params, problems = parse("?" + "&".join(f"{name}={quote(text)}" for name, text in given.items()))
    try:
        values = MANIFEST.check(given)
    except DemoError:
        assert problems, "the page accepts what the build refuses"
        return
    assert problems == []
    assert params == json.loads(json.dumps(MANIFEST.defaults() | values))
