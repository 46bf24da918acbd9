/* The inner loops of NumPy's elementwise functions, and of sums and extremes along an axis. */
#ifndef NPWASM_ELEMENTWISE_H
#define NPWASM_ELEMENTWISE_H

#include "numpy_abi.h"

#define LOOP_OF(NAME)                                                                                                  \
  void NAME##_f32(char **args, const npy_intp *sizes, const npy_intp *strides, void *data);                            \
  void NAME##_f64(char **args, const npy_intp *sizes, const npy_intp *strides, void *data);

LOOP_OF(add)
LOOP_OF(subtract)
LOOP_OF(multiply)
LOOP_OF(divide)
LOOP_OF(maximum)
LOOP_OF(minimum)
void exp_f32(char **args, const npy_intp *sizes, const npy_intp *strides, void *data);
void log_f32(char **args, const npy_intp *sizes, const npy_intp *strides, void *data);
LOOP_OF(tanh)

#endif
