#include "replace.h"

#include "matmul_loop.h"

typedef struct {
  const char *ufunc;
  int types[3];
  Loop loop;
} Replacement;

static const Replacement *table(void) {
  static const Replacement rows[LOOPS] = {
      {"matmul", {NPY_FLOAT, NPY_FLOAT, NPY_FLOAT}, matmul_f32},
      {"matmul", {NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE}, matmul_f64},
  };
  return rows;
}

Loop previous[LOOPS];

static int set_loop(PyObject *umath, ReplaceLoop replace, const Replacement *row, Loop loop, Loop *old) {
  PyObject *ufunc = PyObject_GetAttrString(umath, row->ufunc);
  if (!ufunc) return -1;
  int result = replace(ufunc, loop, row->types, old);
  Py_DecRef(ufunc);
  if (result < 0) PyErr_SetString(PyExc_RuntimeError, row->ufunc);
  return result;
}

/* Calls `set_loop` for every row: with our loops, or with those that were there before. */
static int set_loops(int ours) {
  PyObject *umath = PyImport_ImportModule("numpy._core._multiarray_umath");
  PyObject *capsule = umath ? PyObject_GetAttrString(umath, "_UFUNC_API") : 0;
  void **api = capsule ? PyCapsule_GetPointer(capsule, 0) : 0;
  int result = api ? 0 : -1;
  for (int i = 0; api && i < LOOPS; i++) {
    const Replacement *row = table() + i;
    if (!ours && !previous[i]) continue;
    if (set_loop(umath, (ReplaceLoop)api[SLOT_REPLACE_LOOP], row, ours ? row->loop : previous[i],
                 ours ? &previous[i] : 0) < 0)
      result = -1;
  }
  if (capsule) Py_DecRef(capsule);
  if (umath) Py_DecRef(umath);
  return result;
}

static int replaced;

int replace_loops(void) {
  if (replaced) return 0; /* or ours would become the previous ones */
  replaced = 1;
  int result = set_loops(1);
  if (result < 0) restore_loops();
  return result;
}

int restore_loops(void) {
  if (!replaced) return 0;
  replaced = 0;
  return set_loops(0);
}
