"""The import contract of docs/architecture.md, read from the source of every module."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "slidegen"
BASE = {"errors", "model", "resources", ""}
# module or package -> what of ours it may import besides BASE and itself
CONTRACT: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "resources": set(),
    "project": set(),
    "deck": set(),
    "markup": {"deck", "demo"},
    "demo": {"project", "nn"},
    "nn": set(),
    "assets": set(),
    "render": {"assets", "deck", "demo", "markup"},
    "site": {"demo"},
    "write": set(),
    "lint": {"rules"},
    "rules": {"deck", "demo"},
    "browser": set(),
    "browser_install": {"browser"},
    "pipeline": {"deck", "demo", "lint", "project", "render", "site"},
    "serve": {"pipeline", "project", "render", "write"},
    "shots": {"pipeline", "serve", "browser", "project", "write"},
    "publish": {"pipeline", "write"},
}
EVERYTHING = {"cli", "commands", "__main__"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_share" not in path.parts)


def owner(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (
                (f"{node.module}.{alias.name}" if node.module == "slidegen" else node.module or "")
                for alias in node.names
            )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_contract(path: Path) -> None:
    name = owner(path)
    if name in EVERYTHING or name == "__init__":
        return
    ours = {one.split(".")[1] for one in imported(path) if one.startswith("slidegen.")}
    allowed = (
        CONTRACT[name]
        | (BASE if name not in ("errors", "resources", "model", "nn") else set())
        | {name, "__version__"}
    )
    assert ours <= allowed, f"{name} may not import {sorted(ours - allowed)}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "nn").glob("*.py")), ids=lambda path: path.name)
def test_networks_need_numpy_only(path: Path) -> None:
    tops = {one.split(".")[0] for one in imported(path)} - {"slidegen"}
    assert tops <= set(sys.stdlib_module_names) | {"numpy"}


def test_importing_slidegen_is_light() -> None:
    code = "import sys; before = set(sys.modules); import slidegen; print(*(set(sys.modules) - before))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert set(out.split()) <= {"slidegen"}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom slidegen.cli import parser\nparser()\n"
        "print(*({'numpy', 'jinja2', 'markdown', 'markdown_it', 'playwright', 'PIL', 'yaml'} & set(sys.modules)))"
    )
    assert not subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()
