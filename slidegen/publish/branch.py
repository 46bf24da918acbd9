"""Publishes to a branch of a Git remote, as GitHub Pages and the like show it.

One commit is added to the remote's branch; its history stays, nothing is ever force-pushed, and the
work tree, the index and all local branches are left alone. Files on the branch that slidegen did not
make (a CNAME) stay there.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from slidegen import __version__
from slidegen.errors import OutputError, PublishError
from slidegen.model import Site
from slidegen.publish import Options, sizes, summary
from slidegen.publish.git import Git
from slidegen.write import WriteResult, read_marker, write

FETCHED = "refs/slidegen/fetched"


class Branch:
    """`target` is the branch's name."""

    def check(self, target: str, options: Options) -> None:
        """Raise PublishError without a repository, remote or branch name that could be pushed to."""
        import ghp_import  # type: ignore[import-untyped]  # noqa: F401 -- a missing extra is said before any work

        git = Git(options.root)
        if not git.succeeds("check-ref-format", "--branch", target):
            raise PublishError(f"{target!r} is no name for a branch", hint="such as gh-pages")
        if not git.succeeds("remote", "get-url", options.remote):
            known = ", ".join(git.run("remote").split()) or "none yet: `git remote add origin URL`"
            raise PublishError(f"there is no remote {options.remote!r}", hint=f"known: {known}")

    def publish(self, site: Site, target: str, options: Options) -> Iterator[str]:
        """Say what is to be done and, with `push`, do it. Raises PublishError."""
        self.check(target, options)
        git = Git(options.root)
        tip = fetch(git, options.remote, target)
        with tempfile.TemporaryDirectory(prefix="slidegen-") as scratch:
            tree = Path(scratch) / "tree"
            tree.mkdir()
            if tip is not None and not options.force:
                check_out(git, tip, tree, Path(scratch) / "index")
            result = _fill(site, tree, target)
            message = options.message or _message(git, site)
            yield _plan(git, site, target, options, tip, result)
            yield f"commit message: {message}"
            if _up_to_date(result, tree):
                yield "nothing has changed; nothing is to be done"
            elif not options.push:
                yield "this was a dry run: add --push to do it"
            else:
                commit = make_commit(git, tree, message, tip, options.root)
                push(git, commit, target, options.remote)
                yield f"pushed {commit[:10]} to {target} of {options.remote}"


def fetch(git: Git, remote: str, branch: str) -> str | None:
    """The commit at the tip of the remote's branch, fetched; None if there is no such branch."""
    found = git.run("ls-remote", "--heads", remote, f"refs/heads/{branch}", hint="check the remote's address")
    if not found:
        return None
    git.run("fetch", "--quiet", "--no-tags", remote, f"+refs/heads/{branch}:{FETCHED}")
    tip = git.run("rev-parse", FETCHED)
    git.run("update-ref", "-d", FETCHED)
    return tip


def check_out(git: Git, commit: str, tree: Path, index: Path) -> None:
    """Write a commit's files into a folder, with an index of its own."""
    env = {"GIT_INDEX_FILE": str(index)}
    git.run("read-tree", commit, env=env)
    git.run("checkout-index", "--all", "--force", f"--prefix={tree}/", env=env)


def make_commit(git: Git, tree: Path, message: str, parent: str | None, root: Path) -> str:
    """Commit a folder's files and `.nojekyll` on top of `parent`; returns the commit."""
    from ghp_import import GhpError, ghp_import

    name, _, rest = git.run("var", "GIT_COMMITTER_IDENT", hint="set user.name and user.email").partition(" <")
    work = f"slidegen-publish-{os.getpid()}"  # no branch of the user's; deleted afterwards
    if parent:
        git.run("update-ref", f"refs/heads/{work}", parent)
    who = {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": rest.partition(">")[0]}
    try:
        with contextlib.chdir(root), _environment(who):
            ghp_import(str(tree), branch=work, remote="", mesg=message, nojekyll=True)
        commit = git.run("rev-parse", f"refs/heads/{work}")
    except (GhpError, TypeError) as error:  # TypeError: how ghp-import 2.1 says that fast-import failed
        raise PublishError("the commit failed; git says why above") from error
    finally:
        git.succeeds("update-ref", "-d", f"refs/heads/{work}")
    return commit


def push(git: Git, commit: str, branch: str, remote: str) -> None:
    """Push one commit to a branch, never by force."""
    hint = "publish again if somebody else did so meanwhile; else check that you may write there"
    git.run("push", "--quiet", remote, f"{commit}:refs/heads/{branch}", hint=hint)


def _fill(site: Site, tree: Path, branch: str) -> WriteResult:
    """Put the site among the branch's files by the rules for folders."""
    try:
        return write(site, tree)
    except OutputError as error:
        path = error.where.path if error.where else tree
        if path == tree and read_marker(tree) is None and any(tree.iterdir()):
            count = sum(file.is_file() for file in tree.rglob("*"))
            what = f"slidegen did not make the branch {branch}, which holds {summary(count)}"
        else:
            what = f"{path.relative_to(tree)} on the branch {branch}: {error.message}"
        hint = "--force replaces all its files in a new commit, and its history stays"
        raise PublishError(what, hint=hint) from error


def _plan(git: Git, site: Site, target: str, options: Options, tip: str | None, result: WriteResult) -> str:
    url = re.sub(r"(?<=://)[^/@]*@", "", git.run("remote", "get-url", "--push", options.remote))
    state = f"on top of {tip[:10]}" if tip else "a new branch"
    counts = f"{len(result.written)} new or changed, {len(result.unchanged)} unchanged, {len(result.removed)} removed"
    return f"branch {target} of {options.remote} ({url}), {state}: {summary(len(site.files), sizes(site))}; {counts}"


def _message(git: Git, site: Site) -> str:
    source = f" of {git.run('rev-parse', '--short', 'HEAD')}" if git.succeeds("rev-parse", "HEAD") else ""
    return f"Publish {len(site.decks)} deck{'s' * (len(site.decks) != 1)}{source} with slidegen {__version__}"


def _up_to_date(result: WriteResult, tree: Path) -> bool:
    return not result.written and not result.removed and (tree / ".nojekyll").exists()


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
