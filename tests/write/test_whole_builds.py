"""Whole `slidegen build` processes, killed at random moments or run at the same time: no site is ever a mix."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

DECKS = 14  # enough for several processes
POINTS = 20


def project(root: Path, version: int) -> Path:
    """Decks that say their version, with a picture that differs, too."""
    root.mkdir(exist_ok=True)
    (root / "pic.svg").write_text(f"<svg><title>version {version}</title></svg>")
    for number in range(DECKS):
        slides = "\n\n---\n\n".join(f"## Slide {n} of version {version}\n\n![p](pic.svg)" for n in range(5))
        (root / f"deck{number:02d}.md").write_text(slides)
    return root


def start(root: Path, out: Path, kept: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "slidegen", "build", str(root), "-o", str(out)]
    env = os.environ | {"SLIDEGEN_CACHE": str(kept)}
    return subprocess.Popen(
        command, env=env, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip


def finish(child: subprocess.Popen[str]) -> None:
    _, said = child.communicate(timeout=60)
    assert child.returncode == 0, said


def version_of(out: Path) -> int:
    """The one version that all pages and pictures of the site are of."""
    texts = [path.read_text("utf-8") for path in out.rglob("*/index.html")]
    assert len(texts) == DECKS
    versions = {found for text in texts for found in re.findall(r" of version (\d+)", text)}
    pictures = {path.name for path in (out / "_assets").iterdir()}
    assert len(versions) == len(pictures) == 1, "two versions in one site"
    assert all(next(iter(pictures)) in text for text in texts)
    return int(versions.pop())


def gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_killed_at_twenty_moments(tmp_path: Path) -> None:
    root, out, kept = tmp_path / "decks", tmp_path / "out" / "site", tmp_path / "kept"
    began = time.monotonic()
    finish(start(project(root, 0), out, kept))
    whole = time.monotonic() - began
    chance, last, seen = random.Random(11), 0, set()
    for version in range(1, POINTS + 1):
        child = start(project(root, version), out, kept)
        time.sleep(whole * (version - chance.random()) / POINTS)  # one in each twentieth of a build's time
        child.kill()
        child.communicate()
        found = version_of(out)
        assert found in (last, version), "neither the site before nor the new one"
        seen.add(found == version)
        last = found
        deadline = time.monotonic() + 10
        while not gone(child.pid):
            assert time.monotonic() < deadline, "a worker outlives its parent"
            time.sleep(0.01)
    assert False in seen, "no build was killed before its end"
    finish(start(root, out, kept))
    assert version_of(out) == POINTS
    assert [path.name for path in out.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("same", [True, False], ids=["one folder", "two folders"])
def test_two_builds_at_once(tmp_path: Path, same: bool) -> None:
    kept = tmp_path / "kept"
    for turn in range(3):
        outs = [tmp_path / "out" / ("site" if same else f"site{number}") for number in (0, 1)]
        roots = [project(tmp_path / f"project{number}", 2 * turn + number) for number in (0, 1)]
        children = [start(root, out, kept) for root, out in zip(roots, outs, strict=True)]
        for child in children:
            finish(child)
        found = [version_of(out) for out in outs]
        assert set(found) <= {2 * turn, 2 * turn + 1}
        assert same or found == [2 * turn, 2 * turn + 1]


def test_edits_while_builds_run_leave_nothing_wrong_behind(tmp_path: Path) -> None:
    """Several builds of one project share the kept pages while its decks are written again and again."""
    root, kept = tmp_path / "decks", tmp_path / "kept"
    children = []
    for version in range(40):
        project(root, version)
        if version % 10 == 0:
            children.append(start(root, tmp_path / f"out{version}", kept))
        time.sleep(0.01)
    for child in children:
        child.communicate(timeout=60)
    finish(start(root, tmp_path / "last", kept))
    assert version_of(tmp_path / "last") == 39
