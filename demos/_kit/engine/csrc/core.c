/* The Python module `npwasm._core`: every function that Python can call is a row of `methods` or of `helper_methods`. */
#include "gemm.h"
#include "helpers.h"
#include "matmul_loop.h"
#include "products.h"
#include "python_abi.h"
#include "replace.h"

/* use_kernels(capsule): the table of functions that products are made with. */
static PyObject *use_kernels(PyObject *self, PyObject *capsule) {
  (void)self;
  const Kernels *table = PyCapsule_GetPointer(capsule, KERNELS_CAPSULE);
  if (!table) return 0;
  kernels = *table;
  return none();
}

/* replace(einsum): put ours into NumPy; `einsum` is the Python function that contracts two large operands. */
static PyObject *replace(PyObject *self, PyObject *einsum) {
  (void)self;
  if (replace_products(einsum) < 0) return 0;
  if (replace_loops() == 0) return none();
  restore_products();
  return 0;
}

/* restore(): put NumPy's own back. */
static PyObject *restore(PyObject *self, PyObject *unused) {
  (void)self, (void)unused;
  restore_products();
  return restore_loops() < 0 ? 0 : none();
}

/* products() -> int: how many matrix products our kernels have made. */
static PyObject *products(PyObject *self, PyObject *unused) {
  (void)self, (void)unused;
  return PyLong_FromLong(products_made);
}

static PyMethodDef methods[] = {
    {"use_kernels", use_kernels, METH_O, 0},
    {"replace", replace, METH_O, 0},
    {"restore", restore, METH_NOARGS, 0},
    {"products", products, METH_NOARGS, 0},
    {0, 0, 0, 0},
};
static PyModuleDef definition = PyModuleDef_INIT("_core", 0, methods);

EXPORTED PyObject *PyInit__core(void) {
  PyObject *module = PyModule_Create2(&definition, PYTHON_API_VERSION);
  return module && PyModule_AddFunctions(module, helper_methods) < 0 ? 0 : module;
}
