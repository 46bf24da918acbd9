/* Windows that slide over pictures (n, height, width, channels). */
#ifndef NPWASM_WINDOWS_H
#define NPWASM_WINDOWS_H

#include "arguments.h"

typedef struct {
  int n, height, width, channels;
  int kernel_height, kernel_width, stride, pad;
  int rows, columns; /* windows below and beside each other */
} Windows;

/* From pictures and the arguments kernel height, kernel width, stride and, unless `pad` is null, padding. */
int read_windows(Windows *out, const Array *pictures, PyObject *const *kernel, PyObject *pad);

/* Whether `cols` has a row for each window, and in it all of the window's pixels. */
int has_windows(const Windows *w, const Array *cols);

/* Whether an array has a pixel for each window. */
int has_pixels(const Windows *w, const Array *array);

/* Every window as a row of `cols`; elements of 4 or 8 bytes. */
void im2col(const Windows *w, int bytes, void *x, void *cols);

/* x = the sum of all windows, added from the first to the last. */
void col2im(const Windows *w, int bytes, void *cols, void *x);

static inline void zeros(void *to, int bytes) { __builtin_memset(to, 0, bytes); }

#endif
