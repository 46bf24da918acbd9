/* Max-pooling of pictures (n, height, width, channels), each channel on its own. */
#ifndef NPWASM_POOL_H
#define NPWASM_POOL_H

#include "windows.h"

/* y = the largest values, where = their places in the window; of equal ones the first, and a NaN before all. */
void max_pool_f32(const Windows *w, const float *x, float *y, int *where);
void max_pool_f64(const Windows *w, const double *x, double *y, int *where);

/* dx = dy at those places. Returns 0 where a place is none; `offsets` has room for a number for each pixel of a window. */
int max_pool_grad_f32(const Windows *w, const float *dy, const int *where, float *dx, int *offsets);
int max_pool_grad_f64(const Windows *w, const double *dy, const int *where, double *dx, int *offsets);

#endif
