"""The import contract of docs/architecture.md, read from the source of every module."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "slidegen"
TABLE = (PACKAGE.parent / "docs" / "architecture.md").read_text("utf-8")
BASE = {"errors", "model", "resources", "__version__"}


def contract() -> dict[str, set[str] | None]:
    """Each module or package of the table, and what of ours it may import; None: everything."""
    found: dict[str, set[str] | None] = {}
    for row in re.findall(r"^\| (`[^|]*) \|[^|]*\| ([^|]*) \|$", TABLE, re.M):
        names = re.findall(r"`([\w]+)/?`", row[0])
        allowed = set(re.findall(r"`([\w]+)/?`", row[1])) | (BASE if row[1].startswith("base") else set())
        found |= dict.fromkeys(names, None if row[1] == "everything" else allowed)
    return found


CONTRACT = contract()


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
    if name in ("__init__", "__main__"):
        return
    allowed = CONTRACT[name]
    ours = {one.split(".")[1] for one in imported(path) if one.startswith("slidegen.")}
    assert allowed is None or ours <= allowed | {name}, f"{name} may not import {sorted(ours - allowed)}"


def test_the_table_names_every_module() -> None:
    assert set(CONTRACT) == {owner(path) for path in modules()} - {"__init__", "__main__"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "nn").glob("*.py")), ids=lambda path: path.name)
def test_networks_need_numpy_only(path: Path) -> None:
    tops = {one.split(".")[0] for one in imported(path)} - {"slidegen"}
    optional = {"npwasm"} if path.name == "backend.py" else set()
    assert tops <= set(sys.stdlib_module_names) | {"numpy"} | optional


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
