/* What we use of CPython 3.14's C API, on a 32-bit build with a GIL.
 *
 * Declared here rather than taken from Python.h, so that the extension compiles with clang and wasm-ld alone: Debian has
 * no headers of CPython for WebAssembly. Structures are those of CPython 3.12 to 3.14, which agree in what is used.
 * Source: Include/object.h, Include/moduleobject.h, Include/methodobject.h, Include/cpython/descrobject.h.
 */
#ifndef NPWASM_PYTHON_ABI_H
#define NPWASM_PYTHON_ABI_H

#define PYTHON_API_VERSION 1013
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_FASTCALL 0x0080

typedef int Py_ssize_t;
typedef struct PyTypeObject PyTypeObject;
typedef struct {
  Py_ssize_t refcount;
  PyTypeObject *type;
} PyObject;

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*PyFastFunction)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*PyFastKeywordFunction)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);

typedef struct {
  const char *name;
  void *method;
  int flags;
  const char *doc;
} PyMethodDef;

typedef struct {
  PyObject base;
  PyObject *(*init)(void);
  Py_ssize_t index;
  PyObject *copy;
  const char *name, *doc;
  Py_ssize_t size;
  PyMethodDef *methods;
  void *slots, *traverse, *clear, *free;
} PyModuleDef;
#define PyModuleDef_INIT(NAME, DOC, METHODS) {{1, 0}, 0, 0, 0, NAME, DOC, -1, METHODS, 0, 0, 0, 0}

/* a builtin function, such as numpy.dot's */
typedef struct {
  PyObject base;
  PyMethodDef *definition;
} PyCFunctionObject;

/* a method of a builtin type, such as ndarray.dot */
typedef struct {
  PyObject base;
  PyTypeObject *owner;
  PyObject *name, *qualified_name;
  PyMethodDef *definition;
} PyMethodDescrObject;

PyObject *PyModule_Create2(PyModuleDef *, int);
int PyModule_AddFunctions(PyObject *, PyMethodDef *);
int PyModule_AddObjectRef(PyObject *, const char *, PyObject *);
PyObject *PyImport_ImportModule(const char *);
PyObject *PyObject_GetAttrString(PyObject *, const char *);
PyObject *PyObject_CallFunctionObjArgs(PyObject *, ...);
PyObject *PyObject_Vectorcall(PyObject *, PyObject *const *, unsigned, PyObject *);
PyObject *PyCapsule_New(void *, const char *, void *);
void *PyCapsule_GetPointer(PyObject *, const char *);
PyObject *PyLong_FromLong(long);
long PyLong_AsLong(PyObject *);
PyObject *PyFloat_FromDouble(double);
double PyFloat_AsDouble(PyObject *);
PyObject *PyBool_FromLong(long);
int PyType_IsSubtype(PyTypeObject *, PyTypeObject *);
Py_ssize_t PyTuple_Size(PyObject *);
PyObject *PyTuple_GetItem(PyObject *, Py_ssize_t);
int PyUnicode_CompareWithASCIIString(PyObject *, const char *);
PyObject *PyErr_Occurred(void);
void PyErr_SetString(PyObject *, const char *);
PyObject *PyErr_NoMemory(void);
void PyErr_Clear(void);
void Py_IncRef(PyObject *);
void Py_DecRef(PyObject *);
extern PyObject *PyExc_ValueError, *PyExc_TypeError, *PyExc_RuntimeError;
extern PyObject _Py_NoneStruct, _Py_NotImplementedStruct;

void *malloc(unsigned long);
void free(void *);

#define EXPORTED __attribute__((visibility("default")))
static inline PyObject *none(void) {
  Py_IncRef(&_Py_NoneStruct);
  return &_Py_NoneStruct;
}

#endif
