import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from slidegen import pool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the pool works on Linux only")


def spread(body: str, items: int = 40, processes: int = 3) -> str:
    """Run a pool in a process of its own; `body` is the work's, which knows `item` and `parent`."""
    code = f"""
import os, signal, time, warnings
from slidegen.pool import spread
parent = os.getpid()
def work(item):
{textwrap.indent(textwrap.dedent(body), "    ")}
answers = spread({items}, work, {processes})
print("".join("." if one is None else one.decode() for one in answers))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def test_all_answers_in_order() -> None:
    assert spread("return chr(97 + item % 26).encode()", 30, 4) == ("abcdefghijklmnopqrstuvwxyz" * 2)[:30]
    assert spread("return b'x' * 100_000", 20, 2) == "x" * 2_000_000


def test_several_processes_work() -> None:
    used = spread("time.sleep(0.01); return b'%d ' % os.getpid()", 30, 3)
    assert len(set(used.split())) == 3


def test_after_an_error_nothing_new_is_begun_but_all_before_it_is_done() -> None:
    answers = spread("time.sleep(0.01)\nif item == 10: raise ValueError\nreturn b'x'", 1000, 2)
    assert answers.startswith("x" * 10 + ".")
    assert answers.count("x") < 20


def test_a_worker_that_dies_loses_only_its_own_answers() -> None:
    body = "time.sleep(0.002)\nif item > 5 and os.getpid() != parent: os.kill(os.getpid(), signal.SIGKILL)\nreturn b'x'"
    answers = spread(body, 60, 2)
    assert answers.count("x") >= 50
    assert len(answers) == 60


def test_exit_and_output_are_the_parents_alone() -> None:
    body = "if os.getpid() != parent: raise SystemExit(3)\ntime.sleep(0.001); return b'x'"
    assert set(spread(body, 30, 2)) <= {"x", "."}


def test_a_killed_parent_leaves_no_workers(tmp_path: Path) -> None:
    code = f"""
import os, time
from slidegen.pool import spread
def work(item):
    open({str(tmp_path)!r} + "/%d" % os.getpid(), "w").close()
    time.sleep(0.02)
    return b""
spread(1000, work, 3)
"""
    child = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 20
    while len(pids := list(tmp_path.iterdir())) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    child.kill()
    child.wait()
    while any(alive(int(path.name)) for path in pids):
        assert time.monotonic() < deadline, "a worker lives on"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_an_interrupted_parent_takes_its_workers_along(tmp_path: Path) -> None:
    code = f"""
import os, time
from slidegen.pool import spread
def work(item):
    open({str(tmp_path)!r} + "/%d" % os.getpid(), "w").close()
    time.sleep(0.02)
    return b""
try:
    spread(1000, work, 3)
except KeyboardInterrupt:
    print("interrupted")
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    while len(pids := list(tmp_path.iterdir())) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=20)[0] == "interrupted\n"
    assert not any(alive(int(path.name)) for path in pids if int(path.name) != os.getpid())


def test_one_process_where_it_would_not_pay_or_not_be_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: range(16))
    monkeypatch.setattr("threading.active_count", lambda: 1)
    assert [pool.workers(items) for items in (1, 11, 12, 1000)] == [1, 1, 2, 4]
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert pool.workers(1000) == 1
