"""The words of the README and docs/ against what the code really has."""

import argparse
import re
from pathlib import Path

import pytest

from slidegen.cli import COMMANDS, parser

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REFERENCE = ROOT / "docs" / "commands.md"


def commands(top: argparse.ArgumentParser, prefix: str = "slidegen") -> dict[str, argparse.ArgumentParser]:
    """Every command line prefix (`slidegen demo list`) with its parser."""
    found = {prefix: top}
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                found |= commands(sub, f"{prefix} {name}")
    return found


ALL = commands(parser())
OPTIONS = {
    name: {flag for action in one._actions for flag in action.option_strings} for name, one in ALL.items()
}


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = REFERENCE.read_text("utf-8")
    assert f"`{name}" in text
    missing = [flag for flag in OPTIONS[name] - {"-h", "--help"} if f"{flag}" not in text]
    assert not missing


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_command_lines_in_the_docs_exist(path: Path) -> None:
    for line in re.findall(r"\bslidegen((?: [a-z-]+| --?[\w-]+)[^`\n]*)", code_of(path.read_text("utf-8"))):
        words = line.split()
        name = "slidegen"
        while words and f"{name} {words[0]}" in ALL:
            name += f" {words.pop(0)}"
        if name == "slidegen" and words and not words[0].startswith("-"):
            assert words[0] in COMMANDS, f"{path.name}: slidegen{line}"
        for word in words:
            if word in ("&&", "|", "#", "then"):
                break
            if word.startswith("--"):
                assert word.split("=")[0] in OPTIONS[name], f"{path.name}: slidegen{line}"


def code_of(text: str) -> str:
    """Code spans and code blocks."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```|^((?:    [^\n]*\n)+)", text, re.S | re.M)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))
    return "\n".join([part for block in blocks for part in block] + spans)


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = [line for line in re.findall(r"^(?:    )?(python -m pip install uv && .*)$", readme, re.M)]
    assert len(lines) == 2, "the README has two commands"
    assert lines[0].endswith("slidegen serve")
    assert lines[1].endswith("pytest")
    assert lines[1] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_nobody_is_told_to_install_somebody_elses_package() -> None:
    for path in (*DOCS, ROOT / "pyproject.toml", *(ROOT / "slidegen").rglob("*.py")):
        assert not re.search(r"pip install (?:-\S+ )*['\"]?slidegen(?![\w-])", path.read_text("utf-8")), path


def test_links_between_the_docs_exist() -> None:
    for path in DOCS:
        text = re.sub(
            r"^```.*?^```", "", path.read_text("utf-8"), flags=re.S | re.M
        )  # examples name files of their own
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists() or target.startswith("demo"), f"{path.name}: {target}"


def test_constraints_are_in_step() -> None:
    import tomllib

    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"][
        "constraint-dependencies"
    ]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == listed


def test_no_address_of_a_registry_and_no_absolute_path_is_committed() -> None:
    import subprocess

    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if (
            "vendor" in path.parts
            or path.suffix in {".png", ".webp", ".woff2", ".whl", ".gz", ".zip"}
            or not path.is_file()
        ):
            continue
        text = path.read_text("utf-8")
        for needle in ("/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "pypi" + ".org/", "registry.npm" + "js"):
            assert needle not in text, f"{name} holds {needle}"
