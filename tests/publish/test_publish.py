"""The command, what it publishes as seen by a browser under a sub-path, and plug-ins."""

from __future__ import annotations

import functools
import http.server
import importlib.metadata
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, Response

from slidegen import cli
from slidegen.errors import UsageError
from slidegen.model import Site
from slidegen.publish import Options, find, summary


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    text = "# 网络\n\n![dot](dot.svg)\n\n---\n\n## XOR\n\n![XOR](demo:playground?data=xor)\n"
    (tmp_path / "decks/网络.md").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[str]:
    """A plain static server whose root is the folder above the published one."""
    (tmp_path / "www").mkdir()
    handler = functools.partial(Quiet, directory=tmp_path / "www")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_what_is_published_works_under_a_sub_path(
    project: Path, plain: str, chromium: Browser, kind: str
) -> None:
    target = project / "www/deep/er" if kind == "folder" else project / "site.zip"
    assert cli.run(["publish", f"--{kind}", str(target)]) == 0
    if kind == "zip":
        zipfile.ZipFile(target).extractall(project / "www/deep/er")
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{plain}deep/er/", "data:", "blob:")):
            wrong.append(f"outside: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            wrong.append(f"{response.status}: {response.url}")

    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.on("request", asked)
    context.on("response", answered)
    context.on("requestfailed", lambda request: wrong.append(f"failed: {request.url} {request.failure}"))
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{plain}deep/er/")
    page.get_by_role("link").first.click()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("section.present img").first.evaluate("image => image.naturalWidth") == 9
    page.keyboard.press("ArrowRight")
    page.frame_locator("section.present iframe").locator("main, canvas, form").first.wait_for(timeout=20000)
    context.close()
    assert wrong == []


def test_a_rooted_address_is_refused_before_anything_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "decks/a.md").write_text("# A\n\n<img src='/logo.png'>\n")
    assert cli.run(["publish", "--folder", "out"]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert "decks/a.md: the address '/logo.png'" in said
    assert not (project / "out").exists()
    assert cli.run(["publish", "--folder", "out", "--allow-rooted"]) == 0


def test_a_missing_extra_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ghp_import", None)
    assert cli.run(["publish", "--branch", "gh-pages"]) == 2
    assert "--extra publish" in capsys.readouterr().err


class Shelf:
    """A publisher as a plug-in would bring it."""

    def check(self, target: str, options: Options) -> None:
        pass

    def publish(self, site: Site, target: str, options: Options) -> Iterator[str]:
        yield f"{len(site.decks)} deck on the shelf {target}"


def test_a_plug_in_is_found_by_its_entry_point(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    point = importlib.metadata.EntryPoint("shelf", f"{__name__}:Shelf", "slidegen.publishers")
    monkeypatch.setattr(importlib.metadata.EntryPoint, "load", lambda self: Shelf)
    monkeypatch.setattr(
        importlib.metadata, "entry_points", lambda group: importlib.metadata.EntryPoints([point])
    )
    assert cli.run(["publish", "--to", "shelf", "top"]) == 0
    assert capsys.readouterr().out == "1 deck on the shelf top\n"
    with pytest.raises(UsageError, match=r"no publisher 'attic' .*branch, folder, zip, shelf"):
        find("attic")


def test_the_built_in_ones_are_found_by_name() -> None:
    assert [type(find(name)).__name__ for name in ("branch", "folder", "zip")] == ["Branch", "Folder", "Zip"]


def test_summary() -> None:
    assert [summary(1), summary(2, 1500), summary(3, 5_230_000)] == [
        "1 file",
        "2 files, 1.5 kB",
        "3 files, 5.2 MB",
    ]
