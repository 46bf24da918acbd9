"""Which of our modules the engine that runs this page can compile: asked of it, never tried."""

from __future__ import annotations

import importlib
import sys
from typing import Any

HEADER = bytes.fromhex("0061736d01000000")
TO_VECTOR = bytes.fromhex("010501600001 7b 03020100".replace(" ", ""))  # one function, () -> v128
# i8x16.splat(0); and f32x4.relaxed_madd of three of those. Opcodes: the SIMD and relaxed SIMD proposals of WebAssembly.
SIMD = HEADER + TO_VECTOR + bytes.fromhex("0a08010600 4100fd0f 0b".replace(" ", ""))
RELAXED = (
    HEADER + TO_VECTOR + bytes.fromhex("0a13011100 4100fd0f 4100fd0f 4100fd0f fd8502 0b".replace(" ", ""))
)


def in_webassembly() -> bool:
    """Whether this Python runs in WebAssembly at all."""
    return sys.platform == "emscripten"


def best_kernel() -> str | None:
    """ "fused" or "simd", whichever the engine takes; None when it has no SIMD."""
    if _validates(RELAXED):
        return "fused"
    return "simd" if _validates(SIMD) else None


def _validates(module: bytes) -> bool:
    js: Any = importlib.import_module("js")
    array = js.Uint8Array.new(len(module))
    array.assign(module)
    return bool(js.WebAssembly.validate(array))
