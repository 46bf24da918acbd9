"""Runs git for the branch publisher; a failure becomes one line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from slidegen.errors import Location, PublishError

NOISE = ("hint:", "remote: ", "To ", "Everything up-to-date")


class Git:
    """git at the top of the work tree that a folder lies in.

    Raises PublishError where there is none, and where a command fails.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        top = self._run(("rev-parse", "--show-toplevel"), None)
        if top.returncode:
            raise PublishError(
                "this is not in the work tree of a Git repository",
                where=Location(folder),
                hint="run `git init`, or publish with --folder or --zip",
            )
        self._folder = Path(top.stdout.removesuffix("\n"))  # below it, git would see a part only

    def run(self, *args: str, env: Mapping[str, str] | None = None, hint: str | None = None) -> str:
        """Run one git command; returns what it printed."""
        done = self._run(args, env)
        if done.returncode:
            raise PublishError(f"`git {args[0]}` failed: {_reason(done.stderr)}", hint=hint)
        return done.stdout.strip()

    def succeeds(self, *args: str) -> bool:
        """Whether a git command ends without an error."""
        return self._run(args, None).returncode == 0

    def _run(self, args: tuple[str, ...], env: Mapping[str, str] | None) -> subprocess.CompletedProcess[str]:
        command = ["git", "-c", "core.autocrlf=false", *args]
        both = {**os.environ, "LC_ALL": "C", **(env or {})}
        try:
            return subprocess.run(
                command, cwd=self._folder, env=both, capture_output=True, text=True, errors="replace"
            )
        except FileNotFoundError:
            raise PublishError(
                "git is not installed", hint="install it, or publish with --folder or --zip"
            ) from None


def _reason(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip() and not line.startswith(NOISE)]
    telling = [line for line in lines if "rejected" in line or line.startswith(("fatal:", "error:"))]
    chosen = (telling or lines or ["no reason was given"])[0]
    return " ".join(chosen.removeprefix("fatal: ").removeprefix("error: ").removeprefix("! ").split())
