/* Products that do not go through a ufunc: np.dot, ndarray.dot, np.inner and two-operand einsum. */
#ifndef NPWASM_PRODUCTS_H
#define NPWASM_PRODUCTS_H

#include "numpy_abi.h"

/* Put ours in front of NumPy's, or take them away again. `einsum` is called as einsum(subscripts, a, b) for large
 * operands and answers NotImplemented where it leaves the work to NumPy. Returns 0, or -1 with a Python error set. */
int replace_products(PyObject *einsum);
void restore_products(void);

#endif
