/* The helpers as Python calls them: arguments are checked here, and computed with elsewhere.
 *
 * Each says False, and has done nothing of use, to arguments it cannot take.
 */
#include "helpers.h"

#include "entropy.h"
#include "lstm.h"
#include "pool.h"
#include "rules.h"

static PyObject *answer(int done) {
  PyErr_Clear();
  return PyBool_FromLong(done);
}

/* Pictures, and rows of windows that belong to them: indices into args; then the window's four numbers. */
static int pictures_and_windows(PyObject *const *args, int pictures, int rows, Windows *w, Array *x, Array *cols) {
  return real_array(args[pictures], x) && real_array(args[rows], cols) && same_dtype(x, cols) &&
         read_windows(w, x, args + 2, args[5]) && has_windows(w, cols);
}

/* im2col(x, cols, kernel height, kernel width, stride, padding) */
static PyObject *py_im2col(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Windows w;
  Array x, cols;
  int fits = count == 6 && pictures_and_windows(args, 0, 1, &w, &x, &cols) && writable(args[1]);
  if (fits) im2col(&w, x.bytes, x.data, cols.data);
  return answer(fits);
}

/* col2im(cols, x, kernel height, kernel width, stride, padding) */
static PyObject *py_col2im(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Windows w;
  Array x, cols;
  int fits = count == 6 && pictures_and_windows(args, 1, 0, &w, &x, &cols) && writable(args[1]);
  if (fits) col2im(&w, x.bytes, cols.data, x.data);
  return answer(fits);
}

/* Pictures, their pooled values and the places of these: indices into args; then the window's three numbers. */
static int pooling(PyObject *const *args, int pictures, int values, int places, Windows *w, Array *out) {
  return real_array(args[pictures], out) && real_array(args[values], out + 1) && same_dtype(out, out + 1) &&
         whole_array(args[places], sizeof(int), out + 2) && read_windows(w, out, args + 3, 0) &&
         has_pixels(w, out + 1) && has_pixels(w, out + 2);
}

/* max_pool(x, y, where, kernel height, kernel width, stride) */
static PyObject *py_max_pool(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Windows w;
  Array a[3];
  int fits = count == 6 && pooling(args, 0, 1, 2, &w, a) && writable(args[1]) && writable(args[2]);
  if (fits) max_pool(&w, a[0].bytes, a[0].data, a[1].data, a[2].data);
  return answer(fits);
}

/* max_pool_grad(dy, where, dx, kernel height, kernel width, stride) */
static PyObject *py_max_pool_grad(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Windows w;
  Array a[3];
  int fits = count == 6 && pooling(args, 2, 0, 1, &w, a) && writable(args[2]);
  return answer(fits && max_pool_grad(&w, a[0].bytes, a[1].data, a[2].data, a[0].data));
}

/* softmax_cross_entropy(scores, labels, grad) -> loss, of float64 and int64 */
static PyObject *py_softmax_cross_entropy(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Array scores, labels, grad;
  double loss;
  int fits = count == 3 && real_array(args[0], &scores) && whole_array(args[1], sizeof(long long), &labels) &&
             real_array(args[2], &grad) && writable(args[2]) && scores.bytes == sizeof(double) &&
             same_dtype(&scores, &grad) && same_shape(&scores, &grad) && scores.ndim == 2 &&
             labels.ndim == 1 && scores.shape[0] == labels.size && scores.size;
  if (!fits || !softmax_cross_entropy(scores.shape[0], scores.shape[1], scores.data, labels.data, grad.data, &loss))
    return answer(0);
  return PyFloat_FromDouble(loss);
}

/* The rule's arrays, then its settings. */
static PyObject *py_rule(const Rule *rule, PyObject *const *args, Py_ssize_t count) {
  Array arrays[MOST_ARRAYS];
  void *data[MOST_ARRAYS];
  double settings[MOST_SETTINGS];
  int fits = count == rule->arrays + rule->settings;
  for (int i = 0; fits && i < rule->settings; i++) fits = real_number(args[rule->arrays + i], settings + i);
  for (int i = 0; fits && i < rule->arrays; i++) {
    Array *a = arrays + i;
    int written = rule->written >> i & 1;
    fits = real_array(args[i], a) && same_dtype(arrays, a) && same_shape(arrays, a);
    fits = fits && (!written || writable(args[i]));
    data[i] = a->data;
  }
  if (fits) apply(rule, arrays[0].bytes, arrays[0].size, data, settings);
  return answer(fits);
}

/* sgd(w, g, rate) */
static PyObject *py_sgd(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  return py_rule(&sgd, args, count);
}

/* momentum(w, g, v, rate, beta) */
static PyObject *py_momentum(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  return py_rule(&momentum, args, count);
}

/* adam(w, g, m, v, rate, root, beta1, beta2, eps) */
static PyObject *py_adam(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  return py_rule(&adam, args, count);
}

/* relu_grad(dx, dy, y) */
static PyObject *py_relu_grad(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  return py_rule(&relu_grad, args, count);
}

/* float32 arrays, the first `wide` of them (n, 4 units) and the others (n, units), where units fill whole vectors; bit i
 * of `written`: array i is written to. */
static int cells(PyObject *const *args, int count, int wide, int written, Array *a) {
  int fits = 1;
  for (int i = count - 1; fits && i >= 0; i--)
    fits = real_array(args[i], a + i) && a[i].bytes == sizeof(float) && a[i].ndim == 2 &&
           a[i].shape[0] == a[count - 1].shape[0] && a[i].shape[1] == a[count - 1].shape[1] * (i < wide ? 4 : 1) &&
           (!(written >> i & 1) || writable(args[i]));
  return fits && a[count - 1].shape[1] % 4 == 0;
}

/* lstm(gates, cell, new_cell, squashed, state) */
static PyObject *py_lstm(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Array a[5];
  int fits = count == 5 && cells(args, 5, 1, 1 | 4 | 8 | 16, a);
  if (fits) lstm(a[1].shape[0], a[1].shape[1], a[0].data, a[1].data, a[2].data, a[3].data, a[4].data);
  return answer(fits);
}

/* lstm_grad(gates, dz, cell, squashed, dstate, dnew_cell, dcell) */
static PyObject *py_lstm_grad(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  (void)self;
  Array a[7];
  int fits = count == 7 && cells(args, 7, 2, 2 | 64, a);
  if (fits)
    lstm_grad(a[2].shape[0], a[2].shape[1], a[0].data, a[1].data, a[2].data, a[3].data, a[4].data, a[5].data,
              a[6].data);
  return answer(fits);
}

PyMethodDef helper_methods[] = {
    {"im2col", py_im2col, METH_FASTCALL, 0},
    {"col2im", py_col2im, METH_FASTCALL, 0},
    {"max_pool", py_max_pool, METH_FASTCALL, 0},
    {"max_pool_grad", py_max_pool_grad, METH_FASTCALL, 0},
    {"softmax_cross_entropy", py_softmax_cross_entropy, METH_FASTCALL, 0},
    {"sgd", py_sgd, METH_FASTCALL, 0},
    {"momentum", py_momentum, METH_FASTCALL, 0},
    {"adam", py_adam, METH_FASTCALL, 0},
    {"relu_grad", py_relu_grad, METH_FASTCALL, 0},
    {"lstm", py_lstm, METH_FASTCALL, 0},
    {"lstm_grad", py_lstm_grad, METH_FASTCALL, 0},
    {0, 0, 0, 0},
};
