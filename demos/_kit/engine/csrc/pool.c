#include "pool.h"

#include "python_abi.h"
#include "real.h"

/* Places are counted in lanes as wide as the values, and stored as 32-bit numbers. */
static inline vector next_f32(vector places) { return wasm_i32x4_add(places, wasm_i32x4_splat(1)); }
static inline vector next_f64(vector places) { return wasm_i64x2_add(places, wasm_i64x2_splat(1)); }
static inline void store_places_f32(int *to, vector places) { v_store(to, places); }
static inline void store_places_f64(int *to, vector places) {
  wasm_v128_store64_lane(to, wasm_i32x4_shuffle(places, places, 0, 2, 0, 2), 0);
}

#define REAL_BITS 32
#include "pool.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "pool.inc"

/* All channels of one window. */
static void pool_window(const Windows *w, int bytes, const char *x, char *y, int *where) {
  int lanes = 16 / bytes, one = w->channels < lanes;
  for (int c = 0; c < w->channels; c += one ? 1 : lanes) {
    int at = one ? c : MIN(c, w->channels - lanes); /* the last vector overlaps the one before it */
    (bytes == sizeof(float) ? pool_f32 : pool_f64)(w, one, x + at * bytes, y + at * bytes, where + at);
  }
}

void max_pool(const Windows *w, int bytes, const void *x, void *y, int *where) {
  int pixel = w->channels * bytes, line = w->width * pixel;
  char *to = y;
  for (int n = 0; n < w->n; n++)
    for (int row = 0; row < w->rows; row++)
      for (int column = 0; column < w->columns; column++, to += pixel, where += w->channels) {
        const char *window = (const char *)x + (n * w->height + row * w->stride) * line + column * w->stride * pixel;
        pool_window(w, bytes, window, to, where);
      }
}

/* Where each pixel of a window lies, in elements from the window's first; null when there is no memory. */
static int *pixel_offsets(const Windows *w) {
  int *offsets = malloc(sizeof(int) * w->kernel_height * w->kernel_width), *to = offsets;
  for (int i = 0; offsets && i < w->kernel_height; i++)
    for (int j = 0; j < w->kernel_width; j++) *to++ = (i * w->width + j) * w->channels;
  return offsets;
}

int max_pool_grad(const Windows *w, int bytes, const void *dy, const int *where, void *dx) {
  int pixel = w->channels * bytes, line = w->width * pixel, *offsets = pixel_offsets(w), done = offsets != 0;
  const char *from = dy;
  zeros(dx, w->n * w->height * line);
  for (int n = 0; n < w->n; n++)
    for (int row = 0; row < w->rows; row++)
      for (int column = 0; done && column < w->columns; column++, from += pixel, where += w->channels) {
        char *window = (char *)dx + (n * w->height + row * w->stride) * line + column * w->stride * pixel;
        done = (bytes == sizeof(float) ? unpool_f32 : unpool_f64)(w, offsets, from, where, window);
      }
  free(offsets);
  return done;
}
