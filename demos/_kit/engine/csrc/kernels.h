/* The functions that are compiled twice, with and without fused multiply-add, and the table they are reached through.
 *
 * Relaxed SIMD is a matter of the whole module: an engine without it refuses to compile a module that uses it. So these
 * functions live in modules of their own, and the core gets the table of the one that npwasm chose.
 */
#ifndef NPWASM_KERNELS_H
#define NPWASM_KERNELS_H

#define TILE_ROWS 4
#define TILE_VECTORS 2
#define KERNELS_CAPSULE "npwasm.kernels"

#define KERNEL_TYPES(REAL, SUFFIX)                                                                                     \
  typedef struct {                                                                                                     \
    REAL *data;                                                                                                        \
    int row, column; /* strides in elements */                                                                         \
  } matrix_##SUFFIX;                                                                                                   \
  typedef struct {                                                                                                     \
    const REAL *data;                                                                                                  \
    int row, panel; /* elements from one row of a panel to the next, from one panel to the next */                     \
  } panels_##SUFFIX;                                                                                                   \
  typedef struct {                                                                                                     \
    /* C (+)= A @ B for a block: m, n, k, A with unit column stride or packed, B in panels of two vectors' width */    \
    void (*block)(int, int, int, const matrix_##SUFFIX *, const panels_##SUFFIX *, const matrix_##SUFFIX *, int);      \
    /* y = A @ x: rows, columns, A with unit column stride, x and y with strides of 1 and any */                       \
    void (*rows)(int, int, const REAL *, int, const REAL *, REAL *, int);                                              \
    /* y += A @ x for unit row stride: rows, columns, A, its column stride, x and its stride, y contiguous */          \
    void (*columns)(int, int, const REAL *, int, const REAL *, int, REAL *);                                           \
  } kernels_##SUFFIX;

KERNEL_TYPES(float, f32)
KERNEL_TYPES(double, f64)
typedef struct {
  kernels_f32 f32;
  kernels_f64 f64;
} Kernels;

#endif
