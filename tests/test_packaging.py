"""The wheel: what is in it, that it works outside the checkout, and how much room the core takes."""

import json
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging
ROOT = Path(__file__).parent.parent
LIMIT = 90_000_000  # bytes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True
    )
    return next(out.glob("slidegen_live-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel's files, and the dependencies of the running one, but not the checkout."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, symlinks=True)
    site = next(home.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin" / "python"


def test_the_wheel_holds_what_git_holds(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "slidegen", "templates", "demos"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    wanted = {
        name if name.startswith("slidegen/") else f"slidegen/_share/{name}"
        for name in listed.split("\0")
        if name and (ROOT / name).is_file()
    }
    found = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert found == wanted


def test_the_metadata_names_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        name = next(one for one in packed.namelist() if one.endswith(".dist-info/METADATA"))
        text = packed.read(name).decode()
        assert any(one.endswith("licenses/LICENSE") for one in packed.namelist())
    assert "License-Expression: MIT" in text
    assert "Requires-Python: >=3.12" in text


def test_it_builds_a_deck_with_a_demo_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("# A\n\n![x](demo:playground?data=xor)\n")
    out = subprocess.run(
        [installed, "-m", "slidegen", "build", "talk.md"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert out.stdout == "site: 1 deck, 1 slide\n"
    pyodide = tmp_path / "site" / "_slidegen" / "pyodide"
    assert (pyodide / "pyodide.asm.wasm").stat().st_size > 1_000_000
    listed = json.loads(re.search(r"FILES = (.*?);\n", (pyodide / "list.mjs").read_text(), re.S)[1])
    assert {name: one["bytes"] for name, one in listed.items()} == {
        name: (pyodide / name).stat().st_size for name in listed
    }
    where = subprocess.run(
        [installed, "-c", "import slidegen; print(slidegen.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    ).stdout.decode()
    assert not Path(where.strip()).is_relative_to(ROOT)


def test_the_core_takes_no_more_than_its_limit(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        ours = sum(one.file_size for one in packed.infolist())
    sizes = {name: size(name) for name in core()}
    total = ours + sum(sizes.values())
    print(f"core: {total / 1e6:.1f} MB, ours {ours / 1e6:.1f}, {sizes}")
    assert "numpy" in sizes
    assert total <= LIMIT


def core() -> set[str]:
    """The distributions that the core needs, and what those need."""
    found: set[str] = set()
    waiting = ["slidegen-live"]
    while waiting:
        for line in distribution(waiting.pop()).requires or []:
            name = re.split(r"[\s;<>=!~\[(]", line)[0].lower()
            if "extra ==" not in line and name not in found and "python_version <" not in line:
                found.add(name)
                waiting.append(name)
    return found


def size(name: str) -> int:
    """Bytes of a distribution's installed files, with the byte code that pip would compile.

    Measured on NumPy, byte code is 1.38 times as large as its source.
    """
    total = 0
    for file in distribution(name).files or []:
        path = Path(str(distribution(name).locate_file(file)))
        if path.suffix == ".pyc" or not path.is_file():
            continue
        total += int(path.stat().st_size * (2.38 if path.suffix == ".py" else 1))
    return total
