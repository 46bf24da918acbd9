from pathlib import Path

import pytest

from slidegen.lock import Entry, lock_text, read_lock, url_of


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://a.org/b.png#t=1", "https://a.org/b.png"),
        ("//a.org/b.png?x", "https://a.org/b.png?x"),
        (" HTTP://a.org/b.png ", "HTTP://a.org/b.png"),
        ("b.png", None),
        ("/b.png", None),
        ("data:image/png,x", None),
        ("file:///b.png", None),
    ],
)
def test_addresses_on_the_web(address: str, url: str | None) -> None:
    assert url_of(address) == url


def test_what_is_written_is_read(tmp_path: Path) -> None:
    entries = {
        url: Entry(url, "remote/ü.1.png", "ab", 3, "image/png", "2026-01-02")
        for url in ("http://z/", "http://a/\u2028")
    }
    text = lock_text(entries)
    assert text.index("http://a/") < text.index("http://z/")
    (tmp_path / "slidegen.lock").write_text(text, "utf-8")
    assert read_lock(tmp_path).entries == entries
    assert read_lock(tmp_path / "elsewhere").entries == {}
