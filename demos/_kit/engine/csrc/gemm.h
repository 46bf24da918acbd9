/* C = A @ B for strided matrices of one precision. */
#ifndef NPWASM_GEMM_H
#define NPWASM_GEMM_H

#include "kernels.h"

/* Sizes of at least 1; any strides, in elements; C overlaps neither A nor B. Returns 0 when there is no memory, and C is
 * then undefined. */
int gemm_f32(int m, int n, int k, matrix_f32 a, matrix_f32 b, matrix_f32 c);
int gemm_f64(int m, int n, int k, matrix_f64 a, matrix_f64 b, matrix_f64 c);

/* y = A @ x: rows, columns, A with contiguous rows, its row stride, x contiguous, y, its stride. */
void rows_f32(int, int, const float *, int, const float *, float *, int);
void rows_f64(int, int, const double *, int, const double *, double *, int);

extern Kernels kernels;

#endif
