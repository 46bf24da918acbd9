/* What we use of NumPy 2's C API: the layout of arrays, and two tables of functions by slot.
 *
 * Source: numpy/ndarraytypes.h and code_generators/numpy_api.py of NumPy 2.4, whose ABI every NumPy 2 keeps.
 */
#ifndef NPWASM_NUMPY_ABI_H
#define NPWASM_NUMPY_ABI_H

#include "python_abi.h"

typedef Py_ssize_t npy_intp;
typedef struct {
  PyObject base;
  PyTypeObject *scalar_type;
  char kind, letter, byte_order, reserved;
  int number;
  unsigned long long flags;
  npy_intp bytes, alignment;
} PyArray_Descr;
typedef struct {
  PyObject base;
  char *data;
  int ndim;
  npy_intp *shape, *strides; /* strides in bytes */
  PyObject *owner;
  PyArray_Descr *dtype;
  int flags;
} PyArrayObject;

enum { NPY_BOOL = 0, NPY_FLOAT = 11, NPY_DOUBLE = 12, NPY_HALF = 23 };
enum { ARRAY_C_CONTIGUOUS = 0x0001, ARRAY_ALIGNED = 0x0100, ARRAY_WRITEABLE = 0x0400 };

/* A ufunc's inner loop: data pointers, counts (the outer one first), byte strides, what the ufunc was made with. */
typedef void (*Loop)(char **, const npy_intp *, const npy_intp *, void *);

enum { SLOT_ARRAY_TYPE = 2, SLOT_DESCR_FROM_TYPE = 45, SLOT_EMPTY = 184, SLOT_ARRAY_FUNCTIONS = 365 };
enum { SLOT_REPLACE_LOOP = 30 };
typedef PyArray_Descr *(*DescrFromType)(int);
typedef PyObject *(*ArrayEmpty)(int, const npy_intp *, PyArray_Descr *, int); /* steals the dtype */
typedef int (*ReplaceLoop)(PyObject *, Loop, const int *, Loop *);

#endif
