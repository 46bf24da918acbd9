"""The preview of a real project, in a real browser and as a real process."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from slidegen.project import load
from slidegen.serve.preview import Preview
from slidegen.serve.source import project_source

DECK = "# {name}\n\nfirst\n\n---\n\n## The second\n\n{text}\n\nnote: say {text}\n\n---\n\n## The third\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    for name in ("nets", "trees"):
        save(tmp_path, name, "before")
    return tmp_path


def save(folder: Path, name: str, text: str) -> None:
    (folder / "decks" / f"{name}.md").write_text(DECK.format(name=name, text=text))


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    preview = Preview(project_source(lambda: load(folder), [], {}), "127.0.0.1", 0, lambda line: None)
    stop, started = threading.Event(), threading.Event()
    thread = threading.Thread(target=preview.run, args=(stop, lambda url: started.set()))
    thread.start()
    assert started.wait(10)
    yield preview.url
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 720})
    yield made
    made.close()


def opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    page.evaluate("window.seen = true")
    return page


@pytest.mark.browser
def test_a_save_reloads_that_deck_on_its_slide_and_no_other(
    folder: Path, url: str, context: BrowserContext
) -> None:
    nets = opened(context, f"{url}nets/#/the-second")
    trees = opened(context, f"{url}trees/#/the-third")
    more = [opened(context, f"{url}nets/") for _ in range(7)]  # more tabs than connections to one server
    save(folder, "nets", "after")
    expect(nets.locator("section.present")).to_contain_text("after", timeout=5000)
    assert nets.evaluate("Reveal.getCurrentSlide().id") == "the-second"
    for tab in more:
        expect(tab.locator("section#the-second")).to_contain_text("after", timeout=5000)
    assert trees.evaluate("window.seen") is True
    assert nets.evaluate("window.seen") is None


@pytest.mark.browser
def test_the_tab_that_listened_may_close(folder: Path, url: str, context: BrowserContext) -> None:
    first, second = opened(context, f"{url}nets/"), opened(context, f"{url}nets/")
    first.close()
    save(folder, "nets", "after")
    expect(second.locator("section#the-second")).to_contain_text("after", timeout=5000)


@pytest.mark.browser
def test_an_error_is_shown_and_goes_when_it_is_mended(
    folder: Path, url: str, context: BrowserContext
) -> None:
    page = opened(context, f"{url}nets/#/the-second")
    page.keyboard.press("t")
    save(folder, "nets", "![x](demo:no-such-demo)")
    expect(page.get_by_role("alert")).to_contain_text("no-such-demo", timeout=5000)
    expect(page.get_by_role("alert")).to_contain_text("nets.md:9")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.screenshot(path=folder / "error.png")
    assert urllib.request.urlopen(f"{url}trees/").status == 200
    save(folder, "nets", "mended")
    expect(page.locator("section.present")).to_contain_text("mended", timeout=5000)
    assert page.evaluate("Reveal.getCurrentSlide().id") == "the-second"


@pytest.mark.browser
def test_the_speaker_window_follows_a_reload(folder: Path, url: str, context: BrowserContext) -> None:
    page = opened(context, f"{url}nets/#/the-second")
    with context.expect_page() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    notes = speaker.locator(".speaker-controls-notes .value")
    expect(notes).to_contain_text("say before", timeout=10000)
    save(folder, "nets", "after")
    expect(page.locator("section.present")).to_contain_text("after", timeout=5000)
    expect(notes).to_contain_text("say after", timeout=10000)
    page.keyboard.press("ArrowRight")
    current = speaker.frame_locator("#current-slide iframe")
    expect(current.locator("section.present")).to_contain_text("The third", timeout=10000)


@pytest.mark.browser
def test_a_new_picture_is_noticed(folder: Path, url: str, context: BrowserContext) -> None:
    save(folder, "nets", "![a dot](dot.svg)")
    page = opened(context, f"{url}nets/#/the-second")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
    time.sleep(0.3)
    (folder / "decks/dot.svg").write_text(picture)
    expect(page.locator('section.present > p > img[src*="assets/dot."]')).to_be_visible(timeout=5000)


def test_the_command_prints_its_address_and_ends_quietly(folder: Path) -> None:
    command = [sys.executable, "-m", "slidegen", "serve"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[0]
        assert url.startswith("http://127.0.0.1:")
        assert b"nets" in urllib.request.urlopen(url).read()
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=5)
    assert (process.returncode, err) == (0, "")
    assert "Traceback" not in out
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["missing.md"], "missing.md: no such file or folder"),
        (["--port", "99999"], "there is no port 99999"),
        (["--host", "no.such.invalid"], "cannot listen on no.such.invalid"),
    ],
)
def test_the_command_refuses_in_one_line(folder: Path, args: list[str], message: str) -> None:
    command = [sys.executable, "-m", "slidegen", "serve", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=20)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("slidegen: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
