"""The programs that are measured: slidegen as its users install it, and others from PyPI and npm.

They are fetched once, into a cache folder; what cannot be had is said and left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PYPI = {"mkslides": "mkslides==2.0.*"}
NPM = {"marp": "@marp-team/marp-cli@4", "reveal-md": "reveal-md@6"}


# libraries that compute in a browser, by what a worker of tests/benchmarks/contestants/ is called
LIBRARIES = {
    "tfjs": ("@tensorflow/tfjs@4", "@tensorflow/tfjs-backend-wasm@4"),
    "ort": ("onnxruntime-web@1",),
    "jax": ("@jax-js/jax@0.1",),
}


def libraries(folder: Path) -> dict[str, Path]:
    """Where the packages of each library lie that can be had: a folder `node_modules`."""
    found: dict[str, Path] = {}
    for name, wanted in LIBRARIES.items():
        modules = folder / name / "node_modules"
        names = [package.rpartition("@")[0] for package in wanted]
        if not all((modules / one).is_dir() for one in names) and shutil.which("npm"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            options = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
            _run(["npm", "install", *options, "--prefix", str(folder / name), *wanted])
        if all((modules / one).is_dir() for one in names):
            found[name] = modules
        else:
            print(f"{name}: cannot be had here and is left out", file=sys.stderr)
    return found


def gather(folder: Path) -> dict[str, Path]:
    """The program of each name that can be had; bytecode is compiled for all, as pip does."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Path] = {}
    ours = _pip(folder / "slidegen", [str(CHECKOUT)], "slidegen", anew=True)
    for name, program in {
        "slidegen": ours,
        **{name: _pip(folder / name, [wanted], name) for name, wanted in PYPI.items()},
        **{name: _npm(folder / "npm", name) for name in NPM},
    }.items():
        if program is None:
            print(f"{name}: cannot be had here and is left out", file=sys.stderr)
        else:
            found[name] = program
    return found


def environment() -> dict[str, str]:
    """Every process gets the same, and writes and reads bytecode as usual."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _pip(folder: Path, wanted: list[str], name: str, *, anew: bool = False) -> Path | None:
    program = folder / "bin" / name
    if program.exists() and not anew:
        return program
    python = folder / "bin" / "python"
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(folder)])
    done = _run(
        [str(python), "-m", "pip", "install", "-q", *(["--force-reinstall"] if anew else []), *wanted]
    )
    return program if done and program.exists() else None


def _npm(folder: Path, name: str) -> Path | None:
    program = folder / "node_modules" / ".bin" / name
    if not program.exists() and shutil.which("npm"):
        folder.mkdir(exist_ok=True)
        _run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *NPM.values()]
        )
    return program if program.exists() else None


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, timeout=900, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return False
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
    return done.returncode == 0
