/* The functions that are compiled twice, with and without fused multiply-add, and the table they are reached through.
 *
 * Relaxed SIMD is a matter of the whole module: an engine without it refuses to compile a module that uses it. So these
 * functions live in modules of their own, and the core gets the table of the one that npwasm chose.
 */
#ifndef NPWASM_KERNELS_H
#define NPWASM_KERNELS_H

#define TILE_ROWS 6
#define SMALL_TILE_ROWS 4
#define TILE_VECTORS 2
#define KERNELS_CAPSULE "npwasm.kernels"

#define KERNEL_TYPES(REAL, SUFFIX)                                                                                     \
  typedef struct {                                                                                                     \
    REAL *data;                                                                                                        \
    int row, column; /* strides in elements */                                                                         \
  } matrix_##SUFFIX;                                                                                                   \
  /* C (+)= A @ B: m, n, k, A with contiguous rows, B in packed panels of two vectors' width, C, whether to add */     \
  typedef void (*block_##SUFFIX##_kernel)(int, int, int, const matrix_##SUFFIX *, const REAL *,                        \
                                          const matrix_##SUFFIX *, int);

KERNEL_TYPES(float, f32)
KERNEL_TYPES(double, f64)
typedef struct {
  block_f32_kernel block_f32;
  block_f64_kernel block_f64;
} Kernels;

#endif
