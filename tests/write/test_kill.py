"""A run that is killed, or whose disk fails, at every single file operation leaves one whole site."""

from __future__ import annotations

import itertools
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from slidegen.model import Site
from slidegen.write import write
from tests.write.faults import REFUSED, beside, count, fail_at, in_child, kill_at, tree

OLD = Site({"index.html": b"one", "nets/index.html": b"same", "old/page": b"gone"}, ())
NEW = Site({"index.html": b"two", "nets/index.html": b"same", "new/page": b"came"}, ())
FOREIGN = {"CNAME": "slides.example", "empty": "", "link": "nowhere", "old": "", "old/mine": "mine"}
BEFORE = FOREIGN | {"index.html": "one", "nets": "", "nets/index.html": "same", "old/page": "gone"}
AFTER = FOREIGN | {"index.html": "two", "nets": "", "nets/index.html": "same", "new": "", "new/page": "came"}
MOST = 400  # no run needs as many file operations


def prepare(out: Path) -> None:
    write(OLD, out)
    for name in ("CNAME", "old/mine"):
        (out / name).write_text(FOREIGN[name])
    (out / "link").symlink_to(FOREIGN["link"])
    (out / "empty").mkdir()


def missing_but_whole(out: Path) -> bool:
    """Two renames, killed between them: the former content is under its other name."""
    return not out.exists() and any(tree(path) == BEFORE for path in out.parent.glob("*-old"))


def test_killed_at_every_file_operation(tmp_path: Path, way: str) -> None:
    seen = set()
    for n in range(1, MOST):
        out = tmp_path / str(n) / "site"
        prepare(out)
        code = in_child(lambda out=out: write(NEW, out), kill_at(n))  # type: ignore[misc]
        if missing_but_whole(out):
            assert way == "two renames"
            seen.add("missing")
        else:
            assert tree(out) in (BEFORE, AFTER), f"a mix after {n} operations"
            seen.add("before" if tree(out) == BEFORE else "after")
        write(NEW, out)
        assert tree(out) == AFTER
        assert beside(out) == []
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert code == 0
    assert n > 30
    assert seen == {"before", "after"} | ({"missing"} if way == "two renames" else set())


def test_killed_while_clearing_up_after_a_kill(tmp_path: Path, way: str) -> None:
    """Every pair of a first kill late in the run and a second one in the next run's recovery."""
    for first, second in itertools.product(range(20, 70, 6), range(1, 60, 3)):
        out = tmp_path / f"{first}-{second}" / "site"
        prepare(out)
        in_child(lambda out=out: write(NEW, out), kill_at(first))  # type: ignore[misc]
        in_child(lambda out=out: write(NEW, out), kill_at(second))  # type: ignore[misc]
        assert missing_but_whole(out) or tree(out) in (BEFORE, AFTER), (first, second)
        write(NEW, out)
        assert (tree(out), beside(out)) == (AFTER, []), (first, second)


@pytest.mark.parametrize("once", [True, False], ids=["one failure", "all fail from there on"])
def test_a_full_disk_at_every_file_operation(tmp_path: Path, way: str, once: bool) -> None:
    prepare(tmp_path / "site")
    codes = set()
    for n in range(1, count(lambda: write(NEW, tmp_path / "site")) + 1):
        out = tmp_path / str(n) / "site"
        prepare(out)
        code = in_child(lambda out=out: write(NEW, out), fail_at(n, once=once))  # type: ignore[misc]
        codes.add(code)
        if missing_but_whole(out):
            assert (way, once, code) == ("two renames", False, REFUSED), n
        else:
            assert tree(out) == {0: AFTER, REFUSED: BEFORE}[code], n
        write(NEW, out)
        assert (tree(out), beside(out)) == (AFTER, []), n
    assert codes == {0, REFUSED}


def test_a_first_build_killed_at_every_file_operation(tmp_path: Path) -> None:
    for n in range(1, MOST):
        out = tmp_path / str(n) / "site"
        code = in_child(lambda out=out: write(OLD, out), kill_at(n))  # type: ignore[misc]
        assert not out.exists() or tree(out).keys() >= {"index.html", "old/page"}
        write(NEW, out)
        assert beside(out) == []
        assert tree(out)["index.html"] == "two"
        assert "old/page" not in tree(out)
        if code == 0:
            break
    assert code == 0


LOOP = """
    import sys
    from pathlib import Path
    from slidegen.model import Site
    from slidegen.write import write
    out = Path(sys.argv[1])
    print("ready", flush=True)
    while True:
        for text in (b"a" * 300_000, b"b" * 300_000):
            write(Site({f"{n}/index.html": text for n in range(20)}, ()), out)
"""


def test_real_processes_killed_at_random_moments(tmp_path: Path) -> None:
    out = tmp_path / "work" / "site"
    chance = random.Random(7)
    for _ in range(6):
        command = [sys.executable, "-c", textwrap.dedent(LOOP), str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(0.05 + 0.25 * chance.random())
            child.kill()
        if out.exists():
            assert len(set(tree(out).values()) - {""}) == 1, "two sites mixed"
    write(OLD, out)
    assert tree(out)["index.html"] == "one"
    assert beside(out) == []
