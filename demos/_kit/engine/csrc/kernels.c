/* The module of kernels: compiled twice, the second time with FUSED and relaxed SIMD. */
#include "kernels.h"
#include "python_abi.h"

#define REAL_BITS 32
#include "microkernel.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "microkernel.inc"

static Kernels kernels;
static PyModuleDef definition = PyModuleDef_INIT("kernels", 0, 0);

EXPORTED PyObject *PyInit_kernels(void) {
  kernels = (Kernels){block_f32, block_f64};
  PyObject *module = PyModule_Create2(&definition, PYTHON_API_VERSION);
  PyObject *table = PyCapsule_New(&kernels, KERNELS_CAPSULE, 0);
  if (module && table && PyModule_AddObjectRef(module, "table", table) < 0) module = 0;
  if (table) Py_DecRef(table);
  return table ? module : 0;
}
