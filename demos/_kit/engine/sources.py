"""Which C files make which module: the one place to add a source file to."""

from __future__ import annotations

from typing import Final

# Compiled once, into npwasm/_core.
CORE: Final = (
    "core.c",
    "gemm.c",
    "matmul_loop.c",
    "replace.c",
    "scratch.c",
    # the helpers
    "arguments.c",
    "entropy.c",
    "helpers.c",
    "pool.c",
    "rules.c",
    "windows.c",
)
# Compiled twice, into npwasm/kernels_simd.wasm and npwasm/kernels_fused.wasm: only what gains by fused multiply-add.
KERNELS: Final = ("kernels.c",)

COMPILE: Final = (
    "-Os",  # as fast as -O3 where it was measured, since what is hot is written in vectors, and a fifth smaller
    "-ffp-contract=off",  # one rounding an operation, as NumPy's loops have it, unless a kernel says otherwise
    "-fno-unroll-loops",  # V8 gains nothing by it, and the file grows
    "-fvisibility=hidden",
    "-fPIC",
    "-msimd128",
    "-mbulk-memory",
    "-mnontrapping-fptoint",
    "-Wall",
    "-Wextra",
)
FUSED: Final = ("-mrelaxed-simd", "-DFUSED")
