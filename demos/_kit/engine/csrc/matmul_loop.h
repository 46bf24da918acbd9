/* The inner loops of numpy.matmul. */
#ifndef NPWASM_MATMUL_LOOP_H
#define NPWASM_MATMUL_LOOP_H

#include "numpy_abi.h"

void matmul_f32(char **args, const npy_intp *sizes, const npy_intp *strides, void *data);
void matmul_f64(char **args, const npy_intp *sizes, const npy_intp *strides, void *data);

/* How many products our kernels have made: tests ask whether a call reached them. */
extern int products_made;

#endif
