#include "products.h"

#include "gemm.h"
#include "matmul_loop.h"

/* Products of fewer multiplications are NumPy's: there the call itself is what takes the time. */
enum { SMALL_PRODUCT = 512, SMALL_MIXED = 8192, SMALL_EINSUM = 4096 };
enum { DOT_FUNCTION = 27 }; /* PyArray_ArrFuncs: 21 casts, getitem, setitem, copyswapn, copyswap, compare, argmax */

typedef struct {
  npy_intp m, n, k, shape[2];
  int ndim, flipped; /* flipped: the right operand is the transpose of what was given, for np.inner */
} Sizes;
typedef void (*Dot)(char *, npy_intp, char *, npy_intp, char *, npy_intp, void *);
typedef void **(*ArrayFunctions)(PyArray_Descr *);

static void **api;
static PyArray_Descr *float32, *float64;
static PyObject *matmul, *contract;
static PyMethodDef *dot_definition, *method_definition, *inner_definition, *einsum_definition;
static PyFastKeywordFunction numpy_dot, numpy_method, numpy_einsum;
static PyFastFunction numpy_inner;
static Dot numpy_dots[2];

#define REAL_BITS 32
#include "products.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "products.inc"
#undef REAL_BITS

static const PyArrayObject *as_array(PyObject *x) {
  return (void *)x->type == api[SLOT_ARRAY_TYPE] ? (const PyArrayObject *)x : 0;
}

static int aligned(const PyArrayObject *x, int size) {
  int all = (int)x->data;
  for (int i = 0; i < x->ndim; i++) all |= x->strides[i];
  return !(all & (size - 1));
}

/* An array of one or two dimensions as a matrix: a vector is a row on the left and a column on the right. */
typedef struct {
  void *data;
  int row, column; /* strides in elements */
} View;
static View view(const PyArrayObject *x, int size, int left) {
  int last = x->strides[x->ndim - 1] / size;
  if (x->ndim == 2) return (View){x->data, x->strides[0] / size, last};
  return left ? (View){x->data, 0, last} : (View){x->data, last, 0};
}

/* Fills in the sizes of a @ b, or of a @ b.T; 0 where they do not fit, or for vectors, where NumPy's way is the shortest. */
static int fit(const PyArrayObject *a, const PyArrayObject *b, Sizes *sizes) {
  if (a->ndim < 1 || a->ndim > 2 || b->ndim < 1 || b->ndim > 2 || a->ndim + b->ndim == 2) return 0;
  sizes->flipped &= b->ndim == 2;
  sizes->m = a->ndim == 2 ? a->shape[0] : 1;
  sizes->k = a->shape[a->ndim - 1];
  sizes->n = b->ndim == 2 ? b->shape[!sizes->flipped] : 1;
  sizes->ndim = 0;
  if (a->ndim == 2) sizes->shape[sizes->ndim++] = sizes->m;
  if (b->ndim == 2) sizes->shape[sizes->ndim++] = sizes->n;
  return b->shape[sizes->flipped] == sizes->k;
}

/* From where to where an array's elements lie. */
static void extent(const PyArrayObject *x, int size, char **low, char **high) {
  *low = x->data, *high = x->data + size;
  for (int i = 0; i < x->ndim; i++) {
    npy_intp reach = (x->shape[i] - 1) * x->strides[i];
    *(reach < 0 ? low : high) += reach;
  }
}

static int apart(const PyArrayObject *x, const PyArrayObject *y, int size) {
  char *low[2], *high[2];
  extent(x, size, low, high);
  extent(y, size, low + 1, high + 1);
  return high[0] <= low[1] || high[1] <= low[0];
}

/* Whether the product can be written into `out`, as it is. */
static int takes(const PyArrayObject *out, const PyArrayObject *a, const PyArrayObject *b, const Sizes *sizes, int size) {
  int flags = ARRAY_C_CONTIGUOUS | ARRAY_ALIGNED | ARRAY_WRITEABLE;
  if (!out || out->dtype != a->dtype || (out->flags & flags) != flags || out->ndim != sizes->ndim) return 0;
  for (int i = 0; i < out->ndim; i++)
    if (out->shape[i] != sizes->shape[i]) return 0;
  return apart(out, a, size) && apart(out, b, size);
}

/* A number that matmul turns into one of our two types, at least when the other operand is of them. */
static int is_plain(const PyArrayObject *x) {
  int type = x->dtype->number;
  return (type >= NPY_BOOL && type <= NPY_DOUBLE) || type == NPY_HALF;
}
static int is_ours(const PyArrayObject *x) { return x->dtype == float32 || x->dtype == float64; }

/* Different types, or more dimensions, by matmul, which means the same for these. */
static PyObject *by_matmul(PyObject *left, PyObject *right, const PyArrayObject *a, const PyArrayObject *b) {
  int means_the_same = a->ndim && b->ndim && a->ndim + b->ndim > 2 && (a->ndim == 1 || b->ndim <= 2);
  if (!means_the_same || !is_plain(a) || !is_plain(b) || !(is_ours(a) || is_ours(b))) return 0;
  double work = b->ndim == 2 ? b->shape[1] : 1;
  for (int i = 0; i < a->ndim; i++) work *= a->shape[i];
  if (a->ndim == 1)
    for (int i = 0; i < b->ndim - 1; i++) work *= b->shape[i];
  PyObject *pair[] = {left, right};
  return work < SMALL_MIXED ? 0 : PyObject_Vectorcall(matmul, pair, 2, 0);
}

/* The product into `to`; 0 when there is no memory. */
static int multiply(const Sizes *sizes, View a, View b, View to, int size) {
  products_made++;
  if (size == sizeof(float))
    return gemm_f32(sizes->m, sizes->n, sizes->k, (matrix_f32){a.data, a.row, a.column},
                    (matrix_f32){b.data, b.row, b.column}, (matrix_f32){to.data, to.row, to.column});
  return gemm_f64(sizes->m, sizes->n, sizes->k, (matrix_f64){a.data, a.row, a.column},
                  (matrix_f64){b.data, b.row, b.column}, (matrix_f64){to.data, to.row, to.column});
}

/* The product, as a new array or in `out` where there is one; null without an error where it is for NumPy to make, or to
 * refuse. */
static PyObject *product(PyObject *left, PyObject *right, PyObject *out, int flipped) {
  const PyArrayObject *a = as_array(left), *b = as_array(right);
  if (!a || !b) return 0;
  Sizes sizes = {.flipped = flipped};
  int known = is_ours(a) && a->dtype == b->dtype;
  if (!known || a->ndim > 2 || b->ndim > 2) return flipped || out ? 0 : by_matmul(left, right, a, b);
  int size = a->dtype == float32 ? sizeof(float) : sizeof(double);
  if (!fit(a, b, &sizes) || !aligned(a, size) || !aligned(b, size)) return 0;
  if ((double)sizes.m * sizes.n * sizes.k < SMALL_PRODUCT) return 0;
  if (out && !takes(as_array(out), a, b, &sizes, size)) return 0;
  Py_IncRef(out ? out : &a->dtype->base);
  if (!out) out = ((ArrayEmpty)api[SLOT_EMPTY])(sizes.ndim, sizes.shape, a->dtype, 0);
  if (!out) return 0;
  View second = view(b, size, 0);
  if (sizes.flipped) second = (View){second.data, second.column, second.row};
  if (multiply(&sizes, view(a, size, 1), second, (View){((PyArrayObject *)out)->data, sizes.n, 1}, size)) return out;
  Py_DecRef(out);
  return 0;
}

/* Whether these are `wanted` arguments and at most `out` besides, which may be None. */
static int understood(PyObject *const *args, Py_ssize_t count, PyObject *names, Py_ssize_t wanted, PyObject **out) {
  Py_ssize_t named = names ? PyTuple_Size(names) : 0;
  if (count < wanted || count + named > wanted + 1) return 0;
  if (named && PyUnicode_CompareWithASCIIString(PyTuple_GetItem(names, 0), "out")) return 0;
  *out = count + named > wanted && args[wanted] != &_Py_NoneStruct ? args[wanted] : 0;
  return 1;
}

static PyObject *our_dot(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names) {
  PyObject *out, *result = understood(args, count, names, 2, &out) ? product(args[0], args[1], out, 0) : 0;
  return result || PyErr_Occurred() ? result : numpy_dot(self, args, count, names);
}

static PyObject *our_method(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names) {
  PyObject *out, *result = understood(args, count, names, 1, &out) ? product(self, args[0], out, 0) : 0;
  return result || PyErr_Occurred() ? result : numpy_method(self, args, count, names);
}

static PyObject *our_inner(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  PyObject *result = count == 2 ? product(args[0], args[1], 0, 1) : 0;
  return result || PyErr_Occurred() ? result : numpy_inner(self, args, count);
}

static double elements(const PyArrayObject *x) {
  double all = 1;
  for (int i = 0; i < x->ndim; i++) all *= x->shape[i];
  return all;
}

/* Large enough that finding out what the subscripts mean is a small part of the work. */
static int worth_contracting(PyObject *left, PyObject *right) {
  const PyArrayObject *a = as_array(left), *b = as_array(right);
  if (!a || !b || !is_plain(a) || !is_plain(b) || !(is_ours(a) || is_ours(b))) return 0;
  return elements(a) * elements(b) >= SMALL_EINSUM;
}

static PyObject *our_einsum(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names) {
  static int inside; /* what answers calls einsum itself */
  if (!inside && count == 3 && !names && worth_contracting(args[1], args[2])) {
    inside = 1;
    PyObject *result = PyObject_Vectorcall(contract, args, 3, 0);
    inside = 0;
    if (result != &_Py_NotImplementedStruct) return result;
    Py_DecRef(result);
  }
  return numpy_einsum(self, args, count, names);
}

static Dot set_dot(PyArray_Descr *dtype, Dot dot) {
  Dot *place = (Dot *)((ArrayFunctions)api[SLOT_ARRAY_FUNCTIONS])(dtype) + DOT_FUNCTION, old = *place;
  *place = dot;
  return old;
}

static PyMethodDef *builtin(PyObject *module, const char *name) {
  PyObject *function = PyObject_GetAttrString(module, name);
  if (!function) return 0;
  PyMethodDef *definition = ((PyCFunctionObject *)function)->definition;
  Py_DecRef(function);
  return definition;
}

/* Everything that is needed from NumPy, once; 0 with a Python error where something is not there. */
static int find(PyObject *module) {
  PyObject *capsule = PyObject_GetAttrString(module, "_ARRAY_API");
  api = capsule ? PyCapsule_GetPointer(capsule, 0) : 0;
  if (capsule) Py_DecRef(capsule);
  if (!api) return 0;
  float32 = ((DescrFromType)api[SLOT_DESCR_FROM_TYPE])(NPY_FLOAT);
  float64 = ((DescrFromType)api[SLOT_DESCR_FROM_TYPE])(NPY_DOUBLE);
  matmul = PyObject_GetAttrString(module, "matmul");
  PyObject *method = PyObject_GetAttrString(api[SLOT_ARRAY_TYPE], "dot");
  if (method) method_definition = ((PyMethodDescrObject *)method)->definition, Py_DecRef(method);
  dot_definition = builtin(module, "dot");
  inner_definition = builtin(module, "inner");
  einsum_definition = builtin(module, "c_einsum");
  return matmul && method && dot_definition && inner_definition && einsum_definition;
}

int replace_products(PyObject *einsum) {
  if (contract) return 0;
  PyObject *module = PyImport_ImportModule("numpy._core._multiarray_umath");
  int found = module && find(module);
  if (module) Py_DecRef(module);
  if (!found) return -1;
  Py_IncRef(einsum);
  contract = einsum;
  numpy_dot = dot_definition->method, dot_definition->method = our_dot;
  numpy_method = method_definition->method, method_definition->method = our_method;
  numpy_inner = inner_definition->method, inner_definition->method = our_inner;
  numpy_einsum = einsum_definition->method, einsum_definition->method = our_einsum;
  numpy_dots[0] = set_dot(float32, dot_f32);
  numpy_dots[1] = set_dot(float64, dot_f64);
  return 0;
}

void restore_products(void) {
  if (!contract) return;
  dot_definition->method = numpy_dot;
  method_definition->method = numpy_method;
  inner_definition->method = numpy_inner;
  einsum_definition->method = numpy_einsum;
  set_dot(float32, numpy_dots[0]);
  set_dot(float64, numpy_dots[1]);
  Py_DecRef(contract);
  contract = 0;
}
