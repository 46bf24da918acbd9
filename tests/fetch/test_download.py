import hashlib
from pathlib import Path

import pytest

from slidegen.fetch.download import FetchFailure, Limits, download
from tests.fetch.conftest import Web, png

QUICK = Limits(size=1 << 20, silence_s=0.5, total_s=5, tries=2, pause_s=0)


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_is_named_by_its_address_and_content(web: Web, tmp_path: Path) -> None:
    web.file("/a/my%20p%C3%ADcture.PNG?x=1", png())
    got = download(f"{web.url}/a/my pícture.PNG?x=1", tmp_path, QUICK)
    digest = hashlib.sha256(png()).hexdigest()
    assert (got.sha256, got.size, got.type) == (digest, len(png()), "image/png")
    assert got.name == f"my-pícture.{digest[:10]}.png"
    assert left(tmp_path) == [got.name]
    assert (tmp_path / got.name).read_bytes() == png()
    assert (tmp_path / got.name).stat().st_mode & 0o777 == 0o644


def test_redirections_are_followed_on_the_web_only(web: Web, tmp_path: Path) -> None:
    web.file("/b.png", png())
    web.redirect("/a.png", "/b.png")
    assert download(f"{web.url}/a.png", tmp_path, QUICK).sha256 == hashlib.sha256(png()).hexdigest()
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    for target in (secret.as_uri(), "ftp://127.0.0.1/a.png", "data:image/png;base64,AA=="):
        web.redirect("/c.png", target)
        with pytest.raises(FetchFailure):
            download(f"{web.url}/c.png", tmp_path, QUICK)
    web.redirect("/loop.png", "/loop.png")
    with pytest.raises(FetchFailure):
        download(f"{web.url}/loop.png", tmp_path, QUICK)


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://a/b.png", "http://", "data:image/png,a", "http://[a/b"]
)
def test_only_web_addresses_are_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(FetchFailure, match=r"not an address|cannot be reached"):
        download(url, tmp_path, QUICK)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none.png", "404"),
        ("/page", "it is text/html"),
        ("/text", "no picture or video"),
        ("/large.png", "larger than 1 MB"),
        ("/endless.mp4", "larger than 1 MB"),
        ("/short.png", "the connection broke"),
        ("/empty.png", "it is empty"),
        ("/slow.png", "no answer for 0.5 s"),
    ],
)
def test_what_is_no_picture_is_said_and_leaves_nothing(
    web: Web, tmp_path: Path, path: str, words: str
) -> None:
    web.file("/page", b"<html>", "text/html; charset=utf-8")
    web.file("/text", b"words", "text/plain")
    web.file("/large.png", png() + bytes(1 << 21))
    web.endless("/endless.mp4")
    web.file("/short.png", png(), length=5000)
    web.file("/empty.png", b"")
    web.slow("/slow.png", 1.2)
    with pytest.raises(FetchFailure, match=words):
        download(web.url + path, tmp_path, QUICK)
    assert left(tmp_path) == []


def test_what_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(FetchFailure, match="cannot be reached"):
        download("http://127.0.0.1:9/a.png", tmp_path, QUICK)


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain", ""])
def test_a_vague_type_is_judged_by_content(web: Web, tmp_path: Path, kind: str) -> None:
    web.file("/a", png(), kind)
    assert download(f"{web.url}/a", tmp_path, QUICK).type == "image/png"
    web.file("/b.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', kind)
    assert download(f"{web.url}/b.svg", tmp_path, QUICK).name.endswith(".svg")


def test_a_busy_server_is_asked_again(web: Web, tmp_path: Path) -> None:
    waited: list[float] = []

    def mended(seconds: float) -> None:
        waited.append(seconds)
        web.file("/a.png", png())

    web.file("/a.png", b"", status=503)
    assert download(f"{web.url}/a.png", tmp_path, QUICK, sleep=mended).size == len(png())
    assert len(waited) == 1
    assert web.seen == ["/a.png"] * 2
    with pytest.raises(FetchFailure, match="404"):
        download(f"{web.url}/none.png", tmp_path, QUICK, sleep=mended)
    assert len(waited) == 1, "a file that does not exist is not asked for again"


def test_another_file_than_the_locks_is_refused(web: Web, tmp_path: Path) -> None:
    web.file("/a.png", png())
    with pytest.raises(FetchFailure, match="--update"):
        download(f"{web.url}/a.png", tmp_path, QUICK, "0" * 64)
    assert left(tmp_path) == []
