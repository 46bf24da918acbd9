"""A cross-build environment for `pyodide build`, made from the vendored Pyodide, without the internet.

pyodide-build expects what `pyodide xbuildenv install` would download. A wheel without C needs only a part of it:
the variables of Makefile.envs, CPython's sysconfig data and the lock file. There are no headers and no compiler.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

MAKEFILE = """\
export PYVERSION ?= {python}
export PYODIDE_EMSCRIPTEN_VERSION ?= {emscripten}
export PYODIDE_VERSION ?= {version}
export PYODIDE_ABI_VERSION ?= {abi}
export PLATFORM_TRIPLET=wasm32-emscripten
export SYSCONFIG_NAME={sysconfig}
export PYMAJOR={major}
export PYMINOR={minor}
export PYMICRO={micro}
export CPYTHONROOT=$(PYODIDE_ROOT)/cpython
export CPYTHONINSTALL=$(CPYTHONROOT)/installs/python-$(PYVERSION)
export SYSCONFIGDATA_DIR=$(CPYTHONINSTALL)/sysconfigdata/
export TARGETINSTALLDIR=$(CPYTHONINSTALL)
export PYTHONINCLUDE=$(TARGETINSTALLDIR)/include/python$(PYMAJOR).$(PYMINOR)
export PIP_CONSTRAINT=$(PYODIDE_ROOT)/tools/constraints.txt
export CFLAGS_BASE=-O2
export CXXFLAGS_BASE=
export LDFLAGS_BASE=-O2
.output_vars:
\tset
"""


def make(pyodide: Path, version: str, folder: Path) -> Path:
    """Write the environment into `folder`; its path is what PYODIDE_XBUILDENV_PATH wants.

    Args:
        pyodide: the folder with pyodide-lock.json and python_stdlib.zip.
        version: Pyodide's own, such as 314.0.7.
        folder: an empty folder.
    """
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    root = folder / version / "xbuildenv" / "pyodide-root"
    install = root / "cpython" / "installs" / f"python-{info['python']}"
    for path in (install / "lib", install / "sysconfigdata", root / "dist", root / "tools"):
        path.mkdir(parents=True)
    name = _extract_sysconfig(pyodide / "python_stdlib.zip", install / "sysconfigdata")
    (root / "Makefile.envs").write_text(_makefile(info, version, name), encoding="utf-8")
    (root / "dist" / "pyodide-lock.json").write_bytes((pyodide / "pyodide-lock.json").read_bytes())
    (root / "tools" / "constraints.txt").touch()
    (root.parent / "requirements.txt").touch()
    (root.parent / "site-packages-extras").mkdir()
    (folder / version / ".installed").touch()
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    (folder / version / ".build-python-version").write_text(running, encoding="utf-8")
    (folder / "xbuildenv").symlink_to(version)
    return folder


def _extract_sysconfig(stdlib: Path, target: Path) -> str:
    """Take `_sysconfigdata_*.py` out of the standard library; returns the module's name."""
    with zipfile.ZipFile(stdlib) as archive:
        (name,) = (one for one in archive.namelist() if one.startswith("_sysconfigdata"))
        archive.extract(name, target)
    return name.partition(".")[0]


def _makefile(info: dict[str, Any], version: str, sysconfig: str) -> str:
    major, minor, micro = info["python"].split(".")
    return MAKEFILE.format(
        python=info["python"],
        major=major,
        minor=minor,
        micro=micro,
        version=version,
        sysconfig=sysconfig,
        abi=info["abi_version"],
        emscripten=info["platform"].removeprefix("emscripten_").replace("_", "."),
    )
