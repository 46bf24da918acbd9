"""NumPy's own tests, which its wheel for Pyodide leaves out: from the sources on PyPI, with pytest to run them."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

VERSION = "2.4.6"
SHA256 = "f3a3570c4a2a16746ac2c31a7c7c7b0c186b95ce902e33db6f28094ed7387dda"
WANTED = ("numpy/conftest.py", "numpy/_core/tests/", "numpy/linalg/tests/")
# Pure Python, so that Pyodide takes them: hypothesis has compiled parts since.
RUNNERS = (
    "hypothesis==6.112.0",
    "sortedcontainers",
    "attrs",
    "pytest",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
)
# pip asks the build backend for a source distribution's metadata; NumPy's own takes ten minutes, this one none.
BACKEND = """
from pathlib import Path
def prepare_metadata_for_build_wheel(folder, config_settings=None):
    info = Path(folder, "numpy.dist-info")
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\\nName: numpy\\nVersion: {version}\\n")
    (info / "WHEEL").write_text("Wheel-Version: 1.0\\n")
    return info.name
"""


def archive(folder: Path) -> bytes:
    """A zip with the tests and what runs them, laid out as site-packages.

    Raises:
        subprocess.CalledProcessError: pip cannot get them.
        ValueError: NumPy's sources are not those that were asked for.
    """
    (folder / "mesonpy.py").write_text(BACKEND.format(version=VERSION), encoding="utf-8")
    pip = [str(getattr(sys, "_base_executable", sys.executable)), "-m", "pip", "download", "-q", "--no-deps"]
    source = ["--no-binary", "numpy", "--no-build-isolation", f"numpy=={VERSION}"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run([*pip, *source], cwd=folder, env=environment, check=True)
    subprocess.run([*pip, "--only-binary", ":all:", *RUNNERS], cwd=folder, check=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in [*_tests(folder / f"numpy-{VERSION}.tar.gz"), *_wheels(folder)]:
            out.writestr(name, content)
    return made.getvalue()


def _tests(source: Path) -> Iterator[tuple[str, bytes]]:
    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{source.name} is not the file that NumPy published")
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        for member in tar:
            name = member.name.partition("/")[2]
            file = tar.extractfile(member) if member.isfile() and name.startswith(WANTED) else None
            if file:
                yield name, file.read()


def _wheels(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist() if not name.endswith("/"))
