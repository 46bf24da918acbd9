"""unzip.mjs reads what Python's zipfile writes, and says when it is no zip."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from slidegen.serve.server import SiteServer

pytestmark = pytest.mark.browser
UNZIP = """async (text) => {
  const { unzipped } = await import(new URL("../_kit/unzip.mjs", location.href));
  const inside = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const whole = new Uint8Array(inside.length + 5);
  whole.set(inside, 5); // a view into a larger buffer, as a wheel may be
  const files = await unzipped(whole.subarray(5));
  return files.map(([path, content]) => [path, btoa(String.fromCharCode(...content))]);
}"""
FILES = {
    "numpy/__init__.pyc": bytes(range(256)) * 300,
    "numpy/empty.txt": b"",
    "数/ü.txt": "Ümlaut und 中文".encode(),
}


@pytest.fixture(scope="module")
def page(context: BrowserContext, server: SiteServer) -> Iterator[Page]:
    made = context.new_page()
    made.goto(f"{server.url}_slidegen/demos/playground/poster.svg")
    yield made
    made.close()


def archive(method: int, comment: bytes = b"") -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", method) as made:
        made.writestr("numpy/", b"")
        for name, content in FILES.items():
            made.writestr(name, content)
        made.comment = comment
    return result.getvalue()


def streamed() -> bytes:
    """Sizes follow the content, as a writer does it that cannot go back."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[arg-type]
        for name, content in FILES.items():
            made.writestr(name, content)
    return pipe.written


def unzipped(page: Page, content: bytes) -> dict[str, bytes]:
    pairs = page.evaluate(UNZIP, base64.b64encode(content).decode())
    return {path: base64.b64decode(text) for path, text in pairs}


@pytest.mark.parametrize(
    "content",
    [
        archive(zipfile.ZIP_STORED),
        archive(zipfile.ZIP_DEFLATED),
        archive(zipfile.ZIP_DEFLATED, b"a comment " * 100),
        streamed(),
    ],
    ids=["stored", "deflated", "with a comment", "streamed"],
)
def test_files_come_out_as_they_went_in(page: Page, content: bytes) -> None:
    assert unzipped(page, content) == FILES


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this is no zip archive"),
        (b"<!doctype html>" * 100, "this is no zip archive"),
        (archive(zipfile.ZIP_BZIP2), "packed in a way that is not known"),
        (archive(zipfile.ZIP_STORED).replace(b"PK\x01\x02", b"PK\x01\x00"), "a zip archive is damaged"),
    ],
    ids=["nothing", "a web page", "bzip2", "damaged"],
)
def test_what_cannot_be_read_is_said(page: Page, content: bytes, message: str) -> None:
    with pytest.raises(PlaywrightError, match=message):
        unzipped(page, content)
