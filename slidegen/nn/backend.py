"""What multiplies the matrices here, and why: a demo's badge shows it."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Backend:
    """The array module, the kernel below it, and the reason in words."""

    module: str
    version: str
    platform: str
    kernel: str
    reason: str

    @property
    def label(self) -> str:
        """Short enough for a badge."""
        return f"NumPy {self.version} · {self.platform}"

    def as_dict(self) -> dict[str, str]:
        """All fields and the label, as plain values for a message."""
        return {**asdict(self), "label": self.label}


def current() -> Backend:
    """The backend of this process, found out by asking NumPy how it was built."""
    platform = "WebAssembly" if sys.platform == "emscripten" else "native"
    blas = blas_name()
    if blas is None:
        return Backend("numpy", np.__version__, platform, "loops", "NumPy's own loops: built without BLAS")
    return Backend("numpy", np.__version__, platform, blas, f"matrix products by {blas}")


def blas_name() -> str | None:
    """The BLAS library NumPy was built with; None for none."""
    config: Any = np.__config__.show(mode="dicts")
    blas = config.get("Build Dependencies", {}).get("blas", {})
    name = str(blas.get("name", "none"))
    return name if blas.get("found") and name != "none" else None
