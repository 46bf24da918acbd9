/* What the helpers find out about their arguments, so that nothing is read or written outside an array.
 *
 * Every function returns whether the argument is what it should be. No error is set: a helper that cannot take its
 * arguments says so to its caller, who knows what they mean and can say what is wrong with them.
 */
#ifndef NPWASM_ARGUMENTS_H
#define NPWASM_ARGUMENTS_H

#include "numpy_abi.h"

typedef struct {
  void *data;
  int bytes; /* of one element */
  int ndim;
  const npy_intp *shape;
  int size; /* elements */
} Array;

/* An array in C order and of the machine's byte order; of float32 or float64, or of integers of so many bytes. */
int real_array(PyObject *object, Array *out);
int whole_array(PyObject *object, int bytes, Array *out);
int writable(PyObject *array);

int same_dtype(const Array *one, const Array *other);
int same_shape(const Array *one, const Array *other);

/* 0 to 4095, so that products of four and sums of products stay exact in 64 bits. */
int small_number(PyObject *object, int *out);
int real_number(PyObject *object, double *out);

#endif
