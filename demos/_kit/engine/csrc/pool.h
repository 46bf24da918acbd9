/* Max-pooling of pictures (n, height, width, channels), each channel on its own; elements of 4 or 8 bytes. */
#ifndef NPWASM_POOL_H
#define NPWASM_POOL_H

#include "windows.h"

/* y = the largest values, where = their places in the window; of equal ones the first, and a NaN before all. */
void max_pool(const Windows *w, int bytes, void *x, void *y, int *where);

/* dx = dy at those places. Returns 0 where a place is none. */
int max_pool_grad(const Windows *w, int bytes, void *dy, int *where, void *dx);

#endif
