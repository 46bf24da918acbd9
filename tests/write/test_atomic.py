from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from slidegen.errors import OutputError
from slidegen.model import Site
from slidegen.write import atomic, write
from tests.write.faults import beside, tree


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    out = tmp_path / "work" / "site"
    out.parent.mkdir()
    with ThreadPoolExecutor() as pool:
        with atomic.locked(out):
            second = pool.submit(write, Site({"a": b"1"}, ()), out)
            time.sleep(0.2)
            assert not out.exists()
        assert second.result(5).written == ("a",)
    assert beside(out) == []


def test_a_run_that_does_not_end_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "WAIT", 0.1)
    with atomic.locked(tmp_path / "site"), pytest.raises(OutputError, match="another slidegen is writing"):
        write(Site({"a": b"1"}, ()), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_many_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "work" / "site"
    sites = [Site({f"{n}/page": str(k).encode() for n in range(8)}, ()) for k in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda site: write(site, out), sites * 4))
    assert len(set(tree(out).values()) - {""}) == 1
    assert beside(out) == []


def test_a_lock_left_by_a_dead_process_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".site.slidegen-lock").write_text("")
    write(Site({"a": b"1"}, ()), tmp_path / "site")
    assert beside(tmp_path / "site") == []


def test_only_folders_of_this_very_name_are_cleared_away(tmp_path: Path) -> None:
    strangers = [".site.slidegen-x", ".site2.slidegen-12", "site.slidegen-12", ".site.slidegen-12.bak"]
    for name in strangers:
        (tmp_path / name).mkdir()
    write(Site({"a": b"1"}, ()), tmp_path / "site")
    assert sorted(beside(tmp_path / "site")) == sorted(strangers)


def test_exchange_says_whether_it_did(tmp_path: Path) -> None:
    assert not atomic.exchange(tmp_path / "no", tmp_path / "neither")
