"""Which C files make which module: the one place to add a source file to."""

from __future__ import annotations

from typing import Final

# Compiled once, into npwasm/_core.
CORE: Final = (
    "constants.c",
    "core.c",
    "elementwise.c",
    "gemm.c",
    "matmul_loop.c",
    "products.c",
    "replace.c",
    "scratch.c",
    # the helpers
    "arguments.c",
    "entropy.c",
    "helpers.c",
    "lstm.c",
    "pool.c",
    "rules.c",
    "windows.c",
)
# Compiled twice, into npwasm/kernels_simd.wasm and npwasm/kernels_fused.wasm: only what gains by fused multiply-add.
KERNELS: Final = ("kernels.c",)

COMPILE: Final = (
    "-Os",  # the kernels say themselves what is unrolled; -O3 gains nothing measurable and doubles the file
    "-fno-vectorize",  # vectors are written out where they pay
    "-fno-slp-vectorize",
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
