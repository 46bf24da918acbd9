"""What multiplies the matrices here, and why: a demo's badge shows it. And what the engine does for the helpers."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

try:
    import npwasm
except ImportError:  # everywhere but in the browser
    npwasm = None  # type: ignore[assignment]

Array = npt.NDArray[Any]


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
    """The backend of this process, found out by asking the engine and how NumPy was built."""
    platform = "WebAssembly" if sys.platform == "emscripten" else "native"
    engine = npwasm.status() if npwasm else None
    if engine and engine.active:
        return Backend("numpy", np.__version__, platform, f"npwasm: {engine.label}", engine.reason)
    blas = blas_name()
    if blas is None:
        why = f"; {engine.reason}" if engine else ""
        return Backend(
            "numpy", np.__version__, platform, "loops", f"NumPy's own loops: built without BLAS{why}"
        )
    return Backend("numpy", np.__version__, platform, blas, f"matrix products by {blas}")


def blas_name() -> str | None:
    """The BLAS library NumPy was built with; None for none."""
    config: Any = np.__config__.show(mode="dicts")
    blas = config.get("Build Dependencies", {}).get("blas", {})
    name = str(blas.get("name", "none"))
    return name if blas.get("found") and name != "none" else None


class Helpers(Protocol):
    """What the engine does for the helpers; `conv`, `pool`, `relu`, `loss`, `lstm` and `optim` say what each one means.

    Each says False, and has written nothing of use, to arguments that it does not take: arrays that are not in C
    order, do not fit together, or cannot be written to; labels that are no class; windows beyond 4095 pixels. The
    helper then does the work in NumPy, or says what is wrong.
    """

    def im2col(self, x: Array, cols: Array, kh: int, kw: int, stride: int, pad: int, /) -> bool:
        """Windows of x (n, height, width, channels) as rows of cols."""

    def col2im(self, cols: Array, x: Array, kh: int, kw: int, stride: int, pad: int, /) -> bool:
        """The sums of windows in x, whose old values are lost."""

    def max_pool(self, x: Array, y: Array, where: Array, kh: int, kw: int, stride: int, /) -> bool:
        """The largest values of windows in y, and where they stood."""

    def max_pool_grad(self, dy: Array, where: Array, dx: Array, kh: int, kw: int, stride: int, /) -> bool:
        """dy at the places of dx, whose old values are lost."""

    def softmax_cross_entropy(self, scores: Array, labels: Array, grad: Array, /) -> float | Literal[False]:
        """The mean loss, labels being int64; the gradient in grad."""

    def sgd(self, w: Array, g: Array, rate: float, /) -> bool:
        """One step."""

    def momentum(self, w: Array, g: Array, v: Array, rate: float, beta: float, /) -> bool:
        """One step."""

    def adam(
        self, w: Array, g: Array, m: Array, v: Array,
        rate: float, root: float, beta1: float, beta2: float, eps: float, /,
    ) -> bool:  # fmt: skip
        """One step."""

    def relu_grad(self, dx: Array, dy: Array, y: Array, /) -> bool:
        """dy in dx where y is positive, else 0."""

    # float32 only, and units in fours
    def lstm(self, gates: Array, cell: Array, new_cell: Array, squashed: Array, state: Array, /) -> bool:
        """From z in gates their values and all the others."""

    def lstm_grad(
        self,
        gates: Array,
        dz: Array,
        cell: Array,
        squashed: Array,
        dstate: Array,
        dnew_cell: Array,
        dcell: Array,
        /,
    ) -> bool:
        """dz and dcell from all the others."""


def helpers() -> Helpers | None:
    """The engine's functions; None where it is absent or switched off."""
    return npwasm.helpers() if npwasm else None
