"""The wheel that carries `slidegen.nn` into the browser, and the lock file that names it: `slidegen demo wheels`.

Both are committed, so that building a site needs no build tools; they are made again when slidegen/nn changes.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from slidegen import __version__, resources
from slidegen.demo import crossbuild, vendoring
from slidegen.demo.runtime import engine_wheel
from slidegen.demo.vendoring import Compiler
from slidegen.errors import UsageError

LOCK = "pyodide-lock.json"
DISTRIBUTION = "slidegen-nn"
WHEEL = f"slidegen_nn-{__version__}-py3-none-any.whl"
DATE = (2020, 1, 1, 0, 0, 0)
PYPROJECT = f"""\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "{DISTRIBUTION}"
version = "{__version__}"
description = "What slidegen's demos share, for Pyodide"
requires-python = ">=3.12"
license = "MIT"
license-files = ["LICENSE"]
dependencies = ["numpy"]
[tool.hatch.build.targets.wheel]
packages = ["slidegen"]
"""


def make(runtime: Path | None = None, numpy: Path | None = None, *, compiled: Compiler) -> list[Path]:
    """Build our wheel and write the lock file into templates/vendor/pyodide; returns what was written.

    Args:
        runtime: the unpacked npm package `pyodide`, to vendor its runtime anew.
        numpy: a NumPy wheel for that runtime, to vendor it anew.
        compiled: makes .pyc files of a zip, in that runtime's own Python.

    Raises:
        UsageError: slidegen runs from an installed wheel, or a given folder or file is not what it should be.
        ModuleNotFoundError: pyodide-build or pyodide-lock is not installed.
    """
    root = checkout()
    target = root / "templates" / "vendor" / "pyodide"
    vendored = vendoring.Vendored(target, root / vendoring.ORIGINALS, compiled)
    written = vendored.runtime(runtime) if runtime else []
    written += vendored.numpy(numpy) if numpy else []
    written.append(build_wheel(target, vendored.compiled))
    written.append(write_lock((runtime or target) / LOCK, target))
    vendored.update_sums()
    return written


def build_wheel(target: Path, compiled: Callable[[str, bytes], bytes]) -> Path:
    """Build the wheel with pyodide-build into `target`, its modules compiled; the same sources give the same bytes."""
    importlib.import_module("pyodide_build")  # says which extra is missing before anything is written

    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch, "source"), Path(scratch, "out")
        for name, content in wheel_sources().items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (source / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
        (source / "LICENSE").write_bytes((checkout() / "LICENSE").read_bytes())
        environment = crossbuild.make(
            resources.vendor() / "pyodide", vendoring.PYODIDE_VERSION, Path(scratch, "env")
        )
        _pyodide_build(source, out, environment)
        normalise(out / WHEEL, out / WHEEL)
        (target / WHEEL).write_bytes(compiled("wheel", (out / WHEEL).read_bytes()))
    return target / WHEEL


def wheel_sources() -> Mapping[str, bytes]:
    """What the wheel holds besides its metadata, by path: `slidegen/__init__.py` and `slidegen/nn/*.py`."""
    package = resources.PACKAGE
    paths = [package / "__init__.py", *sorted((package / "nn").glob("*.py"))]
    return {f"slidegen/{path.relative_to(package).as_posix()}": path.read_bytes() for path in paths}


def _pyodide_build(source: Path, out: Path, environment: Path) -> None:
    command = [sys.executable, "-m", "pyodide_cli", "build", str(source), "--outdir", str(out)]
    command += ["--no-isolation", "--skip-emscripten-install"]
    variables = {
        "PYODIDE_XBUILDENV_PATH": str(environment),
        "SKIP_EMSCRIPTEN_VERSION_CHECK": "1",
        "SOURCE_DATE_EPOCH": "1577836800",
        # pyodide-build starts `python` and its own commands by name
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise UsageError(
            f"pyodide build failed: {' '.join(last)}", hint="are hatchling and pyodide-build installed?"
        )


def normalise(wheel: Path, target: Path) -> None:
    """Copy a wheel with sorted names, fixed dates, no compression and no tool versions, so that bytes repeat."""
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")}
        (record,) = (name for name in archive.namelist() if name.endswith("/RECORD"))
    for name in files:
        if name.endswith(".dist-info/WHEEL"):
            files[name] = re.sub(rb"Generator: .*", b"Generator: slidegen demo wheels", files[name])
        if name.endswith(".dist-info/METADATA"):
            files[name] = re.sub(rb"Metadata-Version: .*", b"Metadata-Version: 2.4", files[name])
    rows = [
        f"{name},sha256={_record_hash(content)},{len(content)}" for name, content in sorted(files.items())
    ]
    files[record] = "\n".join([*rows, f"{record},,", ""]).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, files[name])


def write_lock(source: Path, target: Path) -> Path:
    """Write a lock file for NumPy and our wheels, npwasm's too, trimmed from a full or trimmed one."""
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.utils import update_package_sha256

    spec = PyodideLockSpec.from_json(source)
    numpy = spec.packages["numpy"]
    (wheel,) = target.glob("numpy-*.whl")
    if wheel.name.split("-")[1] != numpy.version:
        raise UsageError(f"{wheel.name} is not NumPy {numpy.version}, which this Pyodide is made for")
    numpy.file_name = wheel.name
    update_package_sha256(numpy, wheel)
    engine = engine_wheel()
    spec.packages = {
        "numpy": numpy,
        "npwasm": _entry("npwasm", engine, ["npwasm"]),
        DISTRIBUTION: _entry(DISTRIBUTION, target / WHEEL, ["slidegen"]),
    }
    spec.check_wheel_filenames()
    table: dict[str, Any] = spec.to_dict()
    # pyodide-lock drops a key of `info` that older Pyodide versions insist on.
    table["info"] = json.loads(source.read_text(encoding="utf-8"))["info"]
    (target / LOCK).write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return target / LOCK


def _entry(name: str, wheel: Path, imports: list[str]) -> Any:
    """A package's entry, by hand: pyodide-lock knows no platform tags of PEP 783, and finds imports in .py only."""
    from pyodide_lock import PackageSpec
    from pyodide_lock.utils import update_package_sha256

    entry = PackageSpec(
        name=name,
        version=wheel.name.split("-")[1],
        file_name=wheel.name,
        install_dir="site",
        sha256="",
        package_type="package",
        imports=imports,
        depends=["numpy"],
    )
    return update_package_sha256(entry, wheel)


def checkout() -> Path:
    """The folder of the checkout. Raises UsageError in an installed slidegen."""
    root = resources.share()
    if not (root / "pyproject.toml").is_file():
        raise UsageError("the wheels are made in a checkout of slidegen, not in an installed one")
    return root


def _record_hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
