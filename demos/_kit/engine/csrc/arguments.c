#include "arguments.h"

enum { MOST = 4095 };

static PyTypeObject *array_type(void) {
  static PyTypeObject *type;
  if (type) return type;
  PyObject *umath = PyImport_ImportModule("numpy._core._multiarray_umath");
  PyObject *capsule = umath ? PyObject_GetAttrString(umath, "_ARRAY_API") : 0;
  void **api = capsule ? PyCapsule_GetPointer(capsule, 0) : 0;
  if (api) type = api[SLOT_ARRAY_TYPE];
  if (capsule) Py_DecRef(capsule);
  if (umath) Py_DecRef(umath);
  return type;
}

static int array_of(PyObject *object, char kind, Array *out) {
  PyTypeObject *type = array_type();
  if (!type || !PyType_IsSubtype(object->type, type)) return 0;
  const PyArrayObject *array = (const PyArrayObject *)object;
  const PyArray_Descr *dtype = array->dtype;
  *out = (Array){array->data, dtype->bytes, array->ndim, array->shape, 1};
  for (int i = 0; i < array->ndim; i++) out->size *= array->shape[i];
  return dtype->kind == kind && dtype->byte_order != '>' && (array->flags & ARRAY_C_CONTIGUOUS);
}

int real_array(PyObject *object, Array *out) {
  return array_of(object, 'f', out) && (out->bytes == sizeof(float) || out->bytes == sizeof(double));
}

int whole_array(PyObject *object, int bytes, Array *out) { return array_of(object, 'i', out) && out->bytes == bytes; }

int writable(PyObject *array) { return (((const PyArrayObject *)array)->flags & ARRAY_WRITEABLE) != 0; }

int same_dtype(const Array *one, const Array *other) { return one->bytes == other->bytes; }

int same_shape(const Array *one, const Array *other) {
  int same = one->ndim == other->ndim;
  for (int i = 0; same && i < one->ndim; i++) same = one->shape[i] == other->shape[i];
  return same;
}

int small_number(PyObject *object, int *out) {
  *out = PyLong_AsLong(object);
  return 0 <= *out && *out <= MOST;
}

int real_number(PyObject *object, double *out) {
  *out = PyFloat_AsDouble(object);
  return *out != -1 || !PyErr_Occurred();
}
