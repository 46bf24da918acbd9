from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from slidegen.errors import PublishError
from slidegen.model import Site
from slidegen.publish import Options
from slidegen.publish.branch import Branch

FILES: dict[str, bytes | Path] = {
    "index.html": b"<p>decks</p>",
    "网络/index.html": b"<p>deck</p>",
    "_slidegen/a.wasm": bytes(range(256)),
    'quoted "name" and space.txt': b"x\r\n",
}
SITE = Site(FILES, ())


@pytest.fixture(autouse=True)
def identity(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git as on a fresh machine, but with a name."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = Ada\nemail = ada@example.org\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with a commit, a staged and an unstaged change, and a bare `origin`."""
    git(tmp_path, "init", "--bare", "-q", "remote.git")
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "deck.md").write_text("# One")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    git(folder, "remote", "add", "origin", "../remote.git")
    (folder / "deck.md").write_text("# Two")
    (folder / "staged").write_text("x")
    git(folder, "add", "staged")
    return folder


def publish(work: Path, site: Site = SITE, branch: str = "gh-pages", **options: object) -> list[str]:
    return list(Branch().publish(site, branch, Options(work, **options)))  # type: ignore[arg-type]


def refused(work: Path, site: Site = SITE, branch: str = "gh-pages", **options: object) -> str:
    with pytest.raises(PublishError) as caught:
        publish(work, site, branch, **options)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return str(caught.value)


def state(work: Path) -> tuple[str, ...]:
    return (
        git(work, "status", "--porcelain"),
        git(work, "for-each-ref", "refs/heads"),
        git(work, "symbolic-ref", "HEAD"),
    )


def clone(work: Path, to: Path) -> dict[str, bytes]:
    git(work, "clone", "-q", "-b", "gh-pages", str(work.parent / "remote.git"), str(to))
    files = (path for path in to.rglob("*") if path.is_file() and ".git" not in path.relative_to(to).parts)
    return {path.relative_to(to).as_posix(): path.read_bytes() for path in files}


def seed(work: Path, **files: str) -> None:
    """Somebody else's commit on the remote's gh-pages."""
    other = work.parent / f"other{len(list(work.parent.iterdir()))}"
    other.mkdir()
    if "gh-pages" in git(work, "ls-remote", "origin"):
        git(work.parent, "clone", "-q", "-b", "gh-pages", "remote.git", other.name)
    else:
        git(other, "init", "-q", "-b", "gh-pages")
        git(other, "remote", "add", "origin", "../remote.git")
    for name, text in files.items():
        (other / name.replace("_dot_", ".")).write_text(text)
    git(other, "add", "-A")
    git(other, "commit", "-qm", "by hand")
    git(other, "push", "-q", "origin", "gh-pages")


def test_a_dry_run_says_what_and_pushes_nothing(work: Path) -> None:
    before = state(work)
    lines = publish(work)
    text = "\n".join(lines)
    for part in (
        "gh-pages of origin (../remote.git)",
        "a new branch",
        "4 files, 0.3 kB",
        "4 new or changed",
        "--push",
    ):
        assert part in text
    assert f"commit message: Publish 0 decks of {git(work, 'rev-parse', '--short', 'HEAD')}" in text
    assert git(work, "ls-remote", "origin") == ""
    assert state(work) == before


def test_the_pushed_branch_holds_exactly_the_site(work: Path, tmp_path: Path) -> None:
    before = state(work)
    assert "pushed" in publish(work, push=True, message="My talk")[-1]
    found = clone(work, tmp_path / "clone")
    marker = found.pop(".slidegen.json")
    assert b"index.html" in marker
    assert found.pop(".nojekyll") == b""
    assert found == FILES
    assert git(tmp_path / "clone", "log", "--format=%s by %an <%ae>") == "My talk by Ada <ada@example.org>"
    assert state(work) == before  # work tree, index and branches untouched


@pytest.mark.parametrize("root", [".", "talks/spring"])
def test_publishing_again_adds_one_commit_and_keeps_foreign_files(
    work: Path, tmp_path: Path, root: str
) -> None:
    (work / root).mkdir(parents=True, exist_ok=True)
    publish(work / root, push=True)
    seed(work, CNAME="slides.example")
    second = Site({"index.html": b"new", "网络/index.html": b"<p>deck</p>"}, ())
    lines = publish(work / root, second, push=True)
    assert "1 new or changed, 1 unchanged, 2 removed" in lines[0]
    found = clone(work, tmp_path / "clone")
    assert found.keys() == {".nojekyll", ".slidegen.json", "CNAME", "index.html", "网络/index.html"}
    assert found["CNAME"] == b"slides.example"
    assert git(tmp_path / "clone", "rev-list", "--count", "HEAD") == "3"


def test_the_same_site_again_makes_no_commit(work: Path) -> None:
    publish(work, push=True)
    before = git(work, "ls-remote", "origin")
    assert "nothing has changed" in publish(work, push=True)[-1]
    assert git(work, "ls-remote", "origin") == before


def test_a_branch_of_somebody_else_is_refused_unless_forced_and_keeps_its_history(
    work: Path, tmp_path: Path
) -> None:
    seed(work, index_dot_html="my old page", about="me")
    before = git(work, "ls-remote", "origin")
    message = refused(work, push=True)
    assert "did not make the branch gh-pages, which holds 2 files" in message
    assert "--force" in message
    assert git(work, "ls-remote", "origin") == before
    publish(work, push=True, force=True)
    assert "about" not in clone(work, tmp_path / "clone")
    assert git(tmp_path / "clone", "log", "--format=%s").splitlines()[-1] == "by hand"


def test_a_page_changed_by_hand_on_the_branch_is_not_lost(work: Path) -> None:
    publish(work, push=True)
    seed(work, index_dot_html="corrected on the web site")
    assert "index.html on the branch gh-pages" in refused(work, Site({"index.html": b"new"}, ()), push=True)


def test_a_local_branch_of_that_name_is_left_alone(work: Path) -> None:
    git(work, "branch", "gh-pages")
    before = state(work)
    publish(work, push=True)
    assert state(work) == before


def test_a_rejected_push_is_one_line(work: Path) -> None:
    hook = work.parent / "remote.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho no entry >&2\nexit 1\n")
    hook.chmod(0o755)
    before = state(work)
    message = refused(work, push=True)
    assert "`git push` failed" in message
    assert "pre-receive hook declined" in message
    assert state(work) == before


def test_what_is_wrong_with_the_repository_is_one_line(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "there is no remote 'upstream' (known: origin)" in refused(work, remote="upstream")
    assert "is no name for a branch" in refused(work, branch="a..b")
    assert "is no name for a branch" in refused(work, branch="--all")
    git(work, "remote", "set-url", "origin", "../gone.git")
    assert "`git ls-remote` failed" in refused(work)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    assert "not in the work tree of a Git repository" in refused(tmp_path / "plain")
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in refused(work)


def test_without_a_name_git_says_so(work: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[user]\nuseConfigOnly = true\n")
    assert "user.name" in refused(work, push=True)


def test_a_password_in_the_address_is_not_shown(work: Path) -> None:
    git(work, "remote", "set-url", "--push", "origin", "https://me:secret@example.org/x.git")
    text = "\n".join(publish(work))
    assert "https://example.org/x.git" in text
    assert "secret" not in text
