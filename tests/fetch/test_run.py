"""`slidegen fetch` and the builds behind it, as a user calls them."""

import json
import re
from pathlib import Path

import pytest

from slidegen.cli import run
from tests.fetch.conftest import Web, png

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web: Web) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slidegen.toml").write_text('decks = ["talk.md"]\n')
    web.file("/a.png", png(shade=1))
    web.file("/poster.png", png(shade=2))
    web.file("/film.mp4", b"\0\0\0\x18ftypmp42", "video/mp4")
    web.file("/back.png?x=1&y=2", png(shade=3))
    (tmp_path / "talk.md").write_text(
        f"# A\n\n![a]({web.url}/a.png) [link]({web.url}/link.png)\n\n"
        f'<video poster="{web.url}/poster.png"><source src="{web.url}/film.mp4#t=3"></video>\n\n---\n\n'
        f'<!-- .slide: data-background-image="{web.url}/back.png?x=1&y=2" -->\n\n'
        f'<iframe src="{web.url}/frame"></iframe>\n\n![again]({web.url}/a.png)\n'
    )
    return tmp_path


def lock(project: Path) -> dict[str, dict[str, object]]:
    return {one["url"]: one for one in json.loads((project / "slidegen.lock").read_text())["files"]}


def page(project: Path) -> str:
    assert run(["build"]) == 0
    return (project / "site" / "talk" / "index.html").read_text("utf-8")


def test_fetch_then_present_offline(project: Path, web: Web, capsys: Captured) -> None:
    assert "http://127" in page(project)
    assert "talk.md:3: note: not fetched: http://127" in (said := capsys.readouterr().err)
    assert "and 3 more" in said
    assert "film.mp4#t=3 will be blocked" in said

    assert run(["fetch"]) == 0
    assert sorted(web.seen) == ["/a.png", "/back.png?x=1&y=2", "/film.mp4", "/poster.png"], (
        "no frames, no links"
    )
    entries = lock(project)
    assert list(entries) == sorted(entries)
    entry = entries[f"{web.url}/a.png"]
    assert set(entry) == {"url", "file", "sha256", "size", "type", "date"}
    assert (project / str(entry["file"])).read_bytes() == png(shade=1)
    assert "4 remote files: 4 fetched" in capsys.readouterr().out

    html = re.sub("<!--.*?-->", "", page(project))
    for path in ("a.png", "poster.png", "film.mp4", "back.png"):
        assert f"{web.url}/{path}" not in html
    assert f'href="{web.url}/link.png"' in html
    assert f"{web.url}/frame" in html
    assert ".mp4#t=3" in html
    assert 'width="3" height="2"' in html
    said = capsys.readouterr().err
    assert "not fetched" not in said
    assert "film.mp4" not in said, "the page takes a copy: nothing will be blocked"
    assert "/frame will be blocked" in said
    assert len(list((project / "site" / "_assets").iterdir())) == 4

    web.seen.clear()
    assert run(["fetch"]) == 0
    assert not web.seen, "once is enough"
    assert run(["fetch", "--check"]) == 0


def test_one_failure_does_not_stop_the_others(project: Path, web: Web, capsys: Captured) -> None:
    del web.answers["/a.png"]
    assert run(["fetch"]) == 1
    out, err = capsys.readouterr()
    assert "3 fetched, 1 failed" in out
    assert err == f"talk.md:3: {web.url}/a.png: the server answers 404 Not Found\n"
    assert len(lock(project)) == 3
    assert not list((project / "remote").glob(".*"))
    assert run(["fetch", "--check"]) == 1
    assert f"talk.md:3: {web.url}/a.png: not fetched" in capsys.readouterr().err


def test_a_changed_copy_is_an_error(project: Path, web: Web, capsys: Captured) -> None:
    run(["fetch"])
    copy = project / str(lock(project)[f"{web.url}/a.png"]["file"])
    copy.write_bytes(b"something else")
    capsys.readouterr()
    assert run(["build"]) == 1
    assert f"this copy of {web.url}/a.png is not the file of slidegen.lock" in capsys.readouterr().err
    assert run(["fetch", "--check"]) == 1
    assert run(["fetch"]) == 1, "what was changed by hand is not overwritten without being asked"
    assert copy.read_bytes() == b"something else"
    assert run(["fetch", "--update"]) == 0
    assert copy.read_bytes() == png(shade=1)
    assert run(["build"]) == 0


def test_a_missing_copy_is_fetched_again_and_must_be_the_same(
    project: Path, web: Web, capsys: Captured
) -> None:
    run(["fetch"])
    entry = lock(project)[f"{web.url}/a.png"]
    (project / str(entry["file"])).unlink()
    capsys.readouterr()
    assert run(["build"]) == 0
    assert f"not fetched: {web.url}/a.png" in capsys.readouterr().err
    web.file("/a.png", png(shade=200))
    assert run(["fetch"]) == 1
    assert "--update takes the new one" in capsys.readouterr().err
    assert run(["fetch", "--update"]) == 0
    assert lock(project)[f"{web.url}/a.png"]["sha256"] != entry["sha256"]


def test_update_drops_what_no_deck_names(project: Path, web: Web, capsys: Captured) -> None:
    run(["fetch"])
    (project / "talk.md").write_text(f"# A\n\n![a]({web.url}/a.png)\n")
    assert run(["fetch"]) == 0
    assert len(lock(project)) == 4
    assert run(["fetch", "--update"]) == 0
    assert list(lock(project)) == [f"{web.url}/a.png"]
    assert len(list((project / "remote").iterdir())) == 1
    assert f"dropped {web.url}/film.mp4" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"files": [{"url": "http://a/b.png"}]}',
        '{"files": [{"url":"http://a/b.png","file":"../secret.png","sha256":"","size":1,"type":"","date":""}]}',
        '{"files": [{"url":"http://a/b.png","file":"remote/../../x","sha256":"","size":1,"type":"","date":""}]}',
        '{"files": [{"url":"http://a/b.png","file":"/etc/passwd","sha256":"","size":1,"type":"","date":""}]}',
        '{"files": [{"url":3,"file":"remote/a","sha256":"","size":1,"type":"","date":""}]}',
    ],
)
def test_a_broken_lock_is_one_line(project: Path, capsys: Captured, text: str) -> None:
    (project / "slidegen.lock").write_text(text)
    for command in (["build"], ["fetch"], ["fetch", "--check"]):
        assert run(command) == 2
        assert "slidegen.lock" in (said := capsys.readouterr().err)
        assert said.count("\n") == 1


def test_nothing_to_fetch(project: Path, capsys: Captured) -> None:
    (project / "talk.md").write_text("# A\n")
    assert run(["fetch"]) == 0
    assert "0 remote files: nothing to do" in capsys.readouterr().out
    assert not (project / "slidegen.lock").exists()
    assert not (project / "remote").exists()


def test_wrong_sizes_are_refused(capsys: Captured) -> None:
    for size in ("0", "-1", "nan", "much"):
        with pytest.raises(SystemExit) as stop:
            run(["fetch", "--max-size", size])
        assert stop.value.code == 2
