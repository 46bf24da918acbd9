"""For `pyodide build`: the same sources and flags as build.py, with Emscripten's compiler."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

# a build front end need not have this folder on the path
sys.path.insert(0, str(Path(__file__).parent))
import sources


class NamedModules(build_ext):  # type: ignore[misc]
    """Kernels are named as npwasm loads them: not .so, since Pyodide compiles every .so of a wheel at once."""

    def build_extension(self, ext: Extension) -> None:
        """Build one module, as .so since Emscripten goes by the name, and rename it."""
        super().build_extension(ext)
        built = Path(self.get_ext_fullpath(ext.name))
        stem = ext.name.rpartition(".")[2]
        if stem.startswith("kernels_"):
            built.rename(built.with_name(f"{stem}.wasm"))


def module(name: str, files: tuple[str, ...], flags: tuple[str, ...] = ()) -> Extension:
    """One module of the extension."""
    return Extension(name, [f"csrc/{file}" for file in files], extra_compile_args=[*sources.COMPILE, *flags])


setup(
    cmdclass={"build_ext": NamedModules},
    ext_modules=[
        module("npwasm._core", sources.CORE),
        module("npwasm.kernels_simd", sources.KERNELS),
        module("npwasm.kernels_fused", sources.KERNELS, sources.FUSED),
    ],
)
